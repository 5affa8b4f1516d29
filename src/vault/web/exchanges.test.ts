import { expect, it } from "vitest";
import type { Devtools, Told } from "./devtools.ts";
import { Recorder } from "./exchanges.ts";

/** A browser that tells what it is told to tell, and hands over one body. */
class ScriptedBrowser {
  readonly #listeners: [string, (params: Told, session?: string) => void][] = [];
  readonly on = (event: string, listener: (params: Told) => void): void => void this.#listeners.push([event, listener]);
  readonly send = (method: string): Promise<Told> =>
    Promise.resolve(method === "Fetch.getResponseBody" ? { body: "bytes", base64Encoded: false } : {});
  tell(event: string, params: object): void {
    for (const [name, listener] of this.#listeners) if (name === event) listener(params);
  }
}

const request = (url: string): object => ({ url, method: "GET", headers: {} });
const begins = (url: string, more = {}): [string, object] => [
  "Network.requestWillBeSent",
  { requestId: "1", request: request(url), wallTime: 1000, type: "Image", ...more },
];
const atTheDoor = (url: string, status: number, responseHeaders: object[] = []): [string, object] => [
  "Fetch.requestPaused",
  { requestId: "f", networkId: "1", request: request(url), responseStatusCode: status, responseHeaders },
];
const ends: [string, object] = ["Network.loadingFinished", { requestId: "1" }];

async function told(...events: readonly [string, object][]): Promise<Recorder> {
  const browser = new ScriptedBrowser();
  const recorder = new Recorder(browser as unknown as Devtools, () => undefined);
  for (const [event, params] of events) {
    browser.tell(event, params);
    await new Promise((done) => setImmediate(done));
  }
  return recorder;
}

it("keeps what stands at the door before the browser's log tells of it, and once", async () => {
  const usual = await told(begins("http://a/p.png"), atTheDoor("http://a/p.png", 200), ends);
  const late = await told(atTheDoor("http://a/p.png", 200), begins("http://a/p.png"), ends);
  expect(late.exchanges()).toEqual(usual.exchanges());
  expect(late.exchanges()).toMatchObject([{ url: "http://a/p.png", kind: "Image", missing: null }]);
  expect(late.lost).toEqual([]);
});

it("keeps a redirect's two steps apart, whichever is told first", async () => {
  const moved = atTheDoor("http://a/old", 302, [{ name: "location", value: "/new" }]);
  const second = begins("http://a/new", { redirectResponse: { protocol: "h2" } });
  const usual = await told(begins("http://a/old"), moved, second, atTheDoor("http://a/new", 200), ends);
  const late = await told(begins("http://a/old"), moved, atTheDoor("http://a/new", 200), second, ends);
  expect(late.exchanges()).toEqual(usual.exchanges());
  expect(late.exchanges()).toMatchObject([
    { status: 302, protocol: "h2" },
    { status: 200, protocol: "http/1.1" },
  ]);
});

it("names what ended without having been seen, unless a cache gave again what had", async () => {
  const unseen = await told(begins("http://a/p.png"), ends);
  expect(unseen.exchanges()).toEqual([]);
  expect(unseen.lost).toEqual([{ url: "http://a/p.png", reason: "it came in without being seen on the way" }]);
  const again: [string, object] = ["Network.requestWillBeSent", { requestId: "2", request: request("http://a/p.png") }];
  const cached = await told(begins("http://a/p.png"), atTheDoor("http://a/p.png", 200), ends, again, [
    "Network.loadingFinished",
    { requestId: "2" },
  ]);
  expect(cached.exchanges()).toHaveLength(1);
  expect(cached.lost).toEqual([]);
});
