import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A made-up site on 127.0.0.1, and what it was asked for. */
export class WebSite {
  readonly asked: { readonly path: string; readonly headers: IncomingMessage["headers"] }[] = [];
  readonly #server: Server;
  readonly #scheme: string;

  constructor(answers: Readonly<Record<string, Answer>>, tls?: { readonly key: string; readonly cert: string }) {
    const serve: Answer = (request, response) => {
      this.asked.push({ path: request.url ?? "", headers: request.headers });
      const answer = answers[(request.url ?? "").replace(/\?.*$/, "")];
      if (answer === undefined) response.writeHead(404).end("made up: there is nothing here");
      else answer(request, response);
    };
    this.#scheme = tls === undefined ? "http" : "https";
    this.#server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => {
      this.#server.listen(0, "127.0.0.1", done);
    });
    return this;
  }

  address(path = "/"): string {
    return `${this.#scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** Answers with one body. */
export function page(type: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => void response.writeHead(200, { "content-type": type, ...headers }).end(body);
}

/** One pixel. */
export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
