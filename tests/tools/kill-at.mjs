// Preloaded into a program (`node --import`): kills it in the middle of its n-th change to the disk (`KILL_AT`), or
// counts them all into a file (`KILL_COUNT`). Half of what was to be written is there by then. `KILL_BELOW` leaves
// out all changes that are not in that folder.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isMainThread } from "node:worker_threads";

const CHANGES = [
  ..."writeFileSync writeSync copyFileSync renameSync linkSync mkdirSync rmSync rmdirSync unlinkSync".split(
    " ",
  ),
  ..."ftruncateSync truncateSync".split(" "),
];
const { KILL_AT, KILL_COUNT, KILL_BELOW = "" } = process.env;
let count = 0;

const isMeant = (args) => args.some((arg) => typeof arg === "string" && arg.startsWith(KILL_BELOW));
const half = (content) => content.slice(0, content.length / 2);

if (isMainThread) {
  const real = { ...fs };
  for (const name of CHANGES)
    fs[name] = (...args) => {
      if ((KILL_BELOW === "" || isMeant(args)) && ++count === Number(KILL_AT)) {
        if (name === "writeFileSync") real.writeFileSync(args[0], half(args[1]), args[2]);
        process.kill(process.pid, "SIGKILL");
      }
      return real[name](...args);
    };
  syncBuiltinESMExports();
  if (KILL_COUNT) process.on("exit", () => real.writeFileSync(KILL_COUNT, String(count)));
}
