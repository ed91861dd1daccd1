// A plugin's extensions of marked, each function of them named after its plugin should it throw.
import type { MarkedExtension } from "marked";
import { PluginFault } from "./fault.js";

type Group = Record<string, unknown>;
type Call = (this: unknown, ...values: unknown[]) => unknown;

export function guardExtension(extension: MarkedExtension, plugin: string): MarkedExtension {
  const guard = (member: unknown): unknown => {
    if (typeof member !== "function") return member;
    return function (this: unknown, ...values: unknown[]): unknown {
      try {
        return (member as Call).apply(this, values);
      } catch (cause) {
        if (cause instanceof PluginFault) throw cause;
        throw new PluginFault(plugin, "markdown", (cause as Error)?.message ?? String(cause), { cause });
      }
    };
  };
  const guardAll = (group: unknown): unknown =>
    typeof group !== "object" || group === null
      ? group
      : Object.fromEntries(Object.entries(group as Group).map(([name, member]) => [name, guard(member)]));
  const { extensions, renderer, tokenizer, hooks, walkTokens } = extension;
  return {
    ...extension,
    ...(extensions && { extensions: extensions.map(guardAll) as NonNullable<MarkedExtension["extensions"]> }),
    ...(renderer && { renderer: guardAll(renderer) as NonNullable<MarkedExtension["renderer"]> }),
    ...(tokenizer && { tokenizer: guardAll(tokenizer) as NonNullable<MarkedExtension["tokenizer"]> }),
    ...(hooks && { hooks: guardAll(hooks) as NonNullable<MarkedExtension["hooks"]> }),
    ...(walkTokens && { walkTokens: guard(walkTokens) as NonNullable<MarkedExtension["walkTokens"]> }),
  };
}
