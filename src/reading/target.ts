import type { Span, Target } from "./format.ts";

const PREFIX = 32;

export function target(text: string, span: Span, sha256: string): Target {
  let prefix = text.slice(Math.max(0, span.start - PREFIX), span.start);
  if (/^[\udc00-\udfff]/.test(prefix)) prefix = prefix.slice(1);
  let suffix = text.slice(span.end, span.end + PREFIX);
  if (/[\ud800-\udbff]$/.test(suffix)) suffix = suffix.slice(0, -1);
  return {
    source: `sha256:${sha256}`,
    selector: [
      { type: "TextPositionSelector", start: span.start, end: span.end },
      { type: "TextQuoteSelector", exact: span.exact, prefix, suffix },
    ],
  };
}
