// Where a block ends and another one may begin.
import type { Parse } from "./element.js";
import { BLOCK } from "./patterns.js";
import { check } from "./scanner.js";

export function afterBoundary({ tree, blockIal }: Parse): boolean {
  const last = tree.children.at(-1);
  return (
    last === undefined ||
    last.type === "blank" ||
    (last.type === "eob" && last.value === "") ||
    blockIal !== null
  );
}

export const beforeBoundary = ({ src }: Parse): boolean => check(src, BLOCK.boundary);
