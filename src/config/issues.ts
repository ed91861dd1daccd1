// What zod found wrong with `site.yml`, as diagnostics that point at the line and name the cure.
import type { z } from "zod";
import { configMissingKey, configUnknownKey, configValue } from "../diagnostics/settings.js";
import { nearest } from "../nearest.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { YamlDocument, YamlPath } from "../yaml/yaml.js";
import { type ConfigKey, configKeys } from "./keys.js";

type Issue = z.core.$ZodIssue;

/** One diagnostic per issue, in the order of the file. */
export function configProblems(issues: readonly Issue[], document: YamlDocument): Diagnostic[] {
  const keys = configKeys();
  return issues
    .flatMap((issue) => withinUnion(issue))
    .flatMap((issue) => describeIssue(issue, document, keys))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** Of a setting with several forms, the form that was meant: the one whose own type fits. */
function withinUnion(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const meant = issue.errors.find(
    (branch) => !branch.some((found) => isTypeIssue(found) && found.path.length === 0),
  );
  if (meant === undefined) return [issue];
  return meant.flatMap((found) => withinUnion({ ...found, path: [...issue.path, ...found.path] }));
}

const isTypeIssue = (issue: Issue): boolean =>
  issue.code === "invalid_type" || issue.code === "invalid_union";

function describeIssue(issue: Issue, document: YamlDocument, keys: readonly ConfigKey[]): Diagnostic[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const full = [...path, key];
      return configUnknownKey(inWords(full), unknownKeyHint(path, key, keys), document.at(full, "key"));
    });
  }
  if (issue.code === "invalid_key") {
    const name = path.at(-1);
    const first = issue.issues[0] ?? issue;
    const rule = ruleWithValue(first.message, name);
    return [configValue(inWords(path), rule, hintOf(first) ?? "", document.at(path, "key"))];
  }
  const value = valueAt(document.value, path);
  const key = keys.find(({ name }) => name === schemaName(path));
  if (value === undefined || value === null) {
    return [configMissingKey(inWords(path), exampleHint(path, key), document.at(path, "key"))];
  }
  const hint = hintOf(issue) ?? typeHint(issue, path, value, key);
  return [configValue(inWords(path), ruleWithValue(issue.message, value), hint, document.at(path, "value"))];
}

// ---------------------------------------------------------------- names

/** `home.sections, item 3`. */
function inWords(path: YamlPath): string {
  return path.reduce<string>((words, part) => {
    if (typeof part === "number") return `${words}, item ${part + 1}`;
    if (words === "") return String(part);
    return /item \d+$/.test(words) ? `${words}, ${String(part)}` : `${words}.${String(part)}`;
  }, "");
}

/** `menu[].url`, as `configKeys` names it. */
const schemaName = (path: YamlPath): string =>
  path
    .map((part) => (typeof part === "number" ? "[]" : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");

/** What other programs call it, where the name is not near. */
const NAMES_ELSEWHERE: Readonly<Record<string, string>> = {
  baseurl: "Add the path to url: https://example.com/path.",
  name: "Did you mean `title`?",
  language: "Did you mean `lang`?",
  locale: "Did you mean `lang`?",
  paginate: "Did you mean `perPage`?",
  paginate_path: "Did you mean `permalinks.homePage`?",
  show_drafts: "Did you mean `drafts`?",
  source: "Did you mean `folders.posts`?",
  destination: "Name the folder on the command line: --out DIR.",
};

function unknownKeyHint(group: YamlPath, key: string, keys: readonly ConfigKey[]): string {
  const prefix = group.length === 0 ? "" : `${schemaName(group)}.`;
  const names = new Set(
    keys.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name.slice(prefix.length)),
  );
  const siblings = [...new Set([...names].map((name) => name.replace(/[.[].*$/, "")))];
  const sibling = nearest(key, siblings);
  if (sibling !== null) return `Did you mean \`${sibling}\`?`;
  const elsewhere = keys.find(
    ({ name }) => name.slice(name.lastIndexOf(".") + 1).toLowerCase() === key.toLowerCase(),
  );
  if (elsewhere !== undefined) {
    return `Did you mean \`${elsewhere.name}\`${group.length === 0 ? "" : `, outside \`${inWords(group)}\``}?`;
  }
  if (group.length === 0 && Object.hasOwn(NAMES_ELSEWHERE, key)) return NAMES_ELSEWHERE[key] ?? "";
  return siblings.length > 12 ? "Remove it." : `Remove it, or write one of ${siblings.join(", ")}.`;
}

// ---------------------------------------------------------------- values

/** Only a rule that says what a value must be is helped by what it is. */
const ruleWithValue = (rule: string, value: unknown): string =>
  rule.startsWith("must be") ? `${rule}, not ${shown(value)}` : rule;

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a group" : String(value);
}

function valueAt(root: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.hasOwn(value, part) ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  }, root);
}

function hintOf(issue: Issue): string | undefined {
  const hint: unknown = issue.code === "custom" ? issue.params?.hint : undefined;
  return typeof hint === "string" ? hint : undefined;
}

/** A number or a word like `true` where text is wanted needs quotes; a quoted number must lose them. */
function typeHint(issue: Issue, path: YamlPath, value: unknown, key: ConfigKey | undefined): string {
  const name = String(path.findLast((part) => typeof part === "string") ?? "");
  const inList = typeof path.at(-1) === "number";
  const wanted = issue.code === "invalid_type" ? issue.expected : "";
  if (wanted === "string" && typeof value !== "object") {
    return `Put it in quotes: ${inList ? "-" : `${name}:`} "${String(value)}".`;
  }
  if (wanted !== "string" && typeof value === "string" && /^(\d+|true|false)$/.test(value)) {
    return `Write it without quotes: ${name}: ${value}.`;
  }
  return exampleHint(path, key);
}

function exampleHint(path: YamlPath, key: ConfigKey | undefined): string {
  const name = String(path.at(-1) ?? "");
  if (typeof path.at(-1) === "number") return "Write it, or remove the line.";
  if (key?.example === undefined) return "Write its settings in the lines below it, indented.";
  const example = typeof key.example === "string" ? key.example : JSON.stringify(key.example);
  return `Write for example ${name}: ${example}.`;
}
