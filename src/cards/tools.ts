// What share cards are drawn with. The packages weigh some 100 MB, most of it fonts, and only sites with `cards: true`
// need them: they are optional.
import { join } from "node:path";
import { findPackage, type OptionalPackage } from "../optional-package.js";

/** What is used of fontkit. */
export interface Font {
  unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): {
    advanceWidth: number;
    glyphs: { path: GlyphPath }[];
    positions: { xAdvance: number; xOffset: number; yOffset: number }[];
  };
}

interface GlyphPath {
  scale(x: number, y: number): GlyphPath;
  translate(x: number, y: number): GlyphPath;
  toSVG(): string;
}

export interface CardTools {
  bold: Font;
  regular: Font;
  /** PNG of an SVG that holds shapes only. */
  draw(svg: string): Uint8Array;
}

const FONTS = "@expo-google-fonts/noto-sans-sc";
export const CARD_PACKAGES = ["@resvg/resvg-js", "fontkit", FONTS] as const;

/** Which versions there are, as a text that cards depend on; `null` if a package is missing. */
export function cardToolVersions(root: string): string | null {
  const versions = CARD_PACKAGES.map((name) => {
    const found = findPackage(name, root);
    return found === null ? null : `${name} ${found.version}`;
  });
  return versions.includes(null) ? null : versions.join(", ");
}

export function openCardTools(root: string): CardTools {
  const load = <T>(name: string): T => packageIn(name, root).require(name) as T;
  const { Resvg } = load<{
    Resvg: new (svg: string, options: object) => { render(): { asPng(): Uint8Array } };
  }>("@resvg/resvg-js");
  const { openSync } = load<{ openSync(file: string): Font }>("fontkit");
  const font = (name: string) => openSync(join(packageIn(FONTS, root).folder, name));
  return {
    bold: font("700Bold/NotoSansSC_700Bold.ttf"),
    regular: font("400Regular/NotoSansSC_400Regular.ttf"),
    // The machine's own fonts must have no say in what comes out.
    draw: (svg) => new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng(),
  };
}

function packageIn(name: string, root: string): OptionalPackage {
  const found = findPackage(name, root);
  if (found === null) throw new Error(`the package ${name} is missing`);
  return found;
}
