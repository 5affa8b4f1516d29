import { directionOf, sha256Hex, toBase64 } from "#kernel";
import { pagePath } from "./contents.ts";
import { type Cursor, escapeText } from "./cursor.ts";
import { KNOWN_STYLES } from "./known-texts.ts";
import type { Markup } from "./markup.ts";
import { word } from "./words.ts";

/** Everything before `<main>`: the head with its policy and its style sheet, and the header. */
export function expectTop(cursor: Cursor, markup: Markup): void {
  const { text, language } = markup;
  cursor.expect(`<!doctype html>\n<html lang="${escapeText(language)}" dir="`, "the beginning");
  cursor.expect(`${directionOf(language)}">`, "the direction");
  cursor.expect('\n<head>\n<meta charset="utf-8">\n', "the head");
  const policy = (sheet: string): string =>
    `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-${toBase64(Buffer.from(sheet, "hex"))}&#39;; img-src &#39;self&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;">\n`;
  const taken = cursor.takeOne(KNOWN_STYLES.map(policy), "the policy, or the style sheet it names,");
  const title = escapeText(String(text.leaves.get("/title")));
  cursor.expect(
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n<title data-p="${text.seq} /title">${title}</title>\n<style>`,
    "the head",
  );
  const sheet = cursor.match(/[^<]*/y)![0];
  if (policy(sha256Hex(sheet)) !== taken) cursor.fail("the style sheet");
  cursor.expect("</style>\n</head>\n<body>\n", "the head");
  cursor.expect(headerOf(markup), "the header");
}

function headerOf(markup: Markup): string {
  const { contents, text } = markup;
  const { settings, texts } = contents;
  const setting = (pointer: string, value: string): string =>
    `<bdi data-p="${settings?.seq} ${pointer}">${escapeText(value)}</bdi> `;
  const publisher = settings?.publisher ?? null;
  const links = texts.filter((other) => other !== text).map((other) => linkOf(markup, pagePath(contents, other)));
  return [
    `<header><p class="kind">${markup.w("dossier")} ${markup.value("External-Identifier")} ${markup.w("audience")} ${markup.value("Snowmelt-Audience")}${versionOf(markup)}</p>\n`,
    `<h1>${markup.leaf(text, "/title")}</h1>\n`,
    `<p class="by">${setting("/name", settings?.name ?? "")}`,
    publisher === null ? "" : `${markup.w("publishedBy")} ${setting("/publisher", publisher)}`,
    `${markup.value("Bagging-Date")}</p>\n`,
    links.length === 0 ? "" : `<p class="languages">${links.join("")}</p>\n`,
    `<p class="how" data-w="how">${markup.word("how")}</p>\n</header>\n`,
  ].join("");
}

/** Which version it is, and which dossier it replaces. */
function versionOf(markup: Markup): string {
  const { info, earlier } = markup.contents;
  if (!info.has("Snowmelt-Version")) return "";
  const last = earlier.at(-1);
  const replaces = last === undefined ? "" : ` ${markup.w("replaces")} ${markup.said(last, "/dossier")}`;
  return ` ${markup.w("version")} ${markup.value("Snowmelt-Version")}${replaces}`;
}

function linkOf(markup: Markup, path: string): string {
  const language = /^index\.(.+)\.html$/.exec(path)?.[1] ?? String(markup.contents.texts[0]!.leaves.get("/lang"));
  const key = `language.${language}`;
  if (word(markup.language, key) === undefined) return markup.file(path);
  return `<a href="${path}" lang="${language}" data-w="${key}">${markup.word(key)}</a>`;
}

/** Everything after `</main>`. */
export function expectBottom(cursor: Cursor, markup: Markup, hasVerifierPage: boolean): void {
  const hash = ' class="hash"';
  const line = (key: string, label: string, attributes = ""): string =>
    `<div><dt data-w="check.${key}">${markup.word(`check.${key}`)}</dt><dd>${markup.value(label, attributes)}</dd></div>\n`;
  const files = [
    "VERIFY.txt",
    "verify.mjs",
    ...(hasVerifierPage ? ["verify.html"] : []),
    "checkpoint",
    "ro-crate-metadata.json",
    "proofs/0.json",
  ];
  const footer = [
    `\n<footer><h2 data-w="check">${markup.word("check")}</h2>\n`,
    `<p data-w="check.limits">${markup.word("check.limits")}</p>\n`,
    `<p data-w="check.advice">${markup.word("check.advice")}</p>\n`,
    '<div class="card"><dl>',
    line("caseKey", "Snowmelt-Case-Key", hash),
    line("logKey", "Snowmelt-Log-Key", hash),
    line("origin", "Snowmelt-Origin", hash),
    line("size", "Snowmelt-Size"),
    line("root", "Snowmelt-Root", hash),
    line("engine", "Bag-Software-Agent"),
    `<div><dt data-w="check.files">${markup.word("check.files")}</dt><dd>`,
    files.map((path) => `${markup.file(path)} `).join(""),
    "</dd></div>\n</dl></div>\n</footer>\n\n</body>\n</html>\n",
  ];
  cursor.expect(footer.join(""), "the footer");
  if (!cursor.isAtEnd) cursor.fail("what follows the page");
}
