// Lists that are fetched when they are looked at: what of them is read is what a page depends on. A layout that
// shows the first five of `site.posts` reads five.
import type { JekyllList } from "../../types/pages.js";

export interface ListSource {
  /** Items of a list from `offset` on, `limit` at most; both noted as read. */
  items(list: JekyllList, offset: number, limit: number): unknown[];
  count(list: JekyllList): number;
}

/** All there are. */
export const ALL = Number.MAX_SAFE_INTEGER;

/** An array to all who ask. `known`: how many there are, where that is read already. */
export function lazyList(
  source: ListSource,
  list: JekyllList,
  window = { offset: 0, limit: ALL },
  known?: number,
): unknown[] {
  // Asked each time, and so noted for each page: a list outlives the page that it was made for.
  const load = () => source.items(list, window.offset, window.limit);
  const length = (): number => {
    const total = Math.max(0, (known ?? source.count(list)) - window.offset);
    return Math.min(total, window.limit);
  };
  const narrow = (start = 0, end?: number): unknown[] => {
    if (start < 0 || (end !== undefined && end < 0)) return load().slice(start, end);
    const limit = Math.min(
      end === undefined ? ALL : Math.max(0, end - start),
      Math.max(0, window.limit - start),
    );
    return lazyList(source, list, { offset: window.offset + start, limit }, known);
  };
  return new Proxy([] as unknown[], {
    get(target, key) {
      if (key === "length") return length();
      if (key === "slice") return narrow;
      // liquidjs asks every value whether it is an iterator, or knows another form of itself; that reads nothing.
      if (typeof key === "string" ? !(key in target) && !/^\d+$/.test(key) : key !== Symbol.iterator)
        return undefined;
      if (key === "0") return source.items(list, window.offset, Math.min(1, window.limit))[0];
      const loaded = load();
      const value = Reflect.get(loaded, key) as unknown;
      return typeof value === "function" && target !== loaded ? value.bind(loaded) : value;
    },
    has: (_, key) => Reflect.has(load(), key),
    getOwnPropertyDescriptor(target, key) {
      if (key === "length") return Reflect.getOwnPropertyDescriptor(target, key);
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found === undefined ? undefined : { ...found, configurable: true };
    },
    ownKeys: () => Reflect.ownKeys(load()),
  });
}
