// The public API.
export { type BuildOptions, build } from "./build.js";
export { loadConfig, parseConfig } from "./config.js";
export { BuildError } from "./diagnostics.js";
export { createReporter, formatDiagnostic, type Reporter } from "./reporter.js";
export type {
  BuildReport,
  Config,
  Diagnostic,
  ListingPage,
  Post,
  PostCard,
  PostLink,
  TermCount,
  TermLink,
} from "./types.js";
export { type Verification, verify } from "./verify.js";
