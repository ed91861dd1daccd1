// Where in a text something stands.
import type { TagToken } from "liquidjs";

/** From 1. */
export const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;

export const lineOf = ({ input, begin }: TagToken): number => lineAt(input, begin);
