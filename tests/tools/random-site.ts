// A small site as data, and such sites at random.
import fc from "fast-check";
import { FIELDS, FILES, NAMES, OWN_TEMPLATES, SETTINGS, TERMS } from "./random-values.js";
import { source } from "./temp-site.js";

export interface RandomPost {
  /** Front matter as typed. */
  fields: Readonly<Record<string, string>>;
  body: string;
  /** Its front matter cannot be read. */
  broken: boolean;
}

/** Never changed in place: an edit makes a new one. */
export interface RandomSite {
  /** By path below `posts/`. */
  posts: ReadonlyMap<string, RandomPost>;
  /** Lines of `site.yml` by key. */
  settings: Readonly<Record<string, string>>;
  /** Every other source, by path. */
  files: ReadonlyMap<string, string>;
  now: number;
  drafts: boolean;
  future: boolean;
}

export const DAY = 86_400_000;
const NOW = Date.parse("2026-01-10T00:00:00Z");

/** What the site consists of on disk. */
export function sourcesOf({ posts, settings, files }: RandomSite): Map<string, string> {
  const lines = Object.entries(settings).map(([key, value]) => `${key}: ${value}\n`);
  const sources = new Map([["site.yml", lines.join("")], ...files]);
  for (const [name, { fields, body, broken }] of posts)
    sources.set(`posts/${name}`, broken ? `---\ntitle: [\n---\n${body}` : source({ ...fields }, body));
  return sources;
}

/** For somebody who wants to make it by hand. */
export function siteText({ posts, files, settings }: RandomSite): string {
  const lines = [...posts].map(
    ([name, { fields, body }]) => `posts/${name} ${JSON.stringify({ ...fields, body })}`,
  );
  const templates = [...files]
    .filter(([path]) => path in OWN_TEMPLATES)
    .map(([path]) => path.slice("templates/".length));
  const others = [...files]
    .filter(([path]) => !(path in OWN_TEMPLATES))
    .map((entry) => entry.map((text) => JSON.stringify(text)).join(" "));
  const named = templates.length > 0 ? [`its own ${templates.join(", ")}`] : [];
  return [JSON.stringify(settings), ...lines, ...others, ...named].map((line) => `  ${line}\n`).join("");
}

const from = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
export const someName = from(NAMES);
export const someBody = from([
  "Text.\n",
  "Other text.\n",
  "# A heading\n\nText<!-- more -->and more.\n",
  "![A](/logo.svg) [b](c.html)\n",
  ...["![A](/a.png) ![B](/sub/b.png)\n", '![A](/a.png "A title")\n\n![C](/none.png)\n'],
  ...["for good", "for the winter"].map(
    (till) =>
      `The ferry to the island stops at noon, the harbour master said on Tuesday, and will stay there ${till}. ` +
      "Nobody on the pier had been told before, and the last boat left with half of its seats empty.\n",
  ),
  "",
]);

/** Mostly the four fields that every post has; the others now and then. */
export const someFields: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    fc.record({ title: from(FIELDS.title!), date: from(FIELDS.date!.slice(0, -1)) }),
    fc.record({ categories: from(TERMS), tags: from(TERMS) }, { requiredKeys: [] }),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(someField(), { maxLength: 2 }) },
    ),
  )
  .map(([own, terms, more]) => ({ ...own, ...terms, ...Object.fromEntries(more) }));

/** Those over which posts come into conflict are set most. */
export function someField(): fc.Arbitrary<[string, string]> {
  const contested = ["permalink", "redirect_from", "redirect_from", "date", "categories", "tags", "draft"];
  return from([...Object.keys(FIELDS), ...contested]).chain((key) =>
    fc.tuple(fc.constant(key), from(FIELDS[key]!)),
  );
}

export const someSite: fc.Arbitrary<RandomSite> = fc
  .record({
    posts: fc.oneof(
      { weight: 5, arbitrary: somePosts(5, 12) },
      { weight: 3, arbitrary: somePosts(12, 24) },
      { weight: 1, arbitrary: somePosts(24, 40) },
    ),
    files: fc.uniqueArray(from(Object.keys(FILES).filter((path) => !(path in OWN_TEMPLATES))), {
      maxLength: 8,
    }),
    // The theme takes three times as long.
    ownTemplates: fc.oneof(
      { weight: 7, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
  })
  .map(({ posts, files, ownTemplates }) => {
    const paths = ownTemplates ? [...Object.keys(OWN_TEMPLATES), ...files] : files;
    const { title, url, perPage, archivePerPage, search } = SETTINGS;
    const settings = {
      title: title![0]!,
      url: url![0]!,
      perPage: perPage![0]!,
      archivePerPage: archivePerPage![0]!,
      search: search![0]!,
    };
    const held = new Map(paths.map((path) => [path, FILES[path]![0]!]));
    return { posts, settings, files: held, now: NOW, drafts: false, future: false };
  });

function somePosts(minLength: number, maxLength: number): fc.Arbitrary<Map<string, RandomPost>> {
  return fc
    .uniqueArray(fc.tuple(someName, someFields, someBody), {
      minLength,
      maxLength,
      selector: ([name]) => name,
      size: "max",
    })
    .map((posts) => new Map(posts.map(([name, fields, body]) => [name, { fields, body, broken: false }])));
}
