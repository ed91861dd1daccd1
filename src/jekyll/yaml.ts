// YAML as Ruby reads it in Jekyll: `yes` is true, and moments are what yaml-time.ts says.
import { defineScalarTag, loadAll, NOT_RESOLVED, YAML11_SCHEMA, YAMLException } from "js-yaml";
import { readPlainLines } from "./yaml-lines.js";
import { readMoment, type YamlDate, type YamlTime } from "./yaml-time.js";

export class YamlError extends Error {
  /** From 1, in the text that was read. */
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Throws a YamlError. An empty text is `null`; of a key that stands twice the last counts. */
export function readYaml(text: string): unknown {
  const plain = readPlainLines(text);
  if (plain !== null && Object.keys(plain).length > 0) return plain;
  return parseYaml(text);
}

/** Without a short way. */
export function parseYaml(text: string): unknown {
  try {
    return loadAll(text, { schema: SCHEMA, json: true })[0] ?? null;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new YamlError(error.reason, (error.mark?.line ?? 0) + 1);
  }
}

const YES = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const NO = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;

const SCHEMA = YAML11_SCHEMA.withTags(
  // `y` and `n` are letters to Ruby.
  defineScalarTag<boolean>("tag:yaml.org,2002:bool", {
    implicit: true,
    implicitFirstChars: [..."yYnNtTfFoO"],
    resolve: (text) => (YES.test(text) ? true : NO.test(text) ? false : NOT_RESOLVED),
    identify: () => false,
  }),
  defineScalarTag<YamlTime | YamlDate>("tag:yaml.org,2002:timestamp", {
    implicit: true,
    implicitFirstChars: [..."0123456789"],
    resolve: (text) => readMoment(text) ?? NOT_RESOLVED,
    identify: () => false,
  }),
);
