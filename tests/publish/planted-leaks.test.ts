import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SnowmeltError } from "#kernel";
import { compose, STEPS, type Steps } from "../../src/publish/compose.ts";
import { madeUpCase } from "../../src/publish/testing/made-up-case.ts";
import { HIDDEN, type MadeUpItem, madeUpItems } from "../../src/publish/testing/made-up-items.ts";

// Each test breaks one step of publishing in one way, as a mistake or an attacker would, and expects that nothing comes out.
// The people and papers that are let out are made up, like everything in the made-up case.

const NAME = "Zaynab Ujaylan";
const ARABIC = "زينب العجيلان";
const ACCENTED = "Zéynab Ujaylán";
const BIG = 104_729;

/** The made-up case with another name for its protected source, and a withheld exhibit whose size is told apart. */
function items(name: string): readonly MadeUpItem[] {
  return madeUpItems().map((item) => {
    if (item.id === "S3") return { ...item, value: { ...item.value, name } };
    return item.id === "E3" ? { ...item, value: { ...item.value, size: BIG } } : item;
  });
}

const hash = (algorithm: string, text: string | Uint8Array): string => createHash(algorithm).update(text).digest("hex");
const each = (text: string, write: (code: number) => string): string =>
  [...text].map((sign) => write(sign.codePointAt(0)!)).join("");

/** Puts words into every page, into the description, and so on. */
const onPage = (words: string): Partial<Steps> => ({
  page: (input) => STEPS.page(input).replace("</main>", `${words}</main>`),
});
const inDescription = (member: string): Partial<Steps> => ({
  crate: (input) => {
    const { path, bytes } = STEPS.crate(input);
    return { path, bytes: Buffer.from(Buffer.from(bytes).toString().replace('"about"', `${member},"about"`)) };
  },
});
const inProof = (member: string): Partial<Steps> => ({
  proofs: (input, open) =>
    STEPS.proofs(input, open).map(({ path, bytes }) => ({
      path,
      bytes: Buffer.from(Buffer.from(bytes).toString().replace('{"entry"', `{${member},"entry"`)),
    })),
});

/** A chunk of a PNG behind its first one; its checksum does not matter to whoever reads it. */
function withChunk(png: Uint8Array, name: string, text: string): Uint8Array {
  const chunk = Buffer.alloc(12 + Buffer.byteLength(text));
  chunk.writeUInt32BE(Buffer.byteLength(text));
  chunk.write(name, 4, "latin1");
  chunk.write(text, 8);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

interface Planted {
  readonly what: string;
  readonly steps: Partial<Steps>;
  readonly name?: string;
  /** Where it must be found, among others. */
  readonly file: RegExp;
  readonly form: RegExp;
}

const PLANTED: readonly Planted[] = [
  { what: "a name as it is", steps: onPage(NAME), file: /^index\.html$/, form: /S3\/name, in plain/ },
  {
    what: "a name, decomposed",
    name: ACCENTED,
    steps: onPage(ACCENTED.normalize("NFD")),
    file: /^index\.html$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "an Arabic name, reversed",
    name: ARABIC,
    steps: onPage([...ARABIC].reverse().join("")),
    file: /^index\.ar\.html$/,
    form: /S3\/name, reversed/,
  },
  {
    what: "a withheld figure in Arabic-Indic digits",
    steps: onPage(each("73519", (code) => String.fromCodePoint(code + 0x630))),
    file: /^index\.ar\.html$/,
    form: /N3\/quantity\/value, in plain/,
  },
  {
    what: "base64",
    steps: inDescription(`"icon":"data:,${Buffer.from(`to ${NAME}!`).toString("base64")}"`),
    file: /^ro-crate/,
    form: /S3\/name, in plain or escaped words, in base64/,
  },
  {
    what: "hexadecimal",
    steps: inProof(`"salt":"${Buffer.from(NAME).toString("hex")}"`),
    file: /^proofs\/\d+\.json$/,
    form: /S3\/name, in plain or escaped words, in hexadecimal/,
  },
  {
    what: "percent signs in an address",
    steps: onPage(`<a href="#${encodeURIComponent(NAME)}"></a>`),
    file: /^index\.html$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "HTML entities",
    steps: onPage(each(NAME, (code) => `&#x${code.toString(16)};`)),
    file: /^index\.html$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "JSON escapes",
    steps: inDescription(`"x":"${each(NAME, (code) => `\\u00${code.toString(16)}`)}"`),
    file: /^ro-crate/,
    form: /S3\/name, in plain/,
  },
  {
    what: "a name with soft hyphens",
    steps: onPage("Zay\u00adnab Ujay\u00adlan"),
    file: /^index\.html$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "a name with zero-width spaces",
    steps: onPage("Zay\u200bnab Ujay\u200blan"),
    file: /^index\.html$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "a name's SHA-256",
    steps: inDescription(`"person":"${hash("sha256", NAME)}"`),
    file: /^ro-crate/,
    form: /S3\/name, its SHA-256/,
  },
  {
    what: "a name's SHA-1",
    steps: inDescription(`"person":"${hash("sha1", NAME)}"`),
    file: /^ro-crate/,
    form: /S3\/name, its SHA-1/,
  },
  {
    what: "a name's MD5",
    steps: inDescription(`"person":"${hash("md5", NAME.toLowerCase().replace("z", "Z").replace("u", "U"))}"`),
    file: /^ro-crate/,
    form: /S3\/name, its MD5/,
  },
  {
    what: "a comment of the zip",
    steps: {
      storedZip: (folder, files) => {
        const zip = Buffer.from(STEPS.storedZip(folder, files));
        zip.writeUInt16LE(NAME.length, zip.length - 2);
        return Buffer.concat([zip, Buffer.from(NAME)]);
      },
    },
    file: /^public-\d+\.zip$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "a file's name",
    steps: {
      exhibitFiles: async (input, selection) =>
        (await STEPS.exhibitFiles(input, selection)).map((file) => ({
          ...file,
          path: file.path.replace(/E\d+/, "zaynab-ujaylan"),
        })),
    },
    file: /zaynab-ujaylan/,
    form: /S3\/name, with other signs/,
  },
  {
    what: "text in an SVG picture",
    steps: onPage(`<svg><text x="1"><tspan>Zay</tspan><tspan>nab</tspan> Ujaylan</text></svg>`),
    file: /^index\.html$/,
    form: /S3\/name, in plain/,
  },
  { what: "an HTML comment", steps: onPage(`<!-- ${NAME} -->`), file: /^index\.html$/, form: /S3\/name, in plain/ },
  {
    what: "a data attribute",
    steps: onPage(`<i data-source="${NAME.toUpperCase()}"></i>`),
    file: /^index\.html$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "a member of the description",
    steps: inDescription(`"contributor":{"name":${JSON.stringify(NAME)}}`),
    file: /^ro-crate/,
    form: /S3\/name, in plain/,
  },
  {
    what: "a text chunk of a picture",
    steps: {
      exhibitFiles: async (input, selection) =>
        (await STEPS.exhibitFiles(input, selection)).map((file) =>
          file.isDerivative ? { ...file, bytes: withChunk(file.bytes, "tEXt", `Author\0${NAME}`) } : file,
        ),
    },
    file: /^data\/exhibits\/E\d+\.png$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "a compressed chunk of a picture, which no search for words can read",
    steps: {
      exhibitFiles: async (input, selection) =>
        (await STEPS.exhibitFiles(input, selection)).map((file) =>
          file.isDerivative ? { ...file, bytes: withChunk(file.bytes, "zTXt", "Author\0\0x\u009c") } : file,
        ),
    },
    file: /^data\/exhibits\/E\d+\.png$/,
    form: /holds metadata: chunk zTXt/,
  },
  {
    what: "a style sheet",
    steps: {
      page: (input) =>
        STEPS.page(input).replace(
          "</style>",
          `i::after{content:"${each(NAME, (code) => `\\${code.toString(16)} `)}"}</style>`,
        ),
    },
    file: /^index\.html$/,
    form: /S3\/name, in plain/,
  },
  {
    what: "a proof that opens more than it should",
    steps: {
      proofs: (input, open) =>
        STEPS.proofs(
          {
            ...input,
            prove: (seq, pointers) =>
              input.prove(seq, pointers.length > 2 ? [...pointers, "/value/collector/given"].sort() : pointers),
          },
          open.filter(({ item }) => item.kind === "exhibit"),
        ),
    },
    file: /^proofs\/\d+\.json$/,
    form: /E1\/collector\/given, in plain/,
  },
  {
    what: "the name of a withheld exhibit's file",
    steps: inProof('"file":"e3-from-the-archive.dat"'),
    file: /^proofs\/\d+\.json$/,
    form: /E3\/originalName, in plain/,
  },
  {
    what: "the hash of a withheld exhibit",
    steps: inDescription(`"sameAs":"urn:sha256:${hash("sha256", HIDDEN)}"`),
    file: /^ro-crate/,
    form: /E3\/sha256, in plain/,
  },
  {
    what: "the hash of a withheld exhibit in base64",
    steps: inDescription(`"integrity":"sha256-${Buffer.from(hash("sha256", HIDDEN), "hex").toString("base64")}"`),
    file: /^ro-crate/,
    form: /E3\/sha256, as the bytes/,
  },
  {
    what: "the size of a withheld exhibit",
    steps: {
      bagInfo: (input) => ({
        ...STEPS.bagInfo(input),
        "Case-Size": String(input.items.reduce((sum, { value }) => sum + Number(value["size"] ?? 0), 0)),
      }),
    },
    file: /^bag-info\.txt$/,
    form: /another with what is closed/,
  },
  {
    what: "the number of withheld exhibits, in the bag",
    steps: {
      bagInfo: (input) => ({
        ...STEPS.bagInfo(input),
        "Case-Exhibits": String(input.items.filter(({ kind }) => kind === "exhibit").length),
      }),
    },
    file: /^bag-info\.txt$/,
    form: /another with what is closed/,
  },
  {
    what: "the number of withheld exhibits, as an empty file for each",
    steps: {
      proofs: (input, open) => [
        ...STEPS.proofs(input, open),
        ...input.items
          .filter(({ uid }) => !open.some(({ item }) => item.uid === uid))
          .map((_, at) => ({ path: `proofs/x${at}`, bytes: new Uint8Array() })),
      ],
    },
    file: /^proofs\/x0$/,
    form: /another with what is closed/,
  },
  {
    what: "numbers that count what is withheld",
    steps: {
      exhibitFiles: async (input, selection) =>
        (await STEPS.exhibitFiles(input, selection)).map((file) => ({
          ...file,
          path: `data/exhibits/E${input.items.findIndex(({ uid }) => uid === file.open.item.uid)}-${input.items.length}.bin`,
        })),
    },
    file: /^data\/exhibits\/E\d+-\d+\.bin$/,
    form: /another with what is closed/,
  },
  {
    what: "the length of a withheld name, as blanks",
    steps: {
      proofs: (input, open) =>
        STEPS.proofs(input, open).map(({ path, bytes }) => ({
          path,
          bytes: Buffer.concat([
            bytes,
            Buffer.alloc(String(input.items.find(({ kind }) => kind === "source")!.value["note"] ?? "").length, " "),
            Buffer.alloc(input.items.at(-3)!.id.length, " "),
          ]),
        })),
    },
    file: /^proofs\/\d+\.json$/,
    form: /another with what is closed/,
  },
];

describe("planted leaks", () => {
  it("there are twenty at least, and the case is published when nothing is broken", async () => {
    expect(PLANTED.length).toBeGreaterThanOrEqual(20);
    for (const name of new Set([NAME, ARABIC, ACCENTED])) {
      const { files, zip } = await compose(madeUpCase(items(name)).input);
      expect(files.length).toBeGreaterThan(20);
      expect(zip.length).toBeGreaterThan(10_000);
    }
  });

  it.each(PLANTED)("$what", async ({ name = NAME, steps, file, form }) => {
    const { input } = madeUpCase(items(name));
    const error = await compose(input, { ...STEPS, ...steps }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(SnowmeltError);
    const { code, exitCode, problems, text } = error as SnowmeltError;
    expect({ code, exitCode }).toEqual({ code: "publish/leak", exitCode: 21 });
    // One line for a value: the first file, and the others that hold it.
    const found = problems.filter((problem) =>
      [problem.file ?? "", ...(/; also in ([^;]*)/.exec(problem.message)?.[1]?.split(" ") ?? [])].some((path) =>
        file.test(path),
      ),
    );
    expect(found.map(({ message }) => message)).toEqual(expect.arrayContaining([expect.stringMatching(form)]));
    // The refusal itself is read aloud in meetings and pasted into mails.
    const said = [text.what, text.found, text.unchanged, text.mend, ...problems.map(({ message }) => message)].join(
      "\n",
    );
    for (const secret of [NAME, ARABIC, ACCENTED, "73519", "Halvard"]) expect(said).not.toContain(secret);
  });
});
