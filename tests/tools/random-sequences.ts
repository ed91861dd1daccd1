// Sequences of edits at random. Most keep to one topic, for what goes wrong goes wrong between edits of one kind:
// two posts and a file that want one address come together once in a thousand sequences of just anything.
import fc from "fast-check";
import type { Edit } from "./random-edits.js";
import { someBody, someField, someFields, someName } from "./random-site.js";
import { FIELDS, FILES, SETTINGS } from "./random-values.js";

type Weighted = [weight: number, edit: fc.Arbitrary<Edit>];

const anyPost = fc.nat(39);
const from = <const T>(...values: T[]) => fc.constantFrom(...values);
const of = <D extends Edit["do"]>(name: D) => fc.constant(name);
const either = (...edits: Weighted[]): fc.Arbitrary<Edit> =>
  fc.oneof(...edits.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const add = fc.record({ do: of("add"), name: someName, fields: someFields, body: someBody });
const write = fc.record({ do: of("write"), post: anyPost, body: someBody });
const rename = fc.record({ do: of("rename"), post: anyPost, name: someName });
const remove = fc.record({ do: of("delete"), post: anyPost });
const breakOrMend = fc.record({ do: from("break" as const, "mend" as const), post: anyPost });
const clock = fc.record({ do: of("clock"), days: from(1, 2, 30, -1, -2, -30) });
const flag = fc.record({ do: of("flag"), flag: from("drafts" as const, "future" as const) });
const copy = (...fields: string[]) =>
  fc.record({ do: of("copy"), post: anyPost, other: anyPost, field: from(...fields) });
const setAny = fc
  .tuple(anyPost, someField())
  .map(([post, [field, value]]) => ({ do: "set" as const, post, field, value }));

/** One of these fields gets a value that it may have, or loses the one that it has. */
function set(...fields: string[]): fc.Arbitrary<Edit> {
  return from(...fields).chain((field) =>
    fc.record({ do: of("set"), post: anyPost, field: fc.constant(field), value: orNone(FIELDS[field]!) }),
  );
}

function file(...paths: string[]): fc.Arbitrary<Edit> {
  return from(...paths).chain((path) =>
    fc.record({ do: of("file"), path: fc.constant(path), content: orNone(FILES[path]!) }),
  );
}

const setting = from(...Object.keys(SETTINGS)).chain((key) =>
  fc.record({ do: of("setting"), key: fc.constant(key), value: orNone(SETTINGS[key]!) }),
);

const orNone = (values: readonly string[]) => fc.option(from(...values), { freq: 2 });
const below = (...starts: string[]) =>
  Object.keys(FILES).filter((path) => starts.some((start) => path.startsWith(start)));

const FOREIGN =
  "left.html x.html old.html 2026/01/left.html new/folder/left.txt .hidden robots.txt.old".split(" ");
const tampering = either(
  [3, fc.record({ do: of("tamper"), how: from("delete", "edit", "touch", "folder"), file: fc.nat(199) })],
  [1, fc.record({ do: of("tamper"), how: fc.constant("foreign" as const), path: from(...FOREIGN) })],
  [1, fc.record({ do: of("tamper"), how: from("delete all", "lose catalog", "spoil catalog") })],
);

const anything = either(
  [6, setAny],
  [3, add],
  [2, set(...Object.keys(FIELDS))],
  [2, copy("date", "permalink", "tags", "redirect_from")],
  ...([remove, write, rename, breakOrMend, flag] as const).map((edit): Weighted => [1, edit]),
  [7, file(...Object.keys(FILES))],
  ...([setting, tampering, clock] as const).map((edit): Weighted => [2, edit]),
);

const TOPICS: Readonly<Record<string, fc.Arbitrary<Edit>>> = {
  addresses: either(
    [4, set("permalink", "redirect_from", "redirect_from")],
    [3, file("public/old.html", "public/x.html", "pages/x.html", "pages/about.md", "pages/team/index.md")],
    [1, file(...below("pages/", "public/"))],
    [2, set("draft", "published", "date")],
    [1, copy("permalink", "redirect_from")],
    ...([remove, breakOrMend, rename, clock, flag] as const).map((edit): Weighted => [1, edit]),
  ),
  terms: either(
    [4, set("categories", "tags")],
    [1, set("date")],
    [1, file("data/categories.yml", "data/tags.yml")],
    ...([remove, breakOrMend, clock] as const).map((edit): Weighted => [1, edit]),
  ),
  archives: either(
    [3, add],
    [3, set("date", "title", "sitemap", "updated")],
    [2, remove],
    ...([copy("date"), rename, write, clock] as const).map((edit): Weighted => [1, edit]),
  ),
  templates: either(
    [4, file(...below("templates/"))],
    [1, file(...below("data/", "public/theme/", "pages/list"))],
    [1, set("layout", "lang", "mood", "title")],
    [1, add],
  ),
  settings: either(
    [3, setting],
    [1, clock],
    [1, flag],
    [1, add],
    [1, file(...below("data/", "templates/words/"))],
  ),
  found: either(
    [4, set("author", "series", "translationKey", "lang", "updated")],
    [2, clock],
    [2, write],
    [1, set("date", "title", "image", "sitemap")],
    [1, file("data/authors.yml", "data/series.yml")],
    ...([add, remove, setting] as const).map((edit): Weighted => [1, edit]),
  ),
  plugins: either(
    [3, fc.record({ do: of("setting"), key: fc.constant("plugins"), value: orNone(SETTINGS.plugins!) })],
    [4, file(...below("plugins/"))],
    [1, file(...below("templates/", "data/team", "pages/x", "public/x", "public/old"))],
    [1, set("title", "tags", "permalink", "redirect_from")],
    ...([add, write, remove, breakOrMend, setting] as const).map((edit): Weighted => [1, edit]),
  ),
  pictures: either(
    [4, file("public/a.png", "public/sub/b.png")],
    [2, set("image")],
    [1, fc.record({ do: of("setting"), key: fc.constant("images"), value: orNone(SETTINGS.images!) })],
    [1, file("pages/x.html", "templates/post.njk", "templates/home.njk")],
    ...([write, write, remove, add, breakOrMend] as const).map((edit): Weighted => [1, edit]),
  ),
  damage: either([2, tampering], [1, anything]),
};

/** What happens between builds: now and then nothing. */
export const someSequence: fc.Arbitrary<Edit[][]> = fc.oneof(
  sequenceOf(anything),
  ...Object.values(TOPICS).map((topic) => sequenceOf(either([4, topic], [1, anything]))),
);

function sequenceOf(edit: fc.Arbitrary<Edit>): fc.Arbitrary<Edit[][]> {
  const edits = fc.oneof(
    { weight: 1, arbitrary: fc.constant<Edit[]>([]) },
    { weight: 9, arbitrary: fc.array(edit, { minLength: 1, maxLength: 3, size: "max" }) },
  );
  return fc.array(edits, { minLength: 1, maxLength: 5, size: "max" });
}
