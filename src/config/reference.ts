// The README's table of settings, made from the schema so that it cannot go out of date.
import { type ConfigKey, configKeys } from "./keys.js";

/** A Markdown table of every setting. */
export function configReference(): string {
  const rows = configKeys().map((key) =>
    row([`\`${key.name}\``, key.type, defaultCell(key), key.description]),
  );
  return [
    row(["Setting", "Type", "Default", "Meaning"]),
    row(["---", "---", "---", "---"]),
    ...rows,
    "",
  ].join("\n");
}

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

function defaultCell({ default: value, required }: ConfigKey): string {
  if (required) return "required";
  if (value === undefined || value === "") return "none";
  if (typeof value === "object")
    return Object.keys(value as object).length === 0 ? "none" : code(JSON.stringify(value));
  return code(String(value));
}

const code = (text: string): string => `\`${text}\``;
