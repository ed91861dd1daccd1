// What is still to be told, and to whom: `.broadsheet/pings/`. The folder is made by the first ping. From then on
// each build leaves its changes there, a file each, so that none is lost if the next build comes before the next
// ping; a ping takes them over into `state.json`, and out of that what is told.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sha256 } from "../hash.js";
import type { Instant } from "../types/content.js";
import type { Candidate, Changes } from "./candidates.js";
import type { Service } from "./service.js";

const FOLDER = "pings";
const STATE = "state.json";
const CHANGES = /^(\d{6,})\.json$/;
/** Who has not pinged for so many builds has given it up. */
const MAX_UNTOLD = 1000;

/** After a build that changed something, as `file` says. Does nothing where nobody has ever pinged. */
export function keepChanges(home: string, file: string): void {
  const folder = join(home, FOLDER);
  if (!existsSync(folder)) return;
  const untold = keptChanges(folder);
  if (untold.length >= MAX_UNTOLD) {
    rmSync(folder, { recursive: true, force: true });
    return;
  }
  const next = (untold.at(-1)?.number ?? readState(home)?.taken ?? 0) + 1;
  const kept = join(folder, `${String(next).padStart(6, "0")}.json`);
  copyFileSync(file, `${kept}.new`);
  renameSync(`${kept}.new`, kept);
}

export interface Waiting {
  /** URLs to tell, the most urgent first. */
  of(service: Service): string[];
  notBefore(service: Service): Instant | null;
  /** What was changed since is added, for each of the services. */
  add(services: readonly Service[], told: readonly Candidate[]): void;
  settle(service: Service, urls: readonly string[]): void;
  postpone(service: Service, until: Instant | null): void;
  /** Changes that no ping has seen, oldest first. */
  readonly unseen: readonly Changes[];
  save(): void;
}

/** Per service, by URL: what it is and how urgent. Newer ones stand first. */
interface Line {
  notBefore: Instant | null;
  urls: Record<string, [what: Candidate["what"], rank: number]>;
}

interface State {
  /** Number of the last file of changes that was taken over. */
  taken: number;
  /** SHA-256 of the changes.json that was read last. */
  changes: string;
  lines: Record<string, Line>;
}

export function openWaiting(home: string): Waiting {
  const folder = join(home, FOLDER);
  const state = readState(home) ?? { taken: 0, changes: "", lines: {} };
  const line = ({ id }: Service): Line => (state.lines[id] ??= { notBefore: null, urls: {} });
  const kept = keptChanges(folder).filter(({ number }) => number > state.taken);
  const unseen = kept.map(({ name }) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Changes);
  const last = readIfThere(join(home, "changes.json"));
  if (last !== null) {
    const changes = JSON.parse(last) as Changes;
    const isKept = unseen.some((one) => JSON.stringify(one) === JSON.stringify(changes));
    if (sha256(last) !== state.changes && !isKept) unseen.push(changes);
    state.changes = sha256(last);
  }
  state.taken = kept.at(-1)?.number ?? state.taken;

  return {
    unseen,
    of: (service) =>
      Object.entries(line(service).urls)
        .sort(([, [, a]], [, [, b]]) => a - b)
        .map(([url]) => url),
    notBefore: (service) => line(service).notBefore,
    add(services, told) {
      for (const service of services) {
        const known = line(service);
        known.urls = { ...wanted(service, told), ...without(known.urls, told) };
      }
    },
    settle(service, urls) {
      const known = line(service);
      for (const url of urls) delete known.urls[url];
      known.notBefore = null;
    },
    postpone(service, until) {
      line(service).notBefore = until;
    },
    save() {
      mkdirSync(folder, { recursive: true });
      writeWhole(join(folder, STATE), state);
      for (const { name } of kept) rmSync(join(folder, name), { force: true });
    },
  };
}

function wanted(service: Service, told: readonly Candidate[]): Line["urls"] {
  const mine = told.filter(({ what }) =>
    service.wants === "feeds" ? what === "feed" : what === "page" || (what === "gone" && service.tellsGone),
  );
  return Object.fromEntries(mine.map(({ url, what, rank }) => [url, [what, rank]]));
}

function without(urls: Line["urls"], told: readonly Candidate[]): Line["urls"] {
  const newer = new Set(told.map(({ url }) => url));
  return Object.fromEntries(Object.entries(urls).filter(([url]) => !newer.has(url)));
}

function keptChanges(folder: string): { name: string; number: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const number = CHANGES.exec(name)?.[1];
      return number === undefined ? [] : [{ name, number: Number(number) }];
    })
    .sort((a, b) => a.number - b.number);
}

function readState(home: string): State | null {
  const text = readIfThere(join(home, FOLDER, STATE));
  return text === null ? null : (JSON.parse(text) as State);
}

const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, "utf8") : null);

/** Beside its place and renamed: a reader never sees half of it. */
function writeWhole(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value)}\n`);
  renameSync(`${file}.new`, file);
}
