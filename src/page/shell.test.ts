import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { directionOf } from "#kernel";
import { contentPolicy, shell } from "./shell.ts";
import { DOSSIER_STYLE } from "./style.ts";

const page = (language: string, style = "p{}"): string => shell({ language, title: "<T>", style, body: [] });

describe("shell", () => {
  it("admits its own style sheet by hash and nothing else", () => {
    const hash = createHash("sha256").update(DOSSIER_STYLE).digest("base64");
    const policy = contentPolicy(DOSSIER_STYLE);
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|script-src|\*|https?:/);
    expect(page("en", DOSSIER_STYLE)).toContain(`<style>${DOSSIER_STYLE}</style>`);
  });

  it("says language and direction, and escapes the title", () => {
    expect(page("ar-SY")).toContain('<html lang="ar-SY" dir="rtl">');
    expect(page("en")).toContain('<html lang="en" dir="ltr">');
    expect(page("en")).toContain("<title>&lt;T&gt;</title>");
    expect(page('en"><script>')).not.toContain("<script>");
  });

  it("refuses a style sheet that ends itself", () => {
    expect(() => page("en", "p{}</STYLE ><script>")).toThrow(RangeError);
  });
});

describe("the style sheet of dossiers", () => {
  it("loads nothing, names no place by left or right, and knows dark, paper and narrow windows", () => {
    expect(DOSSIER_STYLE).not.toMatch(/url\(|@import|@font-face|expression\(/);
    expect(DOSSIER_STYLE).not.toMatch(/(?:margin|padding|border|text-align)[^;{}]*\b(?:left|right)\b/);
    for (const media of ["prefers-color-scheme:dark", "@media print", "max-width"])
      expect(DOSSIER_STYLE).toContain(media);
  });

  it("hides nothing on a screen", () => {
    const [screen] = DOSSIER_STYLE.split("@media print");
    expect(screen).not.toMatch(/display:none|visibility:hidden|opacity:0|font-size:0|clip/);
    const added = [...DOSSIER_STYLE.matchAll(/content:"([^"]*)"/g)].map((match) => match[1]!);
    expect(added.every((text) => /^\(\d+\) $/.test(text))).toBe(true);
  });
});

describe("directionOf", () => {
  it("goes by the script where the tag names one, else by the language", () => {
    for (const language of ["ar", "ar-SY", "fa", "ckb", "ku-Arab", "he", "syr", "AR"])
      expect(directionOf(language)).toBe("rtl");
    for (const language of ["en", "ku", "ku-Latn", "ar-Latn", "tr", "de-CH"]) expect(directionOf(language)).toBe("ltr");
  });
});
