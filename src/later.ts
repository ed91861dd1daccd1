// A value that is there, or will be. What is there is used at once: a build without plugins that wait never waits.

export type Later<T> = T | Promise<T>;

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** What follows from the value, as soon as it is there. */
export function after<T, R>(value: Later<T>, then: (value: T) => Later<R>): Later<R> {
  return isPromise(value) ? (value as Promise<T>).then(then) : then(value);
}

/** One after the other; waits only from the first on that has to be waited for. */
export function inOrder<T, R>(items: readonly T[], act: (item: T) => Later<R>): Later<R[]> {
  const results: R[] = [];
  for (const [index, item] of items.entries()) {
    const result = act(item);
    if (isPromise(result)) return finish(items.slice(index + 1), act, results, result as Promise<R>);
    results.push(result);
  }
  return results;
}

async function finish<T, R>(
  rest: readonly T[],
  act: (item: T) => Later<R>,
  results: R[],
  first: Promise<R>,
): Promise<R[]> {
  results.push(await first);
  for (const item of rest) results.push(await act(item));
  return results;
}
