import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A proxy on 127.0.0.1 that speaks SOCKS 5 or HTTP, takes every connection to one server, and tells what it was asked for. */
export class TestProxy {
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /** @param to port of the server on 127.0.0.1 to which every name leads; `null`: nothing is reached */
  constructor(kind: "socks5" | "http", to: number | null) {
    this.#server = createServer((socket) => {
      this.#keep(socket);
      const serve = kind === "http" ? this.#http : this.#socks;
      serve.call(this, socket, to);
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => {
      this.#server.listen(0, "127.0.0.1", done);
    });
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
  }

  #http(socket: Socket, to: number | null): void {
    socket.once("data", (chunk: Buffer) => {
      const [, target] = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(chunk.toString("latin1")) ?? [];
      this.asked.push(target ?? "something else");
      if (to === null) socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      else this.#join(socket, to, "HTTP/1.1 200 Connection established\r\nVia: made-up\r\n\r\n");
    });
  }

  #socks(socket: Socket, to: number | null): void {
    socket.once("data", () => {
      socket.write(Uint8Array.of(5, 0));
      socket.once("data", (chunk: Buffer) => {
        const isName = chunk[3] === 3;
        const host = isName ? chunk.toString("latin1", 5, 5 + chunk[4]!) : `kind ${chunk[3]}`;
        this.asked.push(`${host}:${chunk.readUInt16BE(chunk.length - 2)}`);
        if (to === null) socket.end(Uint8Array.of(5, 4, 0, 1, 0, 0, 0, 0, 0, 0));
        else this.#join(socket, to, Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
      });
    });
  }

  #join(socket: Socket, to: number, answer: string | Uint8Array): void {
    const out = connect({ host: "127.0.0.1", port: to }, () => {
      socket.write(answer);
      out.pipe(socket);
      socket.pipe(out);
    });
    this.#keep(out);
    out.on("close", () => socket.destroy());
    socket.on("close", () => out.destroy());
  }
}
