// The settings as a flat list, read off the schema: for messages that suggest a name or an example, and for the
// README's table.
import { siteJsonSchema } from "./schema.js";

export interface ConfigKey {
  /** `feed.limit`; `menu[].url` for a key of each item. */
  name: string;
  /** In words: `whole number, 1 to 1000`. */
  type: string;
  /** Whether it must be there where its group is. */
  required: boolean;
  /** `undefined`: there is none. */
  default: unknown;
  example: unknown;
  description: string;
}

/** Every setting, in the schema's order; a group itself is not one, its members are. */
export function configKeys(): ConfigKey[] {
  return membersOf(siteJsonSchema() as JsonSchema, "");
}

/** The part of JSON Schema that the settings use. */
interface JsonSchema {
  type?: string;
  enum?: string[];
  description?: string;
  default?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  const?: unknown;
  anyOf?: JsonSchema[];
}

function membersOf(schema: JsonSchema, prefix: string): ConfigKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, member]) =>
    keysOf(member, `${prefix}${key}`, schema.required?.includes(key) ?? false),
  );
}

function keysOf(schema: JsonSchema, name: string, required: boolean): ConfigKey[] {
  if (schema.properties !== undefined) return membersOf(schema, `${name}.`);
  const own: ConfigKey = {
    name,
    type: typeInWords(schema),
    required,
    default: schema.default,
    example: schema.examples?.[0] ?? schema.default,
    description: schema.description ?? "",
  };
  const items = schema.items === undefined ? [] : [schema.items, ...(schema.items.anyOf ?? [])];
  const item = items.flatMap((variant) => membersOf(variant, `${name}[].`));
  const variants = (schema.anyOf ?? []).flatMap((variant) => membersOf(variant, `${name}.`));
  return [own, ...item, ...variants];
}

function listInWords(item: JsonSchema | undefined): string {
  if (item?.type === "integer") return "list of whole numbers";
  return item?.enum === undefined ? "list of texts" : `list of ${typeInWords(item)}`;
}

const isOfLists = ({ additionalProperties: members }: JsonSchema): boolean =>
  typeof members === "object" && members.type === "array";

function typeInWords(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeInWords).join(", or ");
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word}\``).join(", ");
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.type === "boolean") return "`true` or `false`";
  if (schema.type === "integer") return `whole number, ${schema.minimum} to ${schema.maximum}`;
  if (schema.type === "array")
    return (schema.items?.properties ?? schema.items?.anyOf) ? "list" : listInWords(schema.items);
  if (schema.type === "object") return isOfLists(schema) ? "lists by name" : "group";
  return "text";
}
