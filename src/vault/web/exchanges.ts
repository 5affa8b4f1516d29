import type { Devtools, Told } from "./devtools.ts";

export type Header = readonly [name: string, value: string];

/** One request with what came back. A redirect is an exchange of its own. */
export interface Exchange {
  readonly url: string;
  readonly method: string;
  readonly requestHeaders: readonly Header[];
  /** What was sent with it, as text; `null` when nothing was. */
  readonly requestBody: string | null;
  readonly status: number;
  readonly statusText: string;
  /** As sent by the server, in its order. */
  readonly headers: readonly Header[];
  /** Unpacked from its content encoding; `null` when it could not be had, with `missing`. */
  readonly body: Uint8Array | null;
  readonly missing: string | null;
  /** `http/1.1`, `h2` */
  readonly protocol: string;
  /** Milliseconds since 1970 of this machine's clock when the browser began it. */
  readonly beganMs: number;
  /** Kind as the browser sees it: `Document`, `Image`, `Media`, ... */
  readonly kind: string;
  readonly security: Told | null;
}

/** A request that nothing came back for. */
export interface Lost {
  readonly url: string;
  readonly reason: string;
}

interface Hop {
  url: string;
  method: string;
  requestHeaders: Readonly<Record<string, string>>;
  requestBody: string | null;
  /** `null`: the browser's network log has not told of it (yet); it is known from the door alone. */
  beganMs: number | null;
  kind: string;
  response: Told | null;
  paused: { status: number; statusText: string; headers: readonly Header[] } | null;
  body: Uint8Array | null;
  missing: string | null;
}

const STAGES = ["Request", "Response"];
/** Bodies above this are not read: the browser hands them over in one piece. */
const LARGEST_BODY = 512 << 20;

/** Listens to everything that a page and its frames and workers ask for, and keeps what came back. */
export class Recorder {
  readonly lost: Lost[] = [];
  readonly #devtools: Devtools;
  readonly #allow: (host: string) => void;
  readonly #hops = new Map<string, Hop[]>();
  readonly #sent = new Map<string, Readonly<Record<string, string>>[]>();
  /** `Set-Cookie` by hop: the response at the door comes without. */
  readonly #cookies = new Map<string, (readonly Header[])[]>();
  readonly #order: string[] = [];
  readonly #open = new Set<string>();
  #quietSince = 0;

  /** `allow` is told each host that the page asks for, before it is asked. */
  constructor(devtools: Devtools, allow: (host: string) => void) {
    this.#devtools = devtools;
    this.#allow = allow;
    const on = (event: string, take: (params: Told, key: string, session: string | undefined) => void): void =>
      devtools.on(event, (params, session) => take(params, String(params.requestId), session));
    on("Network.requestWillBeSent", (params, key) => this.#begin(params, key));
    on("Network.requestWillBeSentExtraInfo", ({ headers }, key) => {
      this.#sent.set(key, [...(this.#sent.get(key) ?? []), headers]);
    });
    on("Network.responseReceivedExtraInfo", ({ headers }, key) => {
      const cookies = Object.entries(headers as Record<string, string>)
        .filter(([name]) => name.toLowerCase() === "set-cookie")
        .flatMap(([name, value]) => value.split("\n").map((cookie): Header => [name, cookie]));
      this.#cookies.set(key, [...(this.#cookies.get(key) ?? []), cookies]);
    });
    on("Network.responseReceived", ({ response, type }, key) => {
      const hop = this.#hops.get(key)?.at(-1);
      if (hop !== undefined) [hop.response, hop.kind] = [response, type];
    });
    on("Network.loadingFinished", (_, key) => this.#finish(key));
    on("Network.loadingFailed", ({ errorText, blockedReason, canceled }, key) => {
      const hop = this.#hops.get(key)?.at(-1);
      const reason = `${errorText || (canceled ? "canceled" : "failed")}${blockedReason ? ` (${blockedReason})` : ""}`;
      if (hop !== undefined && hop.paused === null) this.lost.push({ url: hop.url, reason });
      else if (hop !== undefined && hop.body === null) hop.missing ??= reason;
      this.#finish(key);
    });
    devtools.on("Network.webSocketCreated", ({ url }) => {
      allow(new URL(url).hostname);
      this.lost.push({ url, reason: "a WebSocket: what runs through it is not kept" });
    });
    devtools.on("Fetch.requestPaused", (params, session) => void this.#keep(params, session));
  }

  /** Begins to listen in a session. */
  async listenIn(session: string): Promise<void> {
    const send = (method: string, params = {}): Promise<Told> => this.#devtools.send(method, params, session);
    await send("Network.enable", { maxPostDataSize: 1 << 20 });
    await send("Fetch.enable", { patterns: STAGES.map((requestStage) => ({ urlPattern: "*", requestStage })) }).catch(
      () => undefined,
    );
    await send("Network.setBypassServiceWorker", { bypass: true }).catch(() => undefined);
    await send("Network.setCacheDisabled", { cacheDisabled: true }).catch(() => undefined);
  }

  /** Whether nothing has been asked for or come in for a while. `nowMs`: of a clock that does not go back. */
  isQuiet(nowMs: number, forMs: number): boolean {
    if (this.#open.size > 0) {
      this.#quietSince = nowMs;
      return false;
    }
    if (this.#quietSince === 0) this.#quietSince = nowMs;
    return nowMs - this.#quietSince >= forMs;
  }

  /** All exchanges in the order in which they were begun. What never ended is on the list of what is missing. */
  exchanges(): readonly Exchange[] {
    let lastMs = 0;
    return this.#order.flatMap((key) => {
      const [sent, cookies] = [this.#sent.get(key) ?? [], this.#cookies.get(key) ?? []];
      return (this.#hops.get(key) ?? []).flatMap((hop, i) => {
        const { paused, response } = hop;
        if (paused === null) {
          this.#loseUnseen(hop, key);
          return [];
        }
        lastMs = hop.beganMs ?? lastMs;
        return [
          {
            url: hop.url,
            method: hop.method,
            requestHeaders: Object.entries(sent[i] ?? hop.requestHeaders).filter(([name]) => !name.startsWith(":")),
            requestBody: hop.requestBody,
            ...paused,
            headers: [...paused.headers, ...(cookies[i] ?? [])],
            body: hop.body,
            missing: hop.body === null ? (hop.missing ?? "it had not come in when the time was over") : null,
            protocol: response?.protocol ?? "http/1.1",
            beganMs: lastMs,
            kind: hop.kind,
            security: response?.securityDetails ?? null,
          },
        ];
      });
    });
  }

  #begin({ request, redirectResponse, wallTime, type }: Told, key: string): void {
    if (!/^https?:/.test(request.url)) return;
    // Under load the door can be heard before the log that tells what stands there.
    const hops = this.#hops.get(key) ?? [];
    const at = hops.findIndex(({ url, beganMs }) => url === request.url && beganMs === null);
    const hop = hops[at] ?? this.#add(key, request);
    const before = at === -1 ? hops.at(-1) : hops[at - 1];
    if (before !== undefined && redirectResponse !== undefined) before.response = redirectResponse;
    hop.beganMs = Math.round(wallTime * 1000);
    hop.kind = type ?? "Other";
    this.#open.add(key);
    this.#quietSince = 0;
  }

  #add(key: string, request: Told): Hop {
    const hops = this.#hops.get(key) ?? [];
    if (hops.length === 0) this.#order.push(key);
    const hop: Hop = {
      url: request.url,
      method: request.method,
      requestHeaders: request.headers,
      requestBody: request.postData ?? null,
      beganMs: null,
      kind: "Other",
      response: null,
      paused: null,
      body: null,
      missing: null,
    };
    this.#hops.set(key, [...hops, hop]);
    return hop;
  }

  /** What was asked for and never stood at the door is told, unless a cache gave again what had. */
  #loseUnseen({ url }: Hop, key: string): void {
    const isKnown = this.lost.some((each) => each.url === url);
    const isKept = [...this.#hops.values()].some((hops) => hops.some((hop) => hop.url === url && hop.paused !== null));
    if (this.#open.has(key)) this.lost.push({ url, reason: "no answer before the time was over" });
    else if (!isKnown && !isKept) this.lost.push({ url, reason: "it came in without being seen on the way" });
  }

  #finish(key: string): void {
    this.#open.delete(key);
    this.#quietSince = 0;
  }

  /** A request or a response stands at the door: a host is let through, or bytes are read before the page gets them. */
  async #keep(params: Told, session: string | undefined): Promise<void> {
    const { requestId, networkId, request, responseStatusCode: status, responseStatusText, responseHeaders } = params;
    const send = (method: string, more = {}): Promise<Told> =>
      this.#devtools.send(method, { requestId, ...more }, session);
    if (status === undefined && params.responseErrorReason === undefined) {
      if (URL.canParse(request.url)) this.#allow(new URL(request.url).hostname);
      await send("Fetch.continueRequest").catch(() => undefined);
      return;
    }
    try {
      const hop = this.#atTheDoor(networkId, request);
      if (hop !== undefined && status !== undefined) {
        const headers = ((responseHeaders ?? []) as { name: string; value: string }[]).flatMap(({ name, value }) =>
          // The browser joins fields of one name with line ends.
          value.split("\n").map((part): Header => [name, part]),
        );
        hop.paused = { status, statusText: responseStatusText ?? "", headers };
        const [type, length] = ["content-type", "content-length"].map((name) => fieldOf(headers, name) ?? "");
        if (status >= 300 && status < 400 && fieldOf(headers, "location") !== undefined) hop.body = new Uint8Array();
        else if (type!.startsWith("text/event-stream")) hop.missing = "a stream of events without an end";
        else if (Number(length) > LARGEST_BODY)
          hop.missing = `it has ${length} bytes; at most ${LARGEST_BODY} are kept`;
        else {
          const { body, base64Encoded } = await send("Fetch.getResponseBody");
          hop.body = Buffer.from(body, base64Encoded ? "base64" : "utf8");
        }
      }
    } catch (error) {
      const hop = this.#hops.get(String(networkId))?.findLast(({ url }) => url === request.url);
      if (hop !== undefined) hop.missing ??= (error as Error).message;
    }
    await send("Fetch.continueRequest").catch(() => undefined);
  }

  #atTheDoor(networkId: string | undefined, request: Told): Hop | undefined {
    if (networkId === undefined || !/^https?:/.test(request.url)) return undefined;
    const heard = this.#hops.get(networkId)?.findLast(({ url, paused }) => url === request.url && !paused);
    return heard ?? this.#add(networkId, request);
  }
}

/** A header's first value, whatever the case of its name. */
export function fieldOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}
