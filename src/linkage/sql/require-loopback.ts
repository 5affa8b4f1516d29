import { linkageError } from "../errors.ts";

/**
 * Refuses a database that is not this machine, unless a person named its host and the way there is encrypted.
 *
 * @throws linkage/not-loopback
 */
export function requireLoopback(address: string, sendNamesTo: string | undefined): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = url?.hostname ?? "";
  if (url !== null && isLoopback(host)) return;
  if (url !== null && url.protocol === "https:" && host !== "" && host === sendNamesTo) return;
  throw linkageError("linkage/not-loopback", {
    what: `Cannot send names to "${address}"`,
    found:
      url === null
        ? "it is no address such as http://127.0.0.1:8123"
        : url.protocol !== "https:" && host === sendNamesTo
          ? "it is another machine and the way there is not encrypted; needs https"
          : `"${host}" is another machine; the one byte a letter in which names travel hides nothing`,
    unchanged: "Nothing was sent.",
    mend:
      host === ""
        ? "Give the address of a server on this machine."
        : `If the people named there would agree: --clickhouse https://${host} --send-names-to ${host}`,
  });
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
