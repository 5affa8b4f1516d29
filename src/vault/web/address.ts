import { BlockList, isIP, isIPv6 } from "node:net";
import { vaultError } from "../errors.ts";
import { briefName } from "../names.ts";

/** Whether an argument is meant as an address of the web and not as a path. */
export function looksLikeAddress(text: string): boolean {
  return /^([a-z][a-z0-9+.-]*:\/\/|(file|data|javascript|about|chrome|view-source|blob|mailto):)/i.test(text);
}

/**
 * Reads an address that a browser may be sent to: `http` or `https`, no name or password in it.
 *
 * @throws vault/bad-address
 */
export function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw badAddress(text, "it is not an address");
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw badAddress(text, `it begins with "${url.protocol}"; http: or https: is needed`);
  if (url.username !== "" || url.password !== "")
    throw badAddress(`${url.protocol}//...@${url.host}`, "it holds a name or password, which would be recorded");
  return url;
}

/** Addresses that lead to no machine of the open internet (IANA special-purpose registries of IPv4 and IPv6). */
const SPECIAL = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  SPECIAL.addSubnet(net, bits, "ipv4");
}
/** Of IPv6 only 2000::/3 is given out; inside it lie ranges for documents and for wrapped IPv4. */
const GIVEN_OUT = new BlockList();
GIVEN_OUT.addSubnet("2000::", 3, "ipv6");
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const) {
  SPECIAL.addSubnet(net, bits, "ipv6");
}

/** Whether an IP address is private, of this machine, or otherwise not of the open internet. What is no IP address counts as such. */
export function isPrivateAddress(ip: string): boolean {
  if (isIP(ip) === 0) return true;
  if (!isIPv6(ip)) return SPECIAL.check(ip, "ipv4");
  return SPECIAL.check(ip, "ipv6") || !GIVEN_OUT.check(ip, "ipv6");
}

function badAddress(text: string, found: string): Error {
  return vaultError("vault/bad-address", {
    what: `Cannot capture "${briefName(text)}"`,
    found,
    unchanged: "Nothing was fetched or recorded.",
    mend: "Give the page's address as in: snowmelt collect https://example.org/page",
  });
}
