// What can be wrong with site.yml, and with YAML.
import { error, type Place, warning } from "./diagnostic.js";

export const yamlSyntax = (message: string, hint: string, at: Place) =>
  error("yaml-syntax", message, hint, at);

export const yamlNotMapping = (hint: string, at: Place) =>
  error("yaml-not-mapping", "the file is not a list of settings", hint, at);

export const yamlDocuments = (at: Place) =>
  error("yaml-documents", "a second document begins here", "Remove this line; one file is one document.", at);

export const yamlDuplicateKey = (key: string, firstLine: number, at: Place) =>
  error("yaml-duplicate-key", `${key} is set twice, first in line ${firstLine}`, "Keep one of the two.", at);

export const configUnknownKey = (key: string, hint: string, at: Place) =>
  error("config-unknown-key", `\`${key}\` is not a setting`, hint, at);

export const configMissingKey = (key: string, hint: string, at: Place) =>
  error("config-missing-key", `${key} is missing`, hint, at);

/** `rule` ends the sentence: `must be a whole number from 1 to 1000, not "many"`. */
export const configValue = (key: string, rule: string, hint: string, at: Place) =>
  error("config-value", `${key} ${rule}`, hint, at);

export const configEncoding = (at: Place) =>
  error("config-encoding", "the file is not UTF-8", "Save it as UTF-8 in your editor.", at);

export const configUnreadable = (why: string, at: Place) =>
  error(
    "config-unreadable",
    `${at.file} cannot be read (${why})`,
    "Make it a file that this user may read.",
    at,
  );

export const configMissing = (file: string, nearName: string | null) =>
  warning(
    "config-missing",
    `there is no ${file}; every setting has its default`,
    nearName === null
      ? "Create it with at least a title and a url."
      : `Did you mean ${nearName} to be ${file}? Rename it.`,
    { file },
  );

export const configUrlMissing = (fallback: string, at: Place) =>
  warning(
    "config-url-missing",
    `url is not set; feeds, sitemaps and canonical links say ${fallback}`,
    "Write the address of the published site: url: https://news.example.com.",
    at,
  );
