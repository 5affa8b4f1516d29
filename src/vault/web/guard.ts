import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { connect, createServer, isIP, type Server, type Socket } from "node:net";
import { isPrivateAddress } from "./address.ts";
import { connectThrough, type ProxyAddress } from "./proxy.ts";
import { plain, reader, readHost } from "./socks.ts";

/** A connection that the browser asked for. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  /** Where it led; `null` when it was not made, or a proxy made it and does not say. */
  readonly ip: string | null;
  /** Why it was not made; `null` when it was. */
  readonly refused: string | null;
}

export interface GuardOptions {
  /** The one host whose private addresses may be reached; `null`: none. */
  readonly privateHost: string | null;
  /** Through which all connections are made; `null`: by this machine itself. */
  readonly proxy: ProxyAddress | null;
}

const CONNECT_MS = 20_000;
/** How long a host may be named after its connection was asked for: the two come by different ways. */
const NAMED_WITHIN_MS = 1000;
/** Answers of SOCKS 5 (RFC 1928, section 6). */
const [GRANTED, NOT_ALLOWED, UNREACHABLE] = [0, 2, 4];

/**
 * The only way out for the browser: a SOCKS 5 server (RFC 1928) on 127.0.0.1 that lets through hosts that the page asked for and
 * nothing that the browser wants on its own account, looks up each host itself, refuses addresses that are not of the open
 * internet, and passes all other bytes on as they are. With a proxy no name is looked up here, so that nobody on the way hears
 * it; what a name leads to is then not known, and only addresses in figures and names of this machine are refused. So neither a redirect nor a script of the page can reach into the
 * network it is captured from, and it is known where every connection led.
 */
export class Guard {
  readonly connections: Connection[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #privateHost: string | null;
  readonly #proxy: ProxyAddress | null;
  readonly #asked = new Set<string>();

  private constructor({ privateHost, proxy }: GuardOptions) {
    this.#privateHost = privateHost;
    this.#proxy = proxy;
    this.#server = createServer((socket) => {
      this.#keep(socket);
      this.#serve(socket).catch(() => socket.destroy());
    });
  }

  static async open(options: GuardOptions): Promise<Guard> {
    const guard = new Guard(options);
    await new Promise<void>((done, fail) => {
      guard.#server.once("error", fail);
      guard.#server.listen(0, "127.0.0.1", done);
    });
    return guard;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  /** Lets connections to a host through; a private address of it stays closed all the same. */
  allow(host: string): void {
    this.#asked.add(plain(host));
  }

  /** The address that a host was reached at; `undefined` when it was not. */
  addressOf(host: string): string | undefined {
    return (
      this.connections.find((connection) => connection.host === plain(host) && connection.ip !== null)?.ip ?? undefined
    );
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
  }

  async #serve(socket: Socket): Promise<void> {
    const read = reader(socket);
    const [version, methods] = await read(2);
    if (version !== 5) throw new Error("not SOCKS 5");
    await read(methods!);
    socket.write(Uint8Array.of(5, 0));
    const [, command, , kind] = await read(4);
    const host = await readHost(kind!, read);
    const port = (await read(2)).readUInt16BE(0);
    if (command !== 1 || host === null) return answer(socket, NOT_ALLOWED);
    const found = await this.#resolve(host);
    if ("refused" in found) {
      this.connections.push({ host, port, ip: null, refused: found.refused });
      return answer(socket, NOT_ALLOWED);
    }
    try {
      const isByProxy = this.#proxy !== null;
      const out = isByProxy ? await connectThrough(this.#proxy, host, port) : await reach(found.ip!, port);
      this.#keep(out);
      this.connections.push({ host, port, ip: isByProxy ? null : found.ip, refused: null });
      socket.write(reply(GRANTED));
      out.pipe(socket);
      socket.pipe(out);
      out.on("close", () => socket.destroy());
      socket.on("close", () => out.destroy());
      if (socket.destroyed) out.destroy();
    } catch (error) {
      this.connections.push({ host, port, ip: null, refused: (error as Error).message });
      if (!socket.destroyed) answer(socket, UNREACHABLE);
    }
  }

  /** Where a host lies; `null` for a proxy to find out. */
  async #resolve(host: string): Promise<{ readonly ip: string | null } | { readonly refused: string }> {
    // Whoever asks for it: what is refused anyway need not wait until it is known who did.
    if (isIP(host) > 0 && host !== this.#privateHost && isPrivateAddress(host))
      return { refused: `private address ${host}` };
    for (let waited = 0; !this.#asked.has(host); waited += 50) {
      if (waited >= NAMED_WITHIN_MS) return { refused: "the browser's own wish, not the page's" };
      await new Promise((done) => setTimeout(done, 50));
    }
    if (this.#proxy !== null && isIP(host) === 0) {
      const isOwn = /(^|\.)localhost$|\.(local|internal|home\.arpa)$/i.test(host) && host !== this.#privateHost;
      return isOwn ? { refused: "private address, by its name" } : { ip: null };
    }
    try {
      const all = isIP(host) > 0 ? [host] : (await lookup(host, { all: true })).map(({ address }) => address);
      const open = all.find((ip) => host === this.#privateHost || !isPrivateAddress(ip));
      return open === undefined ? { refused: `private address ${all.join(", ")}` } : { ip: open };
    } catch (error) {
      return { refused: `no address: ${(error as NodeJS.ErrnoException).code ?? "unknown"}` };
    }
  }
}

async function reach(ip: string, port: number): Promise<Socket> {
  const socket = connect({ host: ip, port });
  socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error("no answer")));
  await once(socket, "connect");
  socket.setTimeout(0);
  return socket;
}

function reply(code: number): Uint8Array {
  return Uint8Array.of(5, code, 0, 1, 0, 0, 0, 0, 0, 0);
}

function answer(socket: Socket, code: number): void {
  socket.end(reply(code));
}
