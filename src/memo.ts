/** The value at `key`, made and kept if there is none yet. */
export function remembered<K, V>(known: MapLike<K, V>, key: K, make: () => V): V {
  const value = known.get(key);
  if (value !== undefined) return value;
  const made = make();
  known.set(key, made);
  return made;
}

interface MapLike<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

/** `compute`, asked once for each pair of its first two arguments. For what stands still. */
export function memoize<Rest extends unknown[], R>(
  compute: (a: never, b: string, ...rest: Rest) => R,
): (a: string, b: string, ...rest: Rest) => R {
  const known = new Map<string, R>();
  return (a, b, ...rest) => {
    const key = `${a} ${b}`;
    if (!known.has(key)) known.set(key, compute(a as never, b, ...rest));
    return known.get(key) as R;
  };
}

/**
 * A map that holds the last `most` entries that were put, and up to as many before them; the others are forgotten, a
 * half at a time. To take the oldest out of a Map one by one costs more the longer it is: V8 walks over the holes.
 */
export function createRecent<K, V>(most: number) {
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  return {
    get: (key: K): V | undefined => young.get(key) ?? old.get(key),
    has: (key: K): boolean => young.has(key) || old.has(key),
    set(key: K, value: V): void {
      if (young.size >= most) [old, young] = [young, new Map()];
      young.set(key, value);
    },
  };
}
