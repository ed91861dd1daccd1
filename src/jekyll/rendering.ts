// What is known of the page that is being made while it is.
import type { Diagnostic } from "../types/diagnostic.js";
import type { PagePlan } from "../types/pages.js";
import type { Doc } from "./view.js";

export interface Current {
  plan: PagePlan;
  doc: Doc | null;
  reads: Set<string>;
  problems: Diagnostic[];
  /** The file whose Liquid is running, and the line at which its text begins. */
  file: string;
  line: number;
}
