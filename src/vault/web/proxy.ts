import { once } from "node:events";
import { connect, isIP, isIPv6, type Socket } from "node:net";
import { vaultError } from "../errors.ts";
import { briefName } from "../names.ts";
import { type Read, reader, readHost } from "./socks.ts";

/** A machine that makes connections for us, and looks up the names of hosts itself. */
export interface ProxyAddress {
  readonly kind: "socks5" | "http";
  readonly host: string;
  readonly port: number;
  /** As it is recorded: `socks5://127.0.0.1:9050`. */
  readonly shown: string;
}

const CONNECT_MS = 60_000;
/** What a SOCKS 5 server answers (RFC 1928, section 6), from 1 on. */
const REFUSALS = [
  "a general failure",
  "not allowed by its rules",
  "the network cannot be reached",
  "the host cannot be reached",
  "the host refused",
  "the time ran out",
  "it does not make connections",
  "it does not know this kind of address",
];

/**
 * Reads what `--proxy` was given: `socks5://HOST:PORT` (Tor: port 9050) or `http://HOST:PORT`. A name and password would be
 * recorded and are refused.
 *
 * @throws vault/bad-proxy
 */
export function parseProxy(text: string): ProxyAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  const scheme = url?.protocol.slice(0, -1);
  if (url === null || (scheme !== "socks5" && scheme !== "socks5h" && scheme !== "http"))
    throw badProxy(text, "it is no address that begins with socks5: or http:");
  if (url.username !== "" || url.password !== "") {
    const plain = `${url.protocol}//...@${url.host}`;
    throw badProxy(plain, "it holds a name or password, which would be recorded");
  }
  const port = Number(url.port || (scheme === "http" ? 80 : 1080));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (host === "" || (url.pathname !== "" && url.pathname !== "/"))
    throw badProxy(text, "it names more or less than host and port");
  const kind = scheme === "http" ? "http" : "socks5";
  return { kind, host, port, shown: `${kind}://${isIPv6(host) ? `[${host}]` : host}:${port}` };
}

/** A connection to a host through a proxy. The host's name goes to the proxy and to nobody else. @throws Error with the reason in words */
export async function connectThrough(proxy: ProxyAddress, host: string, port: number): Promise<Socket> {
  const socket = connect({ host: proxy.host, port: proxy.port });
  socket.on("error", () => socket.destroy());
  socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error("it did not answer")));
  try {
    await once(socket, "connect");
    const read = reader(socket);
    await (proxy.kind === "socks5" ? askSocks(socket, read, host, port) : askHttp(socket, read, host, port));
    socket.setTimeout(0);
    return socket;
  } catch (error) {
    socket.destroy();
    throw new Error(`the proxy ${proxy.shown}: ${(error as Error).message}`);
  }
}

async function askSocks(socket: Socket, read: Read, host: string, port: number): Promise<void> {
  socket.write(Uint8Array.of(5, 1, 0));
  const [version, method] = await read(2);
  if (version !== 5) throw new Error("it is no SOCKS 5 server");
  if (method !== 0) throw new Error("it asks for a name and password");
  socket.write(Buffer.concat([Uint8Array.of(5, 1, 0), addressOf(host), Uint8Array.of(port >> 8, port & 255)]));
  const [, status, , kind] = await read(4);
  if (status !== 0) throw new Error(REFUSALS[status! - 1] ?? `it refused (${status})`);
  await readHost(kind!, read);
  await read(2);
}

/** RFC 1928, section 5. */
function addressOf(host: string): Uint8Array {
  if (isIP(host) === 4) return Uint8Array.of(1, ...host.split(".").map(Number));
  if (isIPv6(host)) {
    const [left, right] = host.split("::") as [string, string?];
    const groups = (part: string | undefined): number[] =>
      (part ?? "") === "" ? [] : part!.split(":").map((each) => Number.parseInt(each, 16));
    const [head, tail] = [groups(left), groups(right)];
    const all = [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
    return Uint8Array.of(4, ...all.flatMap((group) => [group >> 8, group & 255]));
  }
  const name = Buffer.from(host, "latin1");
  if (name.length > 255) throw new Error("the host's name is too long");
  return Buffer.concat([Uint8Array.of(3, name.length), name]);
}

/** CONNECT (RFC 9110, section 9.3.6). */
async function askHttp(socket: Socket, read: Read, host: string, port: number): Promise<void> {
  const target = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
  let head = "";
  // Byte by byte: what stands behind the head belongs to the page.
  while (!head.endsWith("\r\n\r\n")) {
    head += (await read(1)).toString("latin1");
    if (head.length > 16_384) throw new Error("its answer has no end");
  }
  if (!/^HTTP\/1\.[01] 2\d\d/.test(head)) throw new Error(`it answered "${briefName(head.split("\r\n", 1)[0]!)}"`);
}

function badProxy(text: string, found: string): Error {
  return vaultError("vault/bad-proxy", {
    what: `Cannot go through the proxy "${briefName(text)}"`,
    found,
    unchanged: "Nothing was fetched or recorded.",
    mend: "snowmelt collect ADDRESS --proxy socks5://127.0.0.1:9050 (Tor), or --proxy http://HOST:PORT",
  });
}
