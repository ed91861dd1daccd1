// What the bundler does to our code beyond putting it together.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { beforeAll, describe, expect, it } from "vitest";
import { compileProgram } from "../tools/program.js";

let folder: string;
beforeAll(async () => {
  folder = dirname((await compileProgram()).cli);
}, 120_000);

type Literal = { type: string; properties: { type: string; key?: { name?: string } }[] };

function literalsIn(node: unknown): Literal[] {
  if (typeof node !== "object" || node === null) return [];
  const inside = Object.values(node).flatMap(literalsIn);
  return "type" in node && node.type === "ObjectExpression" ? [node as Literal, ...inside] : inside;
}

describe("object literals", () => {
  it("never begin with a spread, for which Node 20 would give each object a shape of its own", () => {
    // What the preview adds to pages runs in browsers.
    const files = readdirSync(folder).filter((name) => name.endsWith(".js") && name !== "preview-client.js");
    const literals = files.flatMap((name) => literalsIn(parseAst(readFileSync(join(folder, name), "utf8"))));
    const first = literals.map(({ properties: [one] }) => one);
    expect(first.filter((one) => one?.type === "SpreadElement")).toEqual([]);
    expect(first.filter((one) => one?.key?.name === "__proto__").length).toBeGreaterThan(100);
  });
});
