// A share card: 1200 × 630, which all that show cards take, with section, title, date and the site's name. Text is
// drawn as shapes: fonts are opened once, lines are measured before they are drawn, and nothing that a title holds
// can become markup.
import type { CardFacts } from "../types/pages.js";
import { breakLines } from "./lines.js";
import type { CardTools, Font } from "./tools.js";

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 80;
const ROOM = WIDTH - 2 * MARGIN;
/** The largest that lets the whole title stand; else the last, and "…". */
const SIZES: readonly (readonly [size: number, lines: number])[] = [
  [76, 3],
  [64, 4],
  [52, 5],
];
const INK = "#1b1d20";
const FAINT = "#5b6068";
const ACCENT = "#b3261e";

export function renderCard(facts: CardFacts, tools: CardTools): Uint8Array {
  const { bold, regular } = tools;
  const title = shown(facts.title, bold) || shown(facts.site, bold);
  const { lines, size } = fitted(title, bold, facts.lang);
  const section = oneLine(facts.section, bold, 34, ROOM);
  const date = oneLine(facts.date, regular, 32, ROOM / 2);
  const site = oneLine(facts.site, bold, 32, ROOM - widthOf(date, regular, 32) - 40);
  const leading = size * 1.26;
  const shapes = [
    drawn(section, bold, { size: 34, x: MARGIN, y: 122, fill: ACCENT }),
    ...lines.map((line, index) =>
      drawn(line, bold, { size, x: MARGIN, y: 160 + size + index * leading, fill: INK }),
    ),
    drawn(site, bold, { size: 32, x: MARGIN, y: HEIGHT - 62, fill: INK }),
    drawn(date, regular, {
      size: 32,
      x: WIDTH - MARGIN - widthOf(date, regular, 32),
      y: HEIGHT - 62,
      fill: FAINT,
    }),
  ];
  return tools.draw(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">` +
      `<path fill="#fdfcfa" d="M0 0h${WIDTH}v${HEIGHT}H0z"/><path fill="${ACCENT}" d="M0 0h${WIDTH}v16H0z"/>` +
      `<path fill="#dcd9d3" d="M${MARGIN} ${HEIGHT - 122}h${ROOM}v2H${MARGIN}z"/>${shapes.join("")}</svg>`,
  );
}

function fitted(title: string, font: Font, lang: string): { lines: string[]; size: number } {
  let lines: string[] = [];
  let size = 0;
  for (const [points, most] of SIZES) {
    const measure = (text: string) => widthOf(text, font, points);
    const broken = breakLines(title, { width: ROOM, most, measure, lang });
    lines = broken.lines;
    size = points;
    if (broken.isWhole) break;
  }
  return { lines, size };
}

function oneLine(text: string, font: Font, size: number, width: number): string {
  const measure = (part: string) => widthOf(part, font, size);
  return breakLines(shown(text, font), { width, most: 1, measure, lang: "en" }).lines[0] ?? "";
}

/** Without what the font has no sign for, such as emoji: an empty box tells nobody anything. */
function shown(text: string, font: Font): string {
  const kept = [...text.normalize("NFC")].filter(
    (character) => /\s/.test(character) || font.hasGlyphForCodePoint(character.codePointAt(0) as number),
  );
  return kept.join("").replace(/\s+/g, " ").trim();
}

const widthOf = (text: string, font: Font, size: number): number =>
  text === "" ? 0 : (font.layout(text).advanceWidth * size) / font.unitsPerEm;

function drawn(
  text: string,
  font: Font,
  { size, x, y, fill }: { size: number; x: number; y: number; fill: string },
): string {
  if (text === "") return "";
  const scale = size / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text);
  let at = 0;
  const outlines = glyphs.map(({ path }, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
    const outline = path.scale(scale, -scale).translate(x + (at + xOffset) * scale, y - yOffset * scale);
    at += xAdvance;
    return outline.toSVG();
  });
  return `<path fill="${fill}" d="${outlines.join("")}"/>`;
}
