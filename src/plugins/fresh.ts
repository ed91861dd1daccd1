// For a preview: a plugin that was changed is imported again under another address, and so is every local module that
// it imports. Without this, Node would give those as they were.
import { register } from "node:module";

/** Once for a process, before something is imported again. */
export function importLocalModulesAnew(): void {
  register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
}

const HOOKS = `
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const edition = /[?]broadsheet=(\\w+)$/.exec(context.parentURL ?? "")?.[1];
  if (edition === undefined || !/^[.]{1,2}[/]/.test(specifier) || !/^file:[^?]*$/.test(found.url)) return found;
  return { ...found, url: found.url + "?broadsheet=" + edition };
}
`;
