import { describe, expect, it } from "vitest";
import { COMMANDS, type CommandName, OPTIONS } from "../../../src/terminal/arguments.js";
import { helpText } from "../../../src/terminal/help.js";

const names = Object.keys(COMMANDS) as CommandName[];

describe("helpText", () => {
  it("names every command, option and exit code, in 80 columns", () => {
    const text = helpText(null, { version: "1.2.3" });
    expect(text).toContain("broadsheet 1.2.3");
    for (const name of names) expect(text).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    for (const option of Object.keys(OPTIONS)) expect(text).toMatch(new RegExp(`^  --${option}\\b`, "m"));
    for (const code of [0, 1, 2]) expect(text).toMatch(new RegExp(`^  ${code} `, "m"));
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  it.each(names)("of %s names its options and no others", (name) => {
    const text = helpText(name, { version: "1.2.3" });
    const listed = [...text.matchAll(/^ {2}--([a-z-]+)/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual([...COMMANDS[name].options, "help", "version", "verbose"].sort());
    expect(text).toContain(`Usage: broadsheet ${name}`);
  });
});
