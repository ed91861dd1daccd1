// Plugins as settings, recipes and worker threads know them. Serialisable.

export type PluginHook = "markdown" | "post" | "templates" | "pages" | "html";

/** An item of `plugins:` in site.yml. */
export interface PluginSetting {
  /** A path of the site that begins with a dot, or a package. */
  module: string;
  /** As typed, `null`: none. The plugin's schema says what they mean. */
  options: unknown;
}

export interface PluginRef {
  name: string;
  version: string;
  /** As in site.yml. */
  module: string;
  /** What is imported. */
  url: string;
  options: unknown;
  /** Hash of all that decides what its hooks do: who reads `plugin:<name>` reads this. */
  hash: string;
  hooks: PluginHook[];
  /** Names of what it adds to templates. */
  filters: string[];
  globals: string[];
}

/** What hooks are told of the site. It is part of each plugin's hash. */
export interface PluginSite {
  title: string;
  description: string;
  /** With the path below which the site lives, without a slash at its end. */
  url: string;
  lang: string;
  timezone: string;
}
