// A Jekyll site's part of a workshop.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { blobId } from "../hash.js";
import { createDocumentParser } from "../jekyll/documents.js";
import { bodyOfSource } from "../jekyll/front-matter.js";
import { createJekyllRenderer, type JekyllRenderer, type JekyllRenderSettings } from "../jekyll/renderer.js";
import type { RenderSettings } from "../render/inputs.js";
import type { Ask } from "../render/templates.js";
import type { Config } from "../types/config.js";
import type { PagePlan } from "../types/pages.js";
import type { WorkshopSettings } from "./messages.js";
import { changedMeanwhile, type ParseSource } from "./parsing.js";
import type { Rendering } from "./plugged.js";

export interface JekyllBench {
  parse: ParseSource;
  /** The body of a source, which must still have this fingerprint, as it stands. */
  body(path: string, fingerprint: string): string;
  /** `bodyOf`: where bodies come from, which may have been kept. */
  render(plan: PagePlan, bodyOf: JekyllRenderSettings["body"]): Rendering;
  renew(render: RenderSettings): void;
}

export function createJekyllBench({ root, render: given }: WorkshopSettings, ask: Ask): JekyllBench {
  let settings = given;
  let renderer: JekyllRenderer | undefined;
  return {
    parse: createParser(settings.config, root),
    body: (path, fingerprint) => {
      const bytes = readFileSync(join(root, path));
      if (blobId(bytes) !== fingerprint) throw changedMeanwhile(path);
      return bodyOfSource(bytes); // front matter need not be read again for that
    },
    render(plan, body) {
      renderer ??= createJekyllRenderer({ ...settings, body, ask });
      return renderer.render(plan);
    },
    renew(render) {
      settings = render;
      renderer = undefined;
    },
  };
}

/** A draft without a date has that of its file. */
function createParser(config: Config, root: string): ParseSource {
  const parser = createDocumentParser(config);
  return (source, kind) => {
    const isDraft = source.path.includes("_drafts/");
    const mtime = isDraft ? Math.floor(statSync(join(root, source.path)).mtimeMs) : 0;
    return kind === "post" ? parser.post({ ...source, mtime }) : parser.page({ ...source, mtime });
  };
}
