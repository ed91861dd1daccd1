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
