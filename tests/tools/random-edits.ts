// What happens to a site between two builds, as data: an edit is a few words and numbers, so that a sequence of them
// can be made at random, made shorter, and printed.
import fc from "fast-check";
import {
  DAY,
  FIELDS,
  FILES,
  type RandomPost,
  type RandomSite,
  SETTINGS,
  someBody,
  someField,
  someFields,
  someName,
} from "./random-site.js";

export type Edit =
  | { do: "add"; name: string; fields: Record<string, string>; body: string }
  /** `post` and `other` count posts by path, and go round. */
  | { do: "set"; post: number; field: string; value: string | null }
  | { do: "write"; post: number; body: string }
  | { do: "delete" | "break" | "mend"; post: number }
  | { do: "rename"; post: number; name: string }
  /** The field becomes that of another post: its date, its address. */
  | { do: "copy"; post: number; field: string; other: number }
  | { do: "file"; path: string; content: string | null }
  | { do: "setting"; key: string; value: string | null }
  | { do: "clock"; days: number }
  | { do: "flag"; flag: "drafts" | "future" }
  | Tampering;

/** Done to what the last build left, not to the site. */
export type Tampering =
  /** `file` counts published files by path, and goes round. */
  | { do: "tamper"; how: "delete" | "edit" | "touch" | "folder"; file: number }
  | { do: "tamper"; how: "foreign"; path: string }
  | { do: "tamper"; how: "delete all" | "lose catalog" | "spoil catalog" };

/** The site after an edit. What an edit means to do and cannot is no edit. */
export function applyEdit(site: RandomSite, edit: Edit): RandomSite {
  switch (edit.do) {
    case "add":
      return withPosts(site, (posts) =>
        posts.set(edit.name, { fields: edit.fields, body: edit.body, broken: false }),
      );
    case "set":
      return change(site, edit.post, (post) => ({
        ...post,
        fields: withField(post.fields, edit.field, edit.value),
      }));
    case "write":
      return change(site, edit.post, (post) => ({ ...post, body: edit.body }));
    case "break":
    case "mend":
      return change(site, edit.post, (post) => ({ ...post, broken: edit.do === "break" }));
    case "delete":
      return withPosts(site, (posts) => posts.delete(nameAt(site, edit.post)));
    case "rename":
      return rename(site, edit.post, edit.name);
    case "copy": {
      const value = site.posts.get(nameAt(site, edit.other))?.fields[edit.field] ?? null;
      return change(site, edit.post, (post) => ({
        ...post,
        fields: withField(post.fields, edit.field, value),
      }));
    }
    case "file":
      return { ...site, files: withEntry(site.files, edit.path, edit.content) };
    case "setting":
      return { ...site, settings: withField(site.settings, edit.key, edit.value) };
    case "clock":
      return { ...site, now: site.now + edit.days * DAY };
    case "flag":
      return { ...site, [edit.flag]: !site[edit.flag] };
    case "tamper":
      return site;
  }
}

function withPosts(site: RandomSite, act: (posts: Map<string, RandomPost>) => void): RandomSite {
  const posts = new Map(site.posts);
  act(posts);
  return { ...site, posts };
}

const nameAt = ({ posts }: RandomSite, index: number): string =>
  [...posts.keys()].sort()[index % posts.size] ?? "";

function change(site: RandomSite, index: number, make: (post: RandomPost) => RandomPost): RandomSite {
  const name = nameAt(site, index);
  const post = site.posts.get(name);
  return post ? withPosts(site, (posts) => posts.set(name, make(post))) : site;
}

function rename(site: RandomSite, index: number, name: string): RandomSite {
  const old = nameAt(site, index);
  const post = site.posts.get(old);
  if (!post || site.posts.has(name)) return site;
  return withPosts(site, (posts) => posts.set(name, post).delete(old));
}

function withField(fields: RandomPost["fields"], key: string, value: string | null): RandomPost["fields"] {
  const { [key]: _, ...rest } = fields;
  return value === null ? rest : { ...rest, [key]: value };
}

function withEntry(files: RandomSite["files"], path: string, content: string | null): RandomSite["files"] {
  const copy = new Map(files);
  copy.delete(path);
  return content === null ? copy : copy.set(path, content);
}

// ---------------------------------------------------------------- at random

const anyPost = fc.nat(39);
const orNone = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });
const of = <D extends Edit["do"]>(name: D) => fc.constant(name);
const keyOf = (table: Readonly<Record<string, unknown>>) => fc.constantFrom(...Object.keys(table));

/** A key of the table, with one of its values or none. */
function entryOf<K extends string, V extends string>(
  table: Readonly<Record<string, readonly string[]>>,
  key: K,
  value: V,
) {
  return keyOf(table).chain((name) =>
    fc.record({ [key]: fc.constant(name), [value]: orNone(fc.constantFrom(...table[name]!)) }),
  ) as fc.Arbitrary<Record<K, string> & Record<V, string | null>>;
}

const FOREIGN = [
  "left.html",
  "x.html",
  "old.html",
  "2026/01/left.html",
  "new/folder/left.txt",
  ".hidden",
  "robots.txt.old",
];

const somePostEdit = fc.oneof(
  weighted(3, fc.record({ do: of("add"), name: someName, fields: someFields, body: someBody })),
  weighted(2, fc.record({ do: fc.constantFrom("delete", "break", "mend"), post: anyPost })),
  weighted(1, fc.record({ do: of("write"), post: anyPost, body: someBody })),
  weighted(1, fc.record({ do: of("rename"), post: anyPost, name: someName })),
  weighted(
    2,
    fc.record({
      do: of("copy"),
      post: anyPost,
      other: anyPost,
      field: fc.constantFrom("date", "permalink", "tags", "redirect_from"),
    }),
  ),
  weighted(
    5,
    fc
      .tuple(anyPost, someField())
      .map(([post, [field, value]]) => ({ do: "set" as const, post, field, value })),
  ),
  weighted(2, fc.record({ do: of("set"), post: anyPost, field: keyOf(FIELDS), value: fc.constant(null) })),
);

const someTampering: fc.Arbitrary<Tampering> = fc.oneof(
  weighted(
    3,
    fc.record({
      do: of("tamper"),
      how: fc.constantFrom("delete", "edit", "touch", "folder"),
      file: fc.nat(199),
    }),
  ),
  weighted(
    1,
    fc.record({ do: of("tamper"), how: fc.constant("foreign"), path: fc.constantFrom(...FOREIGN) }),
  ),
  weighted(
    1,
    fc.record({ do: of("tamper"), how: fc.constantFrom("delete all", "lose catalog", "spoil catalog") }),
  ),
) as fc.Arbitrary<Tampering>;

const someEdit: fc.Arbitrary<Edit> = fc.oneof(
  weighted(14, somePostEdit as fc.Arbitrary<Edit>),
  weighted(
    7,
    entryOf(FILES, "path", "content").map((entry) => ({ do: "file" as const, ...entry })),
  ),
  weighted(
    2,
    entryOf(SETTINGS, "key", "value").map((entry) => ({ do: "setting" as const, ...entry })),
  ),
  weighted(2, someTampering),
  weighted(2, fc.record({ do: of("clock"), days: fc.constantFrom(1, 2, 30, -1, -2, -30) })),
  weighted(1, fc.record({ do: of("flag"), flag: fc.constantFrom("drafts", "future") })),
) as fc.Arbitrary<Edit>;

/** What happens between builds: now and then nothing. */
export const someSequence: fc.Arbitrary<Edit[][]> = fc.array(
  fc.oneof(
    weighted(1, fc.constant<Edit[]>([])),
    weighted(9, fc.array(someEdit, { minLength: 1, maxLength: 3, size: "max" })),
  ),
  { minLength: 1, maxLength: 5, size: "max" },
);

function weighted<T>(weight: number, arbitrary: fc.Arbitrary<T>) {
  return { weight, arbitrary };
}
