// A body's HTML made harmless and well formed, whoever wrote it. Two paths with one result: a plain scan for what
// needs no parser, which is nearly everything, and sanitize-html for the rest. The tests hold them to equal bytes.
import { createRequire } from "node:module";
import type { IOptions } from "sanitize-html";
import { withoutForbidden } from "../html-text.js";
import type { SanitizeConfig } from "../types/config.js";
import { createPlainScan } from "./plain-html.js";
import { type Policy, policyOf } from "./sanitize/allow-list.js";
import { type Attributes, createRefiner, type Refine } from "./sanitize/attributes.js";
import { mendNesting, VOID } from "./sanitize/nesting.js";

export type Sanitizer = (html: string) => string;

/** `false` is for sites that trust every author: as it is, but for the one h1, which is the page's. */
export function createSanitizer(setting: false | SanitizeConfig): Sanitizer {
  if (setting === false) return demoteHeadings;
  const scan = createPlainScan(setting);
  const parse = createFullSanitizer(setting);
  return (html) => scan(html) ?? parse(html);
}

/** A page's h1 is its post's title. Comments, scripts and styles are stepped over. */
const demoteHeadings: Sanitizer = (html) =>
  withoutForbidden(html).replace(
    /<!--[\s\S]*?-->|<(script|style|textarea)\b[\s\S]*?<\/\1\s*>|<(\/?)h1(?=[\s/>])/gi,
    (match, raw: string | undefined, slash: string | undefined) =>
      slash === undefined || raw !== undefined ? match : `<${slash}h2`,
  );

/** The path through the parser; exported for the test that compares. */
export function createFullSanitizer(setting: SanitizeConfig): Sanitizer {
  const policy = policyOf(setting);
  const lists = listsOf(policy);
  const refine = createRefiner(policy);
  let sanitizeHtml: typeof import("sanitize-html") | undefined;
  return (html) => {
    sanitizeHtml ??= createRequire(import.meta.url)("sanitize-html") as typeof import("sanitize-html");
    const harmless = sanitizeHtml(withoutForbidden(html), { ...lists, ...decisions(refine) });
    // A reference may have named one that was not there before.
    return mendNesting(withoutForbidden(harmless));
  };
}

/** `refine` decides; these lists are the second lock on the door. */
function listsOf(policy: Policy): IOptions {
  return {
    allowedTags: [...policy.tags],
    allowedAttributes: Object.fromEntries([...policy.attributes].map(([tag, names]) => [tag, [...names]])),
    allowedSchemes: [...policy.schemes],
    allowedIframeHostnames: [...policy.iframeHosts],
    nonTextTags: NOT_TEXT,
    selfClosing: [...VOID],
    parseStyleAttributes: false,
    nestingLimit: MAX_DEPTH,
  };
}

/** Browsers stop nesting at 512; text deeper than this is kept, its tags are not. */
const MAX_DEPTH = 200;
/** The parser's stack grows at its slow end: what is this deep would take minutes, were there enough of it. */
const MAX_OPEN = 2000;
/** To take one element out, sanitize-html copies all that is before it: some 2.5 ns a character. */
const MAX_COPIED = 800_000_000;

/** For one document: the ids taken in it are its own. */
function decisions(refine: Refine): IOptions {
  const ids = new Set<string>();
  const dropped = new WeakMap<Attributes, true | "excludeTag">();
  let open = 0;
  let copied = 0;
  return {
    onOpenTag: () => {
      open += 1;
      if (open > MAX_OPEN) throw new Error(`its HTML elements are nested more than ${MAX_OPEN} deep`);
    },
    onCloseTag: () => {
      open -= 1;
    },
    transformTags: {
      "*": (tag, attribs) => {
        // Before the rules look: what is taken out later could join the halves of a scheme.
        for (const name of Object.keys(attribs)) attribs[name] = withoutForbidden(attribs[name]!);
        const refined = refine(tag, attribs, ids);
        if (refined.verdict === "remove") dropped.set(refined.attributes, true);
        else if (refined.verdict === "unwrap") dropped.set(refined.attributes, "excludeTag");
        return { tagName: refined.tag, attribs: refined.attributes };
      },
    },
    exclusiveFilter({ attribs, tagPosition }) {
      const how = dropped.get(attribs);
      if (how === undefined) return false;
      copied += tagPosition;
      if (copied > MAX_COPIED) throw new Error("it has too many hidden elements to take them out in time");
      return how;
    },
  };
}

/** Dropped with what is in them: it is code, or was never text. */
const NOT_TEXT = "script style textarea select datalist xmp title template noembed noframes".split(" ");
