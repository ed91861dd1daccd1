// A Jekyll site as planners and templates ask it: the catalog's answers, and what follows from all of them.
import type { Catalog } from "../catalog/catalog.js";
import type { Config } from "../types/config.js";
import { type Addresses, type JekyllSite, listedPages, settleAddresses } from "./addresses.js";
import { createJekyllAnswers } from "./answers/answers.js";
import { openSource } from "./front-matter.js";
import type { JekyllInputs } from "./inputs.js";

export interface OpenedJekyll {
  catalog: Catalog;
  config: Config;
  /** Files that are published as they are; `themeName`: not the site's own. */
  assets: readonly { output: string; themeName: string | null }[];
  layout: JekyllInputs["layout"];
}

export function openJekyllSite({ catalog, config, assets, layout }: OpenedJekyll): JekyllSite {
  const outputs = new Set(assets.map(({ output }) => output));
  const own = assets.filter(({ themeName }) => themeName === null).map(({ output }) => output);
  const labels = config.jekyll?.collections.map(({ label }) => label) ?? [];
  let addresses: Addresses | undefined;
  const site: JekyllSite = {
    config,
    answers: createJekyllAnswers(catalog, {
      files: own.sort(),
      labels: labels.filter((label) => label !== "posts"),
      listedPages: () => listedPages(site),
    }),
    hasFile: (output) => outputs.has(output),
    layoutData(name) {
      const found = layout(name);
      const opened = found && openSource(found.path, Buffer.from(found.text));
      return opened?.ok ? opened.data : null;
    },
    addresses() {
      addresses ??= settleAddresses(site);
      return addresses;
    },
  };
  return site;
}
