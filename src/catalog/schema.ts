// The catalog's tables and indexes. A change here raises SCHEMA_VERSION: an older catalog is then a cold build.

export const SCHEMA_VERSION = 9;

/*
 * Laws of the catalog, each with the bug you get otherwise:
 * - It is committed after the files it describes. (Else a killed build believes in pages that were never written.)
 * - `live` is the only truth about what is published; terms and listings hold live posts only. (Else a draft leaks.)
 * - Order is (date, path) everywhere, compared as SQLite compares. (Else pages of a listing overlap.)
 * - Nothing is read from it that a clean build would not compute. (Else incremental differs from clean.)
 */
export const TABLES = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every file that was read, with how to notice that it changed, and what was wrong with it.
CREATE TABLE sources (
  path TEXT PRIMARY KEY,
  kind TEXT NOT NULL,             -- post | page | other
  stamp TEXT NOT NULL,            -- size, mtime in whole milliseconds, inode
  fingerprint TEXT NOT NULL,      -- git blob id
  problems TEXT                   -- JSON: Diagnostic[], errors and warnings
) WITHOUT ROWID;
CREATE INDEX sources_problems ON sources(path) WHERE problems IS NOT NULL;

CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  date INTEGER NOT NULL,          -- Instant
  modified INTEGER NOT NULL,      -- Instant: date or update, the later
  listed INTEGER NOT NULL,        -- the length of its line in a sitemap, for the index below; 0: it is in none
  live INTEGER NOT NULL,
  hold TEXT,                      -- why it is not live: draft | unpublished | future | collision
  output_key TEXT NOT NULL,       -- two posts with one key collide
  layout TEXT,                    -- where it is not the usual one
  sitemap TEXT NOT NULL,          -- that line, or empty: a month's are read without the records
  record TEXT NOT NULL            -- JSON: Post
);

-- Days that hold published posts, in the site's zone.
CREATE TABLE days (
  key TEXT PRIMARY KEY,           -- 2022-03-23
  count INTEGER NOT NULL
) WITHOUT ROWID;

-- Months that hold posts for sitemaps, in the site's zone.
CREATE TABLE months (
  key TEXT PRIMARY KEY,           -- 2022-03
  modified INTEGER NOT NULL,      -- Instant: the latest date or update of a post in it
  files INTEGER NOT NULL          -- into so many is its sitemap split
) WITHOUT ROWID;

-- Addresses that redirect to a post.
CREATE TABLE aliases (
  output_key TEXT NOT NULL,
  path TEXT NOT NULL,             -- the post's
  PRIMARY KEY (output_key, path)
) WITHOUT ROWID;
CREATE INDEX aliases_path ON aliases(path);

-- Posts that are one story in several languages; live or not.
CREATE TABLE translations (
  key TEXT NOT NULL,
  path TEXT NOT NULL,             -- the post's
  PRIMARY KEY (key, path)
) WITHOUT ROWID;
CREATE INDEX translations_path ON translations(path);

CREATE TABLE terms (
  id INTEGER PRIMARY KEY,
  taxonomy TEXT NOT NULL,         -- category | tag | author | series
  key TEXT NOT NULL,              -- folded name
  name TEXT NOT NULL,             -- as its oldest post spells it
  slug TEXT NOT NULL,
  slug_key TEXT NOT NULL,         -- the folded slug before a suffix tells twins apart
  count INTEGER NOT NULL,
  UNIQUE (taxonomy, key)
);
CREATE INDEX terms_slug ON terms(taxonomy, slug_key);
CREATE INDEX terms_count ON terms(taxonomy, count);

CREATE TABLE post_terms (
  term INTEGER NOT NULL,
  date INTEGER NOT NULL,
  path TEXT NOT NULL,
  post INTEGER NOT NULL,
  spelling INTEGER NOT NULL,      -- the one of this post
  PRIMARY KEY (term, date, path)
) WITHOUT ROWID;

CREATE TABLE spellings (
  id INTEGER PRIMARY KEY,
  term INTEGER NOT NULL,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  UNIQUE (term, name)
);

-- Runs of published posts that the search index is made of.
CREATE TABLE search_segments (
  date INTEGER NOT NULL,          -- of its first post
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  opens INTEGER NOT NULL,         -- its first post begins one whatever comes before it
  count INTEGER NOT NULL,
  chunks TEXT NOT NULL,           -- lengths of its files of texts, as digits
  PRIMARY KEY (date, path)
) WITHOUT ROWID;

-- Files of postings as they are published: [segment, section, …], oldest first.
CREATE TABLE search_files (
  level TEXT NOT NULL,            -- new | all
  file INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (level, file)
) WITHOUT ROWID;
-- Which there are, without a walk over their texts.
CREATE INDEX search_files_names ON search_files(level, file);

-- Parts of those files, while a large archive's are all made anew; empty at any other time.
CREATE TABLE search_waiting (
  part INTEGER NOT NULL,
  place INTEGER NOT NULL,
  sections TEXT NOT NULL,         -- JSON: Sections
  PRIMARY KEY (part, place)
) WITHOUT ROWID;

-- Published posts by what they are about: related-index.ts says how.
CREATE TABLE related_keys (
  key INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  posts TEXT NOT NULL,
  PRIMARY KEY (key, bucket)
) WITHOUT ROWID;

-- What is shown below an article; none where there is nothing.
CREATE TABLE related (
  post INTEGER PRIMARY KEY,
  lists TEXT NOT NULL,            -- ids: about the same; of the same section
  original INTEGER                -- the oldest post that tells the same
);

-- Pictures that posts and pages show; none of which nothing is known yet.
CREATE TABLE pictures (
  path TEXT PRIMARY KEY,          -- below dist/, or a whole address
  stem TEXT,                      -- in the names of its copies; NULL: it has none, for something is wrong with it
  look TEXT NOT NULL,             -- how its file looked from outside when it was read
  facts TEXT NOT NULL             -- JSON: PictureFacts or PictureTrouble
) WITHOUT ROWID;
CREATE INDEX pictures_stem ON pictures(stem) WHERE stem IS NOT NULL;

-- By whom; live or not.
CREATE TABLE picture_uses (
  picture TEXT NOT NULL,
  user TEXT NOT NULL,             -- the source's path
  address TEXT NOT NULL,          -- as it stands there
  problem TEXT,                   -- JSON: Diagnostic
  PRIMARY KEY (picture, user)
) WITHOUT ROWID;
CREATE INDEX picture_uses_user ON picture_uses(user);
CREATE INDEX picture_uses_problem ON picture_uses(user) WHERE problem IS NOT NULL;

CREATE TABLE static_pages (
  path TEXT PRIMARY KEY,
  output_key TEXT NOT NULL,
  shown INTEGER NOT NULL,         -- published: no draft, and nobody else wants its address
  record TEXT NOT NULL            -- JSON: StaticPage
) WITHOUT ROWID;

-- What a page was seen to read: one row for all pages that read the same things.
CREATE TABLE shapes (id INTEGER PRIMARY KEY, reads TEXT NOT NULL UNIQUE);

-- Results of the queries that templates made on their own, as a hash.
CREATE TABLE queries (key TEXT PRIMARY KEY, result TEXT NOT NULL) WITHOUT ROWID;

-- Columns that are only ever read together are one: binding a value costs more than storing it.
CREATE TABLE pages (
  path TEXT PRIMARY KEY,          -- below dist/
  subject TEXT NOT NULL,          -- what it shows: post:…, category:…, month:…
  number INTEGER NOT NULL,        -- a frozen page's, else 0
  shape INTEGER NOT NULL,
  state TEXT NOT NULL,            -- kind, recipe, SHA-256, bytes, mtime of the file in dist/
  cause TEXT NOT NULL             -- when it last became other bytes, and which reads did it
) WITHOUT ROWID;
CREATE INDEX pages_top ON pages(path) WHERE instr(path, '/') = 0;
`;

/** Made when a first build has recorded all posts: one by one, each row would go to its place in each of them. */
export const POST_INDEXES = `
CREATE INDEX posts_live ON posts(date, path, modified, listed) WHERE live = 1;
CREATE INDEX posts_held ON posts(hold, date) WHERE hold IS NOT NULL;
CREATE INDEX posts_layout ON posts(layout) WHERE layout IS NOT NULL;
CREATE INDEX posts_output ON posts(output_key);
`;

/** Made when a first build has recorded all pages. */
export const PAGE_INDEXES = `
CREATE INDEX pages_subject ON pages(subject, number);
CREATE INDEX pages_shape ON pages(shape);
`;
