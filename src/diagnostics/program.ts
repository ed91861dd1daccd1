// What the program says of itself: its catalog, its output, the machine.
import { error, type Place, warning } from "./diagnostic.js";

export const buildRunning = (pid: number, file: string) =>
  error(
    "build-running",
    `another build of this site is running (process ${pid})`,
    `Wait for it to end. If there is none, remove ${file}.`,
  );

export const previewRunning = (pid: number, file: string) =>
  error(
    "preview-running",
    `a preview of this site is running (process ${pid})`,
    `Use that one, or end it first. If there is none, remove ${file}.`,
  );

export const outputNotOurs = (folder: string) =>
  error(
    "output-not-ours",
    `${folder} holds files, and none of them are from a build of this site`,
    "Name an empty folder, or one that Broadsheet made; files that it does not know would be removed.",
  );

export const catalogRefused = (why: "damaged" | "outdated") =>
  warning(
    "catalog-refused",
    why === "damaged"
      ? "the catalog of the last build is damaged"
      : "the last build was made with other settings, or by another version of the program",
    "Everything was read and made anew; nothing is lost.",
    { file: ".broadsheet/catalog.db" },
  );

export const workerLost = (why: string, at: Place) =>
  error(
    "worker-lost",
    `could not be worked on: ${why}`,
    "Look for a text of extraordinary length or depth, or a loop without end. The next build tries again.",
    at,
  );

export const workersRefused = (why: string) =>
  error(
    "workers-refused",
    `worker threads cannot be started: ${why}`,
    "Build with --threads 1, which needs none; it takes longer.",
  );

export const internalError = (cause: unknown) =>
  error(
    "internal-error",
    cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    "This is a fault of Broadsheet: please report it.",
  );

export const catalogMissing = () =>
  error("catalog-missing", "this site has not been built yet", "Build it first: broadsheet build.");

export const pageUnknown = (url: string) =>
  error(
    "page-unknown",
    `the last build made no page ${url}`,
    "Give an address as it stands in the browser, for example /category/news.html.",
  );

export const outputDiffers = (path: string, why: string) =>
  error(
    "output-differs",
    `${path} is not what a clean build makes: ${why}`,
    "Build with --full, and report this: it is a fault of Broadsheet.",
  );

export const templateFanOut = (template: string, query: string, pages: number) =>
  warning(
    "template-fan-out",
    `${template} reads ${query}: each new post rewrites ${pages.toLocaleString("en")} pages`,
    "Show it on the front page alone, or put it into a file of its own that pages load.",
  );

export const deltaNotEmpty = (folder: string) =>
  error(
    "delta-not-empty",
    `${folder} is not empty`,
    "--delta writes what changed, and nothing else, into an empty folder: name another one.",
  );

const SYSTEM_CURES: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Make room on it, then build again.",
  EDQUOT: "Your share of the disk is used up. Make room in it, then build again.",
  EFBIG: "A file may not grow that large here. Raise the limit (ulimit -f), then build again.",
  EMFILE: "This process may not open more files. Raise the limit (ulimit -n), then build again.",
  EROFS: "The folder is on a disk that may only be read.",
  EACCES: "You may not do that there. Change the folder's permissions or its owner.",
  EPERM: "You may not do that there. Change the folder's permissions or its owner.",
};

/** The disk is full, a file may not be read: nothing to report to anybody. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error && typeof error.syscall === "string";

/** The system said no: to a file, mostly. */
export const systemRefusal = (cause: NodeJS.ErrnoException) =>
  error("system-refusal", cause.message, SYSTEM_CURES[cause.code ?? ""] ?? "This is what the system said.");

const CATALOG_CURE =
  "Make room on the disk, and see to it that .broadsheet/ may be written; then build again.";

export const catalogUnusable = (why: string) =>
  error("catalog-unusable", `the catalog can be neither read nor written: ${why}`, CATALOG_CURE);

/** After publishing: the next build sees what it did not record. */
export const catalogNotKept = (why: string) =>
  error("catalog-not-kept", `the pages are written, but the catalog could not be: ${why}`, CATALOG_CURE);

export const cardToolsMissing = (packages: readonly string[]) =>
  error(
    "card-tools-missing",
    "cards: true needs packages that are not installed",
    `Install them: npm install ${packages.join(" ")}. Or set cards: false.`,
    { file: "site.yml" },
  );
