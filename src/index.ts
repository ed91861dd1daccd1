// The public API.
export { type BuildOptions, build } from "./build.js";
export { type Verification, verify } from "./commands/verify.js";
export { parseConfig } from "./config/config.js";
export { loadConfig } from "./config/load.js";
export { BuildError } from "./diagnostics/diagnostic.js";
export { createReporter, formatDiagnostic, type Reporter } from "./terminal/reporter.js";
export type { Config } from "./types/config.js";
export type { Post } from "./types/content.js";
export type { Diagnostic } from "./types/diagnostic.js";
export type { ListingPage, PostCard, PostLink, TermCount, TermLink } from "./types/pages.js";
export type { BuildReport } from "./types/report.js";
