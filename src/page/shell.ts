import { directionOf, sha256, toBase64 } from "#kernel";
import { type Child, el, escapeHtml, type Html } from "./html.ts";

export interface ShellOptions {
  readonly language: string;
  readonly title: string;
  /** Attributes of `<title>`, for pages whose every word is accounted for. */
  readonly titleAttributes?: Readonly<Record<string, string>>;
  /** The whole style sheet. */
  readonly style: string;
  readonly body: readonly Child[];
}

/**
 * The policy of a page that loads nothing but images beside it: no script, no frame, no form, no request elsewhere. The one
 * style sheet is admitted by its hash.
 */
export function contentPolicy(style: string): string {
  const hash = toBase64(sha256(style));
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; base-uri 'none'; form-action 'none'`;
}

/** A whole HTML document, one file, complete without JavaScript. The style sheet must not hold `</style`. */
export function shell(options: ShellOptions): string {
  const { language, title, titleAttributes = {}, style, body } = options;
  if (/<\/style/i.test(style)) throw new RangeError("A style sheet cannot hold its own end tag");
  const head: readonly Html[] = [
    el("meta", { charset: "utf-8" }),
    el("meta", { "http-equiv": "Content-Security-Policy", content: contentPolicy(style) }),
    el("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    el("meta", { name: "color-scheme", content: "light dark" }),
    el("meta", { name: "referrer", content: "no-referrer" }),
    el("title", titleAttributes, title),
    { html: `<style>${style}</style>` },
  ];
  const attributes = `lang="${escapeHtml(language)}" dir="${directionOf(language)}"`;
  const inside = head.map(({ html }) => html).join("\n");
  return `<!doctype html>\n<html ${attributes}>\n<head>\n${inside}\n</head>\n${el("body", {}, "\n", ...body, "\n").html}\n</html>\n`;
}
