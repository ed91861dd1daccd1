// zod as a CommonJS module: as an ES module it opens its fifty files of translations all at once, more than a process
// that may have 64 files open can.
import { createRequire } from "node:module";

type Zod = typeof import("zod");

export const z: Zod["z"] = (createRequire(import.meta.url)("zod") as Zod).z;
