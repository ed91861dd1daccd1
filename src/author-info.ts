// `data/authors.yml` -> what the site says of its authors. A detail of the wrong kind is left out, and said.
import type { Place } from "./diagnostics/diagnostic.js";
import { authorDetail } from "./diagnostics/site.js";
import type { Profile, TermInfo } from "./types/content.js";
import type { Diagnostic } from "./types/diagnostic.js";
import { foldTerm } from "./urls.js";

type Details = Record<string, unknown>;
/** Reads one detail of one author. */
type Read = (key: string) => string | null;

/** By folded name. `file` is the data file's path without its ending. */
export function authorInfo(data: unknown, file: string, problems: Diagnostic[]): Map<string, TermInfo> {
  const info = new Map<string, TermInfo>();
  if (!isDetails(data)) return info;
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === "string") info.set(foldTerm(name), { description: value });
    if (!isDetails(value)) continue;
    info.set(foldTerm(name), infoOf(name, value, { file }, problems));
  }
  return info;
}

function infoOf(author: string, details: Details, at: Place, problems: Diagnostic[]): TermInfo {
  const refuse = (key: string, rule: string) => {
    problems.push(authorDetail(author, key, rule, at));
    return null;
  };
  const text: Read = (key) => {
    const value = details[key] ?? null;
    return value === null || typeof value === "string" ? value : refuse(key, "text");
  };
  const address: Read = (key) => {
    const value = text(key);
    if (value === null || isWebAddress(value)) return value;
    return refuse(key, "a whole address that starts with https://");
  };
  const image = text("image");
  const isImage = image === null || isWebAddress(image) || /^\/(?!\/)/.test(image);
  const title = text("title") ?? text("name");
  const description = text("bio") ?? text("description");
  const profile: Profile = {
    type: readType(details, refuse),
    url: address("url"),
    image: isImage ? image : refuse("image", "a path of this site or a whole address"),
    jobTitle: text("jobTitle"),
    sameAs: readSameAs(details, refuse),
  };
  return { ...(title && { title }), ...(description && { description }), profile };
}

type Refuse = (key: string, rule: string) => null;

function readType({ type = "person" }: Details, refuse: Refuse): Profile["type"] {
  if (type === "person" || type === "organization") return type;
  return refuse("type", "person or organization") ?? "person";
}

function readSameAs({ sameAs = [] }: Details, refuse: Refuse): string[] {
  const list: unknown[] = Array.isArray(sameAs) ? sameAs : [sameAs];
  const good = list.filter((item): item is string => typeof item === "string" && isWebAddress(item));
  if (good.length < list.length) refuse("sameAs", "a list of whole addresses");
  return good;
}

const isDetails = (value: unknown): value is Details =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isWebAddress = (text: string) => /^https?:\/\/[^/\s]/i.test(text) && URL.canParse(text);
