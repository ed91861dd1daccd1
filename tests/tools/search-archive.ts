// Posts with texts made up of everything that searching must tell apart, and their index as a browser would get it.

import { createSearch } from "../../public/theme/search.js";
import type { Catalog } from "../../src/catalog/catalog.js";
import { untouched } from "../../src/catalog/touched.js";
import { renderBuiltIn } from "../../src/pages/built-in.js";
import { planGroups } from "../../src/pages/plan.js";
import type { Post } from "../../src/types/content.js";
import { samplePost, siteOf } from "./sample-catalog.js";

export type Search = ReturnType<typeof createSearch>;
export type Wanted = Parameters<Search["search"]>[0];
export type Hit = NonNullable<Awaited<ReturnType<Awaited<ReturnType<Search["search"]>>["next"]>>[number]>;

export type Random = (below: number) => number;

/** Small, seedable, the same on every machine (xorshift32). */
export function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Some are often there, most hardly ever, as in real text. */
const skewed = (random: Random, below: number) => random(1 + random(1 + random(below)));

const TRADITIONAL = [..."後發臺灣時間會議經濟電腦軟體網際網路體育國際資訊"];
const WORDS =
  "bank Banking bänker market Markets supermarket 5G A股 iPhone iPad AI OpenAI GPT-4o covid-19 3.5% １２３ ＡＢＣ Straße résumé Москва 東京タワー ｶﾞｽ 한국 ฟุตบอล".split(
    " ",
  );

export function someText(random: Random, length: number): string {
  let text = "";
  while (text.length < length) {
    const what = random(30);
    if (what === 0) text += `${random(2) ? " " : ""}${WORDS[random(WORDS.length)]}${random(2) ? " " : ""}`;
    else if (what === 1) text += ["，", "。", "“", "”", " ", "、"][random(6)];
    else if (what === 2) text += TRADITIONAL[random(TRADITIONAL.length)];
    else if (what === 3) text += String(random(3000));
    else text += String.fromCodePoint(0x4e00 + skewed(random, 3000));
  }
  return text.trim();
}

export function somePost(random: Random, number: number): Post {
  const minute = 60_000;
  const post = samplePost(`p${number}`, {
    title: someText(random, 8 + random(20)),
    excerpt: someText(random, 40 + random(100)),
    categories: [`category ${skewed(random, 12)}`],
    tags: random(3) === 0 ? [] : [`標籤${skewed(random, 30)}`],
  });
  return { ...post, date: Date.parse("2023-06-01T00:00:00Z") + (number * 400 + random(400)) * minute };
}

/** The files of a site's index, by name without `.json`. */
export function searchFiles(catalog: Catalog): Map<string, string> {
  const files = new Map<string, string>();
  for (const group of planGroups(siteOf(catalog), { ...untouched(), everything: true }))
    if (group.subject.startsWith("search"))
      for (const plan of group.pages)
        if (plan.path.endsWith(".json"))
          files.set(
            plan.path.slice("search/".length, -".json".length),
            renderBuiltIn(plan, () => "") as string,
          );
  return files;
}

/** The theme's own script over these files. */
export function searchIn(files: ReadonlyMap<string, string>): Search {
  return createSearch(async (name: string) => {
    const text = files.get(name);
    if (text === undefined) throw new Error(`there is no search/${name}.json`);
    return JSON.parse(text);
  });
}
