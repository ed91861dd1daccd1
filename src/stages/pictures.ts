// Pictures: which files came, went or changed, what they tell, and whose pages that touches. Only those that some
// source shows are opened. Copies of them are pages, planned and rendered like others.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../catalog/catalog.js";
import {
  forgetPicture,
  isTrouble,
  type KnownFacts,
  type KnownPicture,
  knownPictures,
  type PictureUses,
  picturesOfUser,
  putPicture,
  putProblem,
  usesOf,
} from "../catalog/pictures.js";
import type { Place } from "../diagnostics/diagnostic.js";
import { pictureBroken, pictureHuge, pictureMissing, pictureUnfetched } from "../diagnostics/pictures.js";
import { sha256, valueHash } from "../hash.js";
import { isElsewhere } from "../pictures/address.js";
import { placeOfText } from "../pictures/place.js";
import { contentKey, fetchedName, openPictureStore, type PictureStore, readOnly } from "../pictures/store.js";
import { type Inspected, openPictureTools, PictureError, type PictureTools } from "../pictures/tools.js";
import type { Asset } from "../site-inputs.js";
import type { ImagesConfig } from "../types/config.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PictureTrouble } from "../types/pictures.js";
import type { Workspace } from "./workspace.js";

export interface PictureRoom {
  /** The site's folder, absolute. */
  root: string;
  /** Where pictures lie. */
  folder: string;
  images: ImagesConfig;
  assets: readonly Asset[];
  store: PictureStore;
  /** Of what they are read with. */
  version: string;
  /** Whether pictures are brought home; what was brought before is there anyway. */
  isOnline: boolean;
  now: Instant;
}

/** `null`: nothing is made of pictures. */
export function pictureRoom(
  { config, siteInputs, pictures, pictureTools: version }: Workspace,
  { root, now, dryRun = false }: { root: string; now: Instant; dryRun?: boolean },
): PictureRoom | null {
  const { images, folders } = config;
  if (images === false || version === null) return null;
  const store = openPictureStore(pictures);
  return {
    ...{ root, images, version, now, isOnline: !dryRun },
    ...{ folder: folders.public, assets: siteInputs.assets, store: dryRun ? readOnly(store) : store },
  };
}

export interface PictureChanges {
  /** Pictures that are others now, or gone. */
  pictures: Set<string>;
  /** Sources that show them. */
  users: Set<string>;
}

export async function settlePictures(
  catalog: Catalog,
  uses: PictureUses,
  room: PictureRoom,
): Promise<PictureChanges> {
  const known = knownPictures(catalog);
  const files = new Map(
    room.assets.filter(({ themeName }) => themeName === null).map((one) => [one.output, one.file]),
  );
  const changed = new Set<string>();
  const put = (picture: KnownPicture) => {
    putPicture(catalog, picture);
    const old = known.get(picture.key);
    if (old === undefined || valueHash(old.facts) !== valueHash(picture.facts)) changed.add(picture.key);
  };
  for (const key of uses.keys) {
    if (usesOf(catalog, key).length > 0) {
      if (!known.has(key)) known.set(key, { key, look: "", facts: UNKNOWN });
    } else if (known.delete(key)) {
      forgetPicture(catalog, key);
      changed.add(key);
    }
  }
  let tools: PictureTools | undefined;
  const open = () => (tools ??= openPictureTools(room.root));
  await atOnce(AT_ONCE, [...known.values()], async ({ key, look: before, facts }) => {
    const isOwn = !isElsewhere(key);
    const look = isOwn ? lookOf(files.get(key)) : await bringHome(key, before, room);
    if (look === before) return;
    if (isUnfetched(look)) return put({ key, look, facts: unfetched(look) });
    if (look === "") return; // nothing is known, and nobody may ask
    if (look === MISSING)
      return put({ key, look, facts: { problem: "missing", why: "there is no such file" } });
    const bytes = isOwn ? readIfThere(files.get(key)!) : room.store.get(fetchedName(key));
    // Deleted since it was looked at: the next build sees that.
    if (bytes !== null) put({ key, look, facts: await factsOf(key, bytes, room, open) });
    else if (facts === UNKNOWN)
      put({ key, look: MISSING, facts: { problem: "missing", why: "there is no such file" } });
  });
  const users = new Set([...changed].flatMap((key) => usesOf(catalog, key).map(({ user }) => user)));
  for (const user of new Set([...users, ...uses.users])) settleProblems(catalog, user, room);
  return { pictures: changed, users };
}

const UNKNOWN: PictureTrouble = { problem: "missing", why: "nobody has looked yet" };
const MISSING = "missing";
/** Libvips works in threads of its own. */
const AT_ONCE = 4;

function lookOf(file: string | undefined): string {
  const stat = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? MISSING : `${stat.size}-${Math.floor(stat.mtimeMs)}-${stat.ino}`;
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** As they were found when a file of this content was read with these tools before, else by opening it. */
async function factsOf(
  key: string,
  bytes: Buffer,
  { store, version }: PictureRoom,
  tools: () => PictureTools,
): Promise<KnownFacts> {
  const sum = sha256(bytes);
  const name = `${contentKey(sum, version)}/facts.json`;
  const known = store.get(name);
  const found = known === null ? await inspect(bytes, tools()) : (JSON.parse(known.toString()) as Found);
  if (known === null) store.put(name, Buffer.from(JSON.stringify(found)));
  if ("problem" in found) return found;
  const { width, height, colour, isAnimated, type } = found;
  return {
    ...{ width, height, colour },
    isScaled: !isAnimated && bytes.length >= WORTH_SCALING,
    stem: valueHash([key, sum, version]).slice(0, 16),
    sha256: sum,
    home: isElsewhere(key) ? type : null,
  };
}

/** Bytes; a smaller picture's copies would save nothing. */
const WORTH_SCALING = 6_000;

type Found = (Inspected & { type: string }) | PictureTrouble;

async function inspect(bytes: Buffer, tools: PictureTools): Promise<Found> {
  try {
    return await tools.inspect(bytes);
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    return { problem: error.problem, why: error.message };
  }
}

// ---------------------------------------------------------------- from elsewhere

/** What may be better by then is tried again after an hour: a host that is down must not hold up each build. */
const AGAIN_AFTER = 3_600_000;

/** How a fetched picture looks: `home 12345`, or `unfetched <when, if it may be tried again> <why>`; empty: nobody asked. */
async function bringHome(
  key: string,
  before: string,
  { store, images, isOnline, now }: PictureRoom,
): Promise<string> {
  const size = store.size(fetchedName(key));
  if (size !== null) return `home ${size}`;
  if (!isOnline) return isUnfetched(before) ? before : "";
  const [, last = ""] = before.split(" ", 2);
  if (isUnfetched(before) && (last === "-" || Math.abs(now - Number(last)) < AGAIN_AFTER)) return before;
  const { fetchPicture } = await import("../pictures/fetch.js");
  const answer = await fetchPicture(key, { hosts: images.fetch });
  if (!answer.ok) return `unfetched ${answer.isPassing ? now : "-"} ${answer.why}`;
  store.put(fetchedName(key), answer.bytes);
  return `home ${answer.bytes.length}`;
}

const isUnfetched = (look: string): boolean => look.startsWith("unfetched ");
const unfetched = (look: string): PictureTrouble => ({
  problem: "unfetched",
  why: look.split(" ").slice(2).join(" "),
});

// ---------------------------------------------------------------- what is wrong

function settleProblems(catalog: Catalog, user: string, room: PictureRoom): void {
  let lines: string[] | undefined;
  for (const { key, facts, address } of picturesOfUser(catalog, user)) {
    if (!isTrouble(facts)) {
      putProblem(catalog, key, user, null);
      continue;
    }
    lines ??= readIfThere(join(room.root, user))?.toString("utf8").split("\n") ?? [];
    putProblem(catalog, key, user, problemOf(facts, address, placeOfText(address, user, lines), room));
  }
}

function problemOf(
  { problem, why }: PictureTrouble,
  address: string,
  at: Place,
  room: PictureRoom,
): Diagnostic {
  switch (problem) {
    case "missing":
      return pictureMissing(address, room.folder, at);
    case "broken":
      return pictureBroken(address, why, at);
    case "huge":
      return pictureHuge(address, why, at);
    case "unfetched":
      return pictureUnfetched(address, why, at);
  }
}

/** Some at a time. The first that fails stops the rest. */
async function atOnce<T>(most: number, items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const work = async () => {
    for (const item of rest) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
}
