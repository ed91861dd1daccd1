// Settings over settings, as Jekyll merges them.
type Values = Record<string, unknown>;

export const isMapping = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Mappings are merged deeply, everything else is replaced. */
export function merged(base: Values, over: Values): Values {
  const result: Values = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = result[key];
    result[key] = isMapping(old) && isMapping(value) ? merged(old, value) : value;
  }
  return result;
}
