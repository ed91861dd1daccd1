// What a part of the site costs a first build: builds with it and without it by turns, so that a busy minute is both's.
import { seconds } from "./text.mjs";

/**
 * @typedef {{ wall: number[], cpu: number[] }} Times seconds of each build; `cpu` is empty where there is no /proc
 * @typedef {{ with: Times, without: Times }} InTurn
 */

/**
 * @param {import("./site.mjs").Site} site @param {number} runs
 * @param {{ name: string, off: string }} part `off`: the lines of site.yml that leave it out
 * @returns {Promise<InTurn>}
 */
export async function buildInTurn(site, runs, { name, off }) {
  /** @type {InTurn} */
  const times = { with: { wall: [], cpu: [] }, without: { wall: [], cpu: [] } };
  for (let count = 0; count < runs; count++)
    for (const side of /** @type {const} */ (["with", "without"])) {
      site.configure(side === "with" ? "" : off);
      site.clear();
      const { wall, cpu } = await site.build();
      times[side].wall.push(wall);
      if (cpu !== null) times[side].cpu.push(cpu);
      process.stderr.write(`  cold, ${side} ${name}: ${seconds([wall])} s\n`);
    }
  site.configure("");
  return times;
}
