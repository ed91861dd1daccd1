// The public API.
export { type BuildOptions, build } from "./build.js";
export { type Verification, verify } from "./commands/verify.js";
export { parseConfig } from "./config/config.js";
export { loadConfig } from "./config/load.js";
export { z } from "./config/zod.js";
export { BuildError } from "./diagnostics/diagnostic.js";
export {
  definePlugin,
  type HtmlPage,
  type PagesSite,
  type Plugin,
  type PluginContext,
  type PluginPage,
  type PluginPost,
  type PostChange,
  type TemplateAdditions,
} from "./plugins/define.js";
export { createReporter, formatDiagnostic, type Reporter } from "./terminal/reporter.js";
export type { Config } from "./types/config.js";
export type { Post } from "./types/content.js";
export type { Diagnostic } from "./types/diagnostic.js";
export type { ListingPage, PostCard, PostLink, TermCount, TermLink } from "./types/pages.js";
export type { PluginSite } from "./types/plugins.js";
export type { BuildReport } from "./types/report.js";
export { escapeXml as escapeHtml } from "./xml.js";
