// What the build and its workers say to each other: everything here can be cloned, and no body is in it.
// A `parse` or `render` request is a batch that a worker can do alone, knowing only its settings.
import type { RenderSettings } from "../render/inputs.js";
import type { Post, StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { FreeQuery, PagePlan } from "../types/pages.js";
import type { PackedPages, PackedTasks } from "./wire.js";

export interface WorkshopSettings {
  /** Absolute path of the site. */
  root: string;
  /** Absolute path where rendered pages wait to be published; `null`: they are not kept. */
  staging: string | null;
  /** Absolute path of what was made of pictures. */
  pictures: string;
  render: RenderSettings;
  /** Bytes of rendered bodies that one worker may keep in memory between parsing and rendering. */
  bodyBudget: number;
  /** Folder for the bodies that are more; `null`: such posts are parsed again. */
  spool: string | null;
}

/** Cells of the memory that a worker shares with the build. */
export const ANSWERED = 0;
export const READY = 1;

export interface ParseTask {
  path: string;
  kind: "post" | "page";
  /** As recorded; a source that still has it is not parsed again. */
  fingerprint: string | null;
}

export type ParsedSource =
  | {
      outcome: "parsed";
      path: string;
      fingerprint: string;
      record: Post | StaticPage;
      warnings: Diagnostic[];
    }
  | { outcome: "rejected"; path: string; fingerprint: string; problems: Diagnostic[] }
  | { outcome: "same"; path: string; fingerprint: string }
  /** Deleted between listing and reading. */
  | { outcome: "gone"; path: string };

export interface RenderTask {
  plan: PagePlan;
  /** SHA-256 of the page as published, `null` if it is not or must be written anyway. */
  published: string | null;
  /** Where a file may be of which the catalog does not know: if it holds the same bytes it may stay. */
  existing: string | null;
  copies: CopyTask;
}

/** The compressed copies that a file has. */
export interface CopyTask {
  /** They must be made also if the file is as it was. */
  anew: boolean;
  /** `published`: as the page's. */
  files: { path: string; published: string | null }[];
}

export type Request =
  | { type: "parse"; id: number; tasks: ParseTask[] }
  | { type: "render"; id: number; packed: PackedTasks };

export type Reply =
  | { type: "parsed"; id: number; sources: ParsedSource[] }
  | { type: "rendered"; id: number; packed: PackedPages }
  | { type: "failed"; id: number; diagnostics: Diagnostic[] }
  /** The template asks; the worker waits, blocked, for the answer on its own port. */
  | { type: "ask"; query: FreeQuery };
