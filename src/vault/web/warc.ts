import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Exchange, Header } from "./exchanges.ts";

/** A record as it lies in the file, and what an index tells of it. */
export interface PackedRecord {
  readonly bytes: Uint8Array;
  readonly type: string;
  readonly url: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  /** `sha256:` and hex digits of the payload. */
  readonly digest: string;
  readonly status: number;
  readonly mime: string;
}

export interface WarcContext {
  /** Name and version of the program. */
  readonly software: string;
  /** As its own file is named. */
  readonly filename: string;
  readonly date: string;
  readonly ipOf: (url: string) => string | undefined;
  /** Random bytes for the names of records. */
  readonly random: (count: number) => Uint8Array;
}

/** Headers that speak of how the bytes were packed on the way; the body is kept unpacked. */
const OF_THE_WAY = new Set(["content-encoding", "transfer-encoding", "content-length"]);

/**
 * The records of a WARC 1.1 file (ISO 28500:2017), each a gzip member of its own: who wrote it, then a response and a
 * request for each exchange. The browser hands bodies over unpacked, so the fields that speak of the packing are kept
 * under names with `x-orig-` before them.
 */
export function warcRecords(exchanges: readonly Exchange[], context: WarcContext): readonly PackedRecord[] {
  const info = [
    `software: ${context.software}`,
    "format: WARC File Format 1.1",
    "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
  ];
  const first = record(
    "warcinfo",
    { "WARC-Filename": context.filename, "Content-Type": "application/warc-fields" },
    Buffer.from(`${info.join("\r\n")}\r\n`),
    context,
    { date: context.date },
  );
  const rest = exchanges.flatMap((exchange) => {
    const { url, body } = exchange;
    if (body === null) return [];
    const date = new Date(exchange.beganMs).toISOString();
    const ip = context.ipOf(url);
    const common = { "WARC-Target-URI": url, ...(ip === undefined ? {} : { "WARC-IP-Address": ip }) };
    const responseId = recordId(context);
    const headers = exchange.headers.map(([name, value]): Header => {
      return OF_THE_WAY.has(name.toLowerCase()) ? [`x-orig-${name}`, value] : [name, value];
    });
    const status = `HTTP/1.1 ${exchange.status} ${exchange.statusText}`.trimEnd();
    const response = record(
      "response",
      { ...common, "WARC-Protocol": exchange.protocol, "Content-Type": "application/http; msgtype=response" },
      httpMessage(status, [...headers, ["Content-Length", String(body.length)]], body),
      context,
      { id: responseId, date, payload: body, exchange },
    );
    const { pathname, search } = new URL(url);
    const request = record(
      "request",
      { ...common, "WARC-Concurrent-To": responseId, "Content-Type": "application/http; msgtype=request" },
      httpMessage(
        `${exchange.method} ${pathname}${search} HTTP/1.1`,
        exchange.requestHeaders,
        Buffer.from(exchange.requestBody ?? ""),
      ),
      context,
      { date, payload: Buffer.from(exchange.requestBody ?? ""), exchange },
    );
    return [response, request];
  });
  return [first, ...rest];
}

function httpMessage(firstLine: string, headers: readonly Header[], body: Uint8Array): Buffer {
  const lines = [firstLine, ...headers.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, " ")}`)];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), body]);
}

function record(
  type: string,
  fields: Readonly<Record<string, string>>,
  block: Buffer,
  context: WarcContext,
  more: { readonly id?: string; readonly date: string; readonly payload?: Uint8Array; readonly exchange?: Exchange },
): PackedRecord {
  const digest = digestOf(more.payload ?? block);
  const head = [
    "WARC/1.1",
    `WARC-Type: ${type}`,
    `WARC-Record-ID: ${more.id ?? recordId(context)}`,
    `WARC-Date: ${more.date}`,
    ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
    ...(more.payload === undefined ? [] : [`WARC-Payload-Digest: ${digest}`]),
    `WARC-Block-Digest: ${digestOf(block)}`,
    `Content-Length: ${block.length}`,
  ];
  const whole = Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), block, Buffer.from("\r\n\r\n")]);
  const type_ = more.exchange?.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return {
    bytes: gzipSync(whole),
    type,
    url: fields["WARC-Target-URI"] ?? "",
    date: more.date,
    digest,
    status: more.exchange?.status ?? 0,
    mime: type_.split(";")[0]!.trim().toLowerCase(),
  };
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** A random UUID (RFC 9562, version 4) as a name. */
function recordId({ random }: WarcContext): string {
  const bytes = random(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString("hex");
  return `<urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}>`;
}
