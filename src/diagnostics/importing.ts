// What an import says.
import { error, warning } from "./diagnostic.js";

export const importNoJekyll = (folder: string) =>
  error(
    "import-no-jekyll",
    `${folder} is no Jekyll site: it has no _config.yml, or a site.yml`,
    "Name the folder of the Jekyll site: broadsheet import jekyll ../old-site --root new-site",
  );

export const importKindUnknown = (kind: string) =>
  error(
    "import-kind-unknown",
    `there is no import of ${kind === "" ? "nothing" : kind}`,
    "Write: broadsheet import jekyll ../old-site --root new-site",
  );

export const importTargetTaken = (name: string) =>
  error(
    "import-target-taken",
    `there is a ${name} already in the folder that the new site was to go to`,
    "Name a new folder with --root: an import overwrites nothing.",
  );

export const importAddressesGone = (count: number) =>
  warning(
    "import-addresses-gone",
    `${count === 1 ? "1 address" : `${count} addresses`} of the Jekyll site will lead nowhere`,
    "IMPORT.md names each, and what to do.",
    { file: "import-urls.tsv" },
  );
