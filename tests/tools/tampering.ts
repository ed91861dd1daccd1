// What others do to a folder that a build left.
import { appendFileSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Tampering } from "./random-edits.js";
import { filesIn } from "./trees.js";

export function tamper(root: string, tampering: Tampering): void {
  const dist = join(root, "dist");
  const catalog = join(root, ".broadsheet/catalog.db");
  if ("path" in tampering) {
    const file = join(dist, tampering.path);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) return; // by an earlier one
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, "Left by somebody.\n");
  } else if ("file" in tampering) {
    const paths = filesIn(dist);
    const path = paths[tampering.file % paths.length];
    if (path !== undefined) spoil(join(dist, path), tampering.how);
  } else if (tampering.how === "delete all") rmSync(dist, { recursive: true, force: true });
  else if (tampering.how === "lose catalog") rmSync(catalog, { force: true });
  else writeFileSync(catalog, "SQLite format 3\0 and then no more");
}

function spoil(file: string, how: "delete" | "edit" | "touch" | "folder"): void {
  if (how === "edit") appendFileSync(file, "Somebody was here.\n");
  else if (how === "touch") utimesSync(file, 1e9, statSync(file).mtimeMs / 1000 + 60);
  else rmSync(file);
  if (how === "folder") mkdirSync(file);
}
