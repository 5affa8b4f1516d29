import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";

type Params = Readonly<Record<string, unknown>>;
/** What comes back or is told; shapes are those of the DevTools protocol. */
// biome-ignore lint/suspicious/noExplicitAny: the protocol's shapes are read field by field where they are used
export type Told = any;
type Listener = (params: Told, session: string | undefined) => void;

/** A refused command, or the end of the browser. */
export class DevtoolsError extends Error {}

/** The Chrome DevTools protocol over the pipe of `--remote-debugging-pipe`: JSON messages with a NUL behind each. */
export class Devtools {
  readonly #out: Writable;
  readonly #waiting = new Map<number, { done: (result: Told) => void; fail: (error: Error) => void }>();
  readonly #listeners = new Map<string, Listener[]>();
  #last = 0;
  #ended: Error | null = null;

  constructor(browser: ChildProcess) {
    const [, , , out, back] = browser.stdio as unknown as [unknown, unknown, unknown, Writable, Readable];
    this.#out = out;
    out.on("error", () => undefined);
    let parts: Buffer[] = [];
    back.on("data", (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
        const message = Buffer.concat([...parts, chunk.subarray(start, end)]).toString("utf8");
        parts = [];
        start = end + 1;
        this.#take(JSON.parse(message));
      }
      if (start < chunk.length) parts.push(Buffer.from(chunk.subarray(start)));
    });
    const end = (): void => this.#end(new DevtoolsError("the browser ended"));
    back.on("error", end);
    browser.once("exit", end);
    browser.once("error", (error) => this.#end(new DevtoolsError(`the browser did not start: ${error.message}`)));
  }

  /** @throws DevtoolsError when the browser refuses, or ends before it answers */
  send(method: string, params: Params = {}, session?: string): Promise<Told> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    const id = ++this.#last;
    const message = { id, method, params, ...(session === undefined ? {} : { sessionId: session }) };
    const answer = new Promise<Told>((done, fail) => this.#waiting.set(id, { done, fail }));
    this.#out.write(`${JSON.stringify(message)}\0`);
    return answer;
  }

  on(event: string, listener: Listener): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  #take(message: Told): void {
    if (message.id === undefined) {
      for (const listener of this.#listeners.get(message.method) ?? []) listener(message.params, message.sessionId);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error === undefined) waiting?.done(message.result);
    else waiting?.fail(new DevtoolsError(message.error.message));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { fail } of this.#waiting.values()) fail(this.#ended);
    this.#waiting.clear();
  }
}
