import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leakCheck } from "./leaks.ts";

const NAME = "Zaynab Ujaylan";
const ARABIC = "زينب العجيلان";

/** The forms in which a secret is found in a file of these bytes. */
function formsOf(secret: string, text: string | Uint8Array, path = "index.html"): string[] {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  return leakCheck([{ path, bytes }], [{ label: "S3/name", value: secret }]).map(({ form }) => form);
}
const hash = (algorithm: string, text: string): Buffer => createHash(algorithm).update(text).digest();
const each = (text: string, write: (code: number) => string): string =>
  [...text].map((sign) => write(sign.codePointAt(0)!)).join("");
const hexOf = (code: number): string => code.toString(16);

describe("leakCheck: one spelling hides a name as little as another", () => {
  const spellings: readonly (readonly [string, string, string])[] = [
    ["as it is", NAME, `<p>${NAME}</p>`],
    ["in capitals", NAME, "ZAYNAB UJAYLAN"],
    ["over two lines", NAME, "Zaynab\n   Ujaylan"],
    ["with a no-break space", NAME, "Zaynab\u00a0Ujaylan"],
    ["decomposed", "Zéynab Ujaylán", "Zéynab Ujaylán".normalize("NFD")],
    ["full width", NAME, "Ｚａｙｎａｂ Ｕｊａｙｌａｎ"],
    ["with soft hyphens", NAME, "Zay\u00adnab Ujay\u00adlan"],
    ["with zero-width joiners and spaces", NAME, "Z\u200da\u200by\u2060nab Ujaylan\ufeff"],
    ["with fillers and tags that print nothing", NAME, "Z\u3164ay\u180enab Uj\u{e0041}aylan"],
    ["with vowel signs", ARABIC, "زَيْنَب العُجَيْلان"],
    ["with tatweel", ARABIC, "زيـــنب العجيـلان"],
    ["with other letters of Arabic keyboards", "ليلى أحمد", "ليلي احمد"],
    ["in presentation forms", ARABIC, "ﺯﻳﻨﺐ ﺍﻟﻌﺠﻴﻼﻥ"],
    ["reversed, as a bad PDF writes it", ARABIC, [...ARABIC].reverse().join("")],
    ["in Arabic-Indic digits", "0933 517 288", "٠٩٣٣ ٥١٧ ٢٨٨"],
    ["in Persian digits", "0933517288", "۰۹۳۳۵۱۷۲۸۸"],
    ["with its digits in groups", "73519 people", "73,519 people"],
    ["with its digits in Arabic groups", "73519", "بلغ العدد ٧٣٬٥١٩ شخصًا"],
    ["without the groups that it has", "73,519 people", "73519 people"],
    ["with hyphens, as in an address", NAME, "https://example.org/zaynab-ujaylan"],
    ["with plus signs, as in a form", NAME, "?name=Zaynab+Ujaylan"],
    ["in one word", NAME, "@ZaynabUjaylan"],
  ];
  it.each(spellings)("%s", (_, secret, text) => expect(formsOf(secret, text)).not.toEqual([]));
});

describe("leakCheck: escapes and encodings are undone", () => {
  const sentence = "the words that were said in confidence by her";
  const encodings: readonly (readonly [string, string, string | Uint8Array])[] = [
    ["percent signs", NAME, encodeURIComponent(NAME)],
    ["percent signs for every letter", ARABIC, encodeURIComponent(ARABIC)],
    ["decimal entities", NAME, each(NAME, (code) => `&#${code};`)],
    ["hexadecimal entities", ARABIC, each(ARABIC, (code) => `&#X${hexOf(code)};`)],
    ["named entities", "A <b> & 'c' team", "A &lt;b&gt; &amp; &apos;c&apos; team"],
    ["an entity that prints nothing", NAME, "Zay&shy;nab&nbsp;Ujay&zwnj;lan"],
    ["JSON escapes", ARABIC, each(ARABIC, (code) => `\\u${hexOf(code).padStart(4, "0")}`)],
    ["JSON escapes for half an emoji each", "secret 😀 name", "secret \\ud83d\\ude00 name"],
    ["JavaScript escapes", NAME, each(NAME, (code) => `\\x${hexOf(code)}`)],
    ["CSS escapes", NAME, `.x::after{content:"${each(NAME, (code) => `\\${hexOf(code)} `)}"}`],
    ["tags within the word", NAME, "Zay<b>nab</b> Uj<i class='x'>aylan</i>"],
    ["comments within the word", NAME, "Zay<!-- -->nab Ujay<!-- x -->lan"],
    ["UTF-16", NAME, Buffer.concat([Buffer.from([0, 1]), Buffer.from(NAME, "utf16le")])],
    ["UTF-16 of the other order", NAME, Buffer.from(NAME, "utf16le").swap16()],
    ["UTF-16 with its mark, in capitals", NAME, Buffer.from(`\ufeff${NAME.toUpperCase()}`, "utf16le")],
    ["hexadecimal", NAME, Buffer.from(NAME).toString("hex").toUpperCase()],
    ["hexadecimal with blanks", ARABIC, Buffer.from(ARABIC).toString("hex").replace(/../g, "$& ")],
    ["hexadecimal from the middle of a digit", NAME, `f${Buffer.from(NAME).toString("hex")}`],
    ["base64 of the name in capitals", NAME, Buffer.from(NAME.toUpperCase()).toString("base64")],
    ["base64url", `${NAME}???>>>`, Buffer.from(`${NAME}???>>>`).toString("base64url")],
    [
      "base64 of a decomposed name",
      "Zéynab Ujaylán",
      Buffer.from("Zéynab Ujaylán".normalize("NFD")).toString("base64"),
    ],
    [
      "base64 over lines",
      sentence,
      Buffer.from(`${"-".repeat(40)}${sentence}`)
        .toString("base64")
        .replace(/.{76}/g, "$&\r\n"),
    ],
    ["base64 of base64", NAME, Buffer.from(Buffer.from(`x${NAME}`).toString("base64")).toString("base64")],
    ["hexadecimal of base64", NAME, Buffer.from(Buffer.from(`x${NAME}`).toString("base64")).toString("hex")],
    ["base64 of a short name", "Amira", `data:,${Buffer.from("Amira").toString("base64")}`],
  ];
  it.each(encodings)("%s", (_, secret, text) => expect(formsOf(secret, text)).not.toEqual([]));

  it("base64 at whatever place the name stands in the encoded text", () => {
    for (let before = 0; before < 9; before++) {
      const encoded = Buffer.from(`${"#".repeat(before)}${NAME}!!`).toString("base64");
      expect(formsOf(NAME, `x${encoded}`)).toEqual(["in plain or escaped words, in base64"]);
    }
  });

  it.each(["md5", "sha1", "sha256", "sha512"])("%s, as the bytes, in hexadecimal and in base64", (algorithm) => {
    for (const text of [NAME, `${NAME}\n`]) {
      const digest = hash(algorithm, text);
      for (const written of [digest, digest.toString("hex"), digest.toString("hex").toUpperCase()]) {
        expect(formsOf(NAME, written)).not.toEqual([]);
      }
      expect(formsOf(NAME, `sha=${digest.toString("base64")}`)).not.toEqual([]);
      expect(formsOf(NAME, `sha=${digest.toString("base64url")}`)).not.toEqual([]);
    }
  });

  it("a closed exhibit's hash in hexadecimal, in base64, and as the bytes", () => {
    const secret = hash("sha256", "the exhibit").toString("hex");
    const bytes = Buffer.from(secret, "hex");
    for (const text of [secret.toUpperCase(), bytes.toString("base64"), bytes]) {
      expect(formsOf(secret, text)).not.toEqual([]);
    }
  });
});

describe("leakCheck: places", () => {
  it("file names are searched like files", () => {
    expect(formsOf(NAME, "x", "data/exhibits/zaynab-ujaylan.txt")).not.toEqual([]);
    expect(formsOf(NAME, "x", `proofs/${Buffer.from(NAME).toString("hex")}.json`)).not.toEqual([]);
  });

  it("text in a file that is no text is found between its bytes", () => {
    const noise = Uint8Array.from({ length: 4000 }, (_, at) => (at * 97 + (at >> 3)) & 0xff);
    expect(formsOf(NAME, Buffer.concat([noise, Buffer.from(NAME.toUpperCase()), noise]))).not.toEqual([]);
  });

  it("each file and each secret is named, the value never", () => {
    const files = [
      { path: "a.html", bytes: Buffer.from(NAME) },
      { path: "b.html", bytes: Buffer.from(`${NAME} ${ARABIC}`) },
      { path: "c.html", bytes: Buffer.from("nothing") },
    ];
    const findings = leakCheck(files, [
      { label: "S3/name", value: NAME },
      { label: "S4/name", value: ARABIC },
    ]);
    expect(findings.map(({ path, label }) => `${path} ${label}`)).toEqual([
      "a.html S3/name",
      "b.html S3/name",
      "b.html S4/name",
    ]);
    expect(JSON.stringify(findings)).not.toContain("Zaynab");
  });
});

describe("leakCheck: what is no leak", () => {
  it("short values are found as words of their own only", () => {
    expect(formsOf("Amira", "Amira was here")).not.toEqual([]);
    expect(formsOf("Amira", "the Amirate and the xamira")).toEqual([]);
    expect(formsOf("Amira", `x${Buffer.from("Amira").toString("base64")}`)).toEqual([]);
  });

  it("neither half of a name is the name", () => {
    expect(formsOf(NAME, "Zaynab met Mrs Ujaylan")).toEqual([]);
    expect(formsOf(NAME, "Ujaylan Zaynab")).toEqual([]);
  });

  it("a long random text holds none of a thousand made-up names", () => {
    const noise = Buffer.concat(Array.from({ length: 400 }, (_, at) => hash("sha512", `noise ${at}`)));
    const secrets = Array.from({ length: 1000 }, (_, at) => {
      const letters = hash("sha256", `name ${at}`)
        .toString("base64")
        .replace(/[^a-z]/gi, "");
      return { label: `S${at}`, value: letters.slice(0, 5 + (at % 4)) };
    });
    for (const encoding of ["base64", "hex", "latin1"] as const) {
      expect(leakCheck([{ path: "noise", bytes: Buffer.from(noise.toString(encoding)) }], secrets)).toEqual([]);
    }
  });

  it("whatever the name, every encoding of it is found, and a text without it is clean", () => {
    const unit = fc.constantFrom(..."abdefgklmnoprstuvwzابتثجحخدذرزسشصضطظعغفقكلمنهوي");
    const part = fc.string({ unit, minLength: 4, maxLength: 9 });
    const encodeAll: readonly ((text: string) => string)[] = [
      (text) => text,
      (text) => encodeURIComponent(text),
      (text) => each(text, (code) => `\\u${hexOf(code).padStart(4, "0")}`),
      (text) => Buffer.from(text).toString("base64"),
      (text) => Buffer.from(text).toString("hex"),
      (text) => hash("sha256", text).toString("hex"),
    ];
    fc.assert(
      fc.property(part, part, fc.constantFrom(...encodeAll), (first, last, encode) => {
        const secret = `${first} ${last}`;
        expect(formsOf(secret, `{"x":"${encode(secret)}"}`)).not.toEqual([]);
        expect(formsOf(secret, `{"x":"${encode(`${first}${"q".repeat(30)}${last}`)}"}`)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

it("a run of many megabytes in a file of bytes is searched like any other", () => {
  const bytes = Buffer.concat([Buffer.alloc(1), Buffer.alloc(24 << 20, "x "), Buffer.from(` ${NAME} `)]);
  expect(formsOf(NAME, bytes, "data/exhibits/E1.bin").length).toBeGreaterThan(0);
});
