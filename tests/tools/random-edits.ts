// What happens to a site between two builds, as data: an edit is a few words and numbers, so that a sequence of them
// can be made at random, made shorter, and printed.
import { DAY, type RandomPost, type RandomSite } from "./random-site.js";

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
