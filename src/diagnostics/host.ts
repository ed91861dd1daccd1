// What can be wrong with the site in the eyes of its host.
import { warning } from "./diagnostic.js";

export interface HostLimit {
  host: string;
  /** In the plural: `files`, `builds in an hour`. */
  what: string;
  has: number;
  most: number;
  cure: string;
  /** Where the host says so. */
  source: string;
}

export const hostLimit = ({ host, what, has, most, cure, source }: HostLimit) =>
  warning(
    "host-limit",
    `the site has ${has.toLocaleString("en")} ${what}, and ${host} allows ${most.toLocaleString("en")}`,
    `${cure} (${source})`,
    { file: "site.yml" },
  );
