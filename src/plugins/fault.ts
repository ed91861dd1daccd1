// A hook at work: what it throws, or returns and should not, becomes a fault that names plugin and hook.
import { pluginFailed } from "../diagnostics/plugins.js";
import { isPromise, type Later } from "../later.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PluginHook } from "../types/plugins.js";

export class PluginFault extends Error {
  readonly plugin: string;
  readonly hook: PluginHook;
  constructor(plugin: string, hook: PluginHook, why: string, options?: ErrorOptions) {
    super(why, options);
    this.plugin = plugin;
    this.hook = hook;
  }
}

/** Says what is wrong with a value; `null`: nothing. */
export type Check = (value: unknown) => string | null;

/** Throws, or rejects with, a PluginFault. */
export function callHook<T>(plugin: string, hook: PluginHook, call: () => unknown, check: Check): Later<T> {
  const fail = (cause: unknown): never => {
    throw cause instanceof PluginFault ? cause : new PluginFault(plugin, hook, textOf(cause), { cause });
  };
  const judge = (value: unknown): T => {
    const wrong = check(value);
    if (wrong !== null) throw new PluginFault(plugin, hook, wrong);
    return value as T;
  };
  try {
    const value = call();
    return isPromise(value) ? value.then(judge).catch(fail) : judge(value);
  } catch (cause) {
    return fail(cause);
  }
}

/** `instead`: what is there without the hook. A fault is told to `tell`. */
export function orElse<T>(call: () => Later<T>, instead: T, tell: (fault: PluginFault) => void): Later<T> {
  const rescue = (error: unknown): T => {
    if (!(error instanceof PluginFault)) throw error;
    tell(error);
    return instead;
  };
  try {
    const value = call();
    return isPromise(value) ? (value as Promise<T>).catch(rescue) : value;
  } catch (error) {
    return rescue(error);
  }
}

export const faultProblem = (fault: PluginFault, file: string): Diagnostic =>
  pluginFailed(fault.plugin, fault.hook, fault.message, { file });

const textOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

// ---------------------------------------------------------------- shapes

export const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether JSON can say it: it crosses threads, and its hash is in recipes. */
export function isPlain(value: unknown, depth = 50): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth - 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((member) => member === undefined || isPlain(member, depth - 1));
}

/** What is wrong with a group whose keys must be of these kinds. */
export function checkGroup(
  value: unknown,
  kinds: Readonly<Record<string, (member: unknown) => boolean>>,
): string | null {
  if (!isGroup(value)) return `it returned ${shown(value)}, not an object`;
  for (const [key, member] of Object.entries(value)) {
    if (!Object.hasOwn(kinds, key))
      return `it returned "${key}", which is none of ${Object.keys(kinds).join(", ")}`;
    if (member !== undefined && !kinds[key]!(member))
      return `it returned ${shown(member)} as "${key}", which that cannot be`;
  }
  return null;
}

export function shown(value: unknown): string {
  if (isPromise(value)) return "a promise";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
