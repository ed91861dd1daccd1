// Which addresses are on the open internet: what a post names must not make a build ask the machines beside it.
import { BlockList, isIPv4, isIPv6 } from "node:net";

/**
 * Whether an IPv4 or IPv6 address belongs to somebody on the open internet. What is no address does not.
 *
 * Source: IANA's registries of special-purpose addresses (RFC 6890, as of October 2025),
 * https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !SPECIAL.check(address, "ipv4");
  const groups = groupsOf(address);
  if (groups === null) return false;
  const inner = embeddedIPv4(groups);
  if (inner !== null) return !SPECIAL.check(inner, "ipv4");
  return GIVEN_OUT.check(address, "ipv6") && !SPECIAL.check(address, "ipv6");
}

const SPECIAL = blockList([
  ["0.0.0.0", 8], // this network
  ["10.0.0.0", 8], // private
  ["100.64.0.0", 10], // shared behind a provider's NAT
  ["127.0.0.0", 8], // loopback
  ["169.254.0.0", 16], // link-local, where clouds tell their secrets
  ["172.16.0.0", 12], // private
  ["192.0.0.0", 24], // IETF protocols
  ["192.0.2.0", 24], // documentation
  ["192.88.99.0", 24], // 6to4 relays
  ["192.168.0.0", 16], // private
  ["198.18.0.0", 15], // benchmarks
  ["198.51.100.0", 24], // documentation
  ["203.0.113.0", 24], // documentation
  ["224.0.0.0", 4], // multicast
  ["240.0.0.0", 4], // reserved, and broadcast
  ["2001::", 23], // IETF protocols: Teredo, benchmarks, ORCHID
  ["2001:db8::", 32], // documentation
  ["2002::", 16], // 6to4: leads to any IPv4 address, and nobody serves from there (RFC 7526)
  ["3fff::", 20], // documentation
]);

/**
 * All that IANA has for the open internet (RFC 4291, section 2.4). Outside of it are ::, ::1, 64:ff9b:1::/48, 100::/64,
 * 5f00::/16, fc00::/7, fe80::/10, fec0::/10 and ff00::/8.
 */
const GIVEN_OUT = blockList([["2000::", 3]]);

function blockList(ranges: readonly (readonly [first: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [first, prefix] of ranges) list.addSubnet(first, prefix, isIPv4(first) ? "ipv4" : "ipv6");
  return list;
}

/** The eight groups in hexadecimal, without leading zeros. With a zone (`fe80::1%eth0`), it is an address of this machine's. */
function groupsOf(address: string): string[] | null {
  if (!isIPv6(address) || address.includes("%")) return null;
  const [head, tail] = new URL(`http://[${address}]/`).hostname
    .slice(1, -1)
    .split("::")
    .map((part) => (part === "" ? [] : part.split(":")));
  const [before, after] = [head ?? [], tail ?? []];
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}

/** IPv4-mapped (RFC 4291, section 2.5.5.2), and what NAT64 translates (RFC 6052). */
const EMBEDDING = new Set(["0:0:0:0:0:ffff", "64:ff9b:0:0:0:0"]);

function embeddedIPv4(groups: readonly string[]): string | null {
  if (!EMBEDDING.has(groups.slice(0, 6).join(":"))) return null;
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 0xff])
    .join(".");
}
