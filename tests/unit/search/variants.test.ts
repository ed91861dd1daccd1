import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { VARIANTS } from "../../../src/search/variants.js";
import { variantFamilies } from "../../tools/variants.js";

const FILE = fileURLToPath(new URL("../../../src/search/variants.ts", import.meta.url));

it("is what OpenCC's tables say (`UPDATE_DOCS=1` writes it anew)", async () => {
  const families = JSON.stringify(await variantFamilies());
  const text = readFileSync(FILE, "utf8");
  const fresh = text.replace(/"[^"]*"(?=;\n$)/, () => families);
  if (process.env.UPDATE_DOCS === "1") writeFileSync(FILE, fresh);
  else expect(text === fresh).toBe(true);
});

it("gives each character one family", () => {
  const all = [...VARIANTS.replaceAll(" ", "")];
  expect(new Set(all).size).toBe(all.length);
});

it("stands for a family with a simplified character", () => {
  for (const family of ["后後", "干乾幹榦", "台檯臺颱枱", "云雲", "里裏裡", "发發髮"])
    for (const member of family)
      expect(VARIANTS.split(" ").find((one) => one.includes(member))?.[0]).toBe(family[0]);
});
