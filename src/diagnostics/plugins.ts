// What can be wrong with plugins: with what site.yml says of them, and with what they do.
import { error, type Place } from "./diagnostic.js";

export const pluginMissing = (module: string, why: string, at: Place) =>
  error(
    "plugin-missing",
    `the plugin ${module} cannot be loaded: ${why}`,
    module.startsWith(".")
      ? "Write the path of its file from the site's folder, as in ./plugins/reading-list.js."
      : `Install it: npm install ${module}.`,
    at,
  );

export const pluginInvalid = (module: string, why: string, at: Place) =>
  error(
    "plugin-invalid",
    `${module} is no plugin: ${why}`,
    "A plugin's module has it as its default export: export default definePlugin({ name, version, … }).",
    at,
  );

export const pluginOptions = (name: string, why: string, at: Place) =>
  error(
    "plugin-options",
    `the plugin "${name}" does not take these options: ${why}`,
    "Mend what is below `options:`; the plugin's own description says what it takes.",
    at,
  );

export const pluginTwice = (name: string, at: Place) =>
  error(
    "plugin-twice",
    `two plugins are called "${name}"`,
    "Take one of them out; a plugin that is to do two things takes a list in its options.",
    at,
  );

export const pluginNameTaken = (plugin: string, kind: string, name: string, at: Place) =>
  error(
    "plugin-name-taken",
    `the plugin "${plugin}" adds a ${kind} "${name}", and there is one of that name already`,
    "It must have another name: templates that use the other one would change without a word.",
    at,
  );

export const pluginFailed = (plugin: string, hook: string, why: string, at: Place) =>
  error(
    "plugin-failed",
    `the plugin "${plugin}" failed in its hook ${hook}: ${why}`,
    "What it would have done is left out until it is mended.",
    at,
  );

export const pluginPage = (plugin: string, url: string, why: string, at: Place) =>
  error(
    "plugin-page",
    `the plugin "${plugin}" plans a page ${url}, and ${why}`,
    "The page is left out until it has an address of its own.",
    at,
  );
