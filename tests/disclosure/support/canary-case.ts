import sharp from "sharp";
import { Random } from "../../../src/kernel/index.ts";
import type { Workbench } from "../../support/cli.ts";
import { line, pdfOf } from "./pdf.ts";

/** A value that only some audiences may see. Everything here is invented, name by name, from syllables. */
export interface Canary {
  readonly what: string;
  readonly value: string;
  /** Audiences that may see it. */
  readonly seenBy: readonly string[];
}

export const AUDIENCES = ["public", "partners", "court", "team"] as const;

const LATIN = ["vel", "ro", "quin", "thar", "ziv", "mok", "ulde", "prex", "nam", "osk", "fyr", "gwe"];
const KURDISH = ["rojîn", "şêx", "bêrî", "çel", "xwe", "dîl", "hêv", "zîn", "şad", "mîr"];
const ARABIC = ["زين", "عجي", "قطر", "فهد", "صلخ", "طبو", "غزن", "ضحى", "ثمر", "ذوق", "شهق", "خلص"];
const SORANI = ["ڕۆژ", "کەر", "پێش", "گوڵ", "هێم", "ژیا", "ڤیا", "چرا"];

/** A case of invented people and words, written into a workbench, with what each audience must not see. */
export async function writeCanaryCase(
  bench: Workbench,
  seed: number,
  more: { readonly hasPdf?: boolean } = {},
): Promise<readonly Canary[]> {
  const random = new Random(seed, 7);
  const pick = (from: readonly string[]): string => from[random.uint32() % from.length]!;
  const name = (from: readonly string[]): string => {
    const word = (n: number): string => Array.from({ length: n }, () => pick(from)).join("");
    const [first, last] = [word(3), word(3)];
    return from === LATIN || from === KURDISH
      ? `${first[0]!.toUpperCase()}${first.slice(1)} ${last[0]!.toUpperCase()}${last.slice(1)}`
      : `${first} ${last}`;
  };
  const people = Array.from({ length: 5 }, () => ({
    en: name(pick(["l", "k"]) === "l" ? LATIN : KURDISH),
    ar: name(pick(["a", "s"]) === "a" ? ARABIC : SORANI),
  }));
  const [nurse, courier, clerk] = [name(LATIN), name(ARABIC), name(KURDISH)];
  const village = `${name(LATIN).split(" ")[0]}abad`;
  const canaries: Canary[] = [
    ...people.flatMap(({ en, ar }, i): Canary[] => [
      { what: `name of P${i + 1}`, value: en, seenBy: i === 0 ? ["court", "team"] : ["team"] },
      { what: `Arabic-script name of P${i + 1}`, value: ar, seenBy: i === 0 ? ["court", "team"] : ["team"] },
    ]),
    { what: "words closed in a claim", value: nurse, seenBy: ["court", "team"] },
    { what: "words closed in the text", value: courier, seenBy: ["partners", "team"] },
    { what: "name of a source", value: clerk, seenBy: ["team"] },
    { what: "place that is coarsened", value: village, seenBy: ["team"] },
  ];
  const [seedName, shade] = [name(LATIN), String(random.uint32())];
  bench.write(
    "evidence/notes.txt",
    `Made up (${seed}). Of the held people ${nurse} counted as many as ${20 + (seed % 30)} in the mill. ${courier} carried bread. ${clerk} kept the list.\n`,
  );
  canaries.push({ what: "words of the closed notes", value: `${courier} carried bread`, seenBy: ["team"] });
  bench.write(
    "evidence/public.txt",
    `Made up (${seed}). The council said that at least ${10 + (seed % 9)} people were held in the mill.\n`,
  );
  const pixels = Buffer.from(Array.from({ length: 40 * 30 * 3 }, () => random.uint32() & 255));
  const photo = await sharp(pixels, { raw: { width: 40, height: 30, channels: 3 } })
    .withExif({ IFD0: { Artist: seedName, ImageDescription: shade } })
    .png()
    .toBuffer();
  bench.write("evidence/photo.png", photo);
  // A row of the picture that is made unseen: as raw bytes it must stand nowhere.
  canaries.push({ what: "photographer", value: seedName, seenBy: [] });
  const letter = `Letter of ${nurse}`;
  if (more.hasPdf === true)
    bench.write("evidence/letter.pdf", pdfOf([line(letter.normalize("NFD").replace(/[^ -~]/g, ""), 20, 150)]));
  // Enough people alike, so that what is shown tells nobody apart.
  const alike = Array.from({ length: 1000 }, (_, i) => `${i % 2 === 0 ? "woman" : "man"},${20 + (i % 10)},Qarn`);
  bench.write("evidence/list.csv", `Sex,Age,Governorate\n${alike.join("\n")}\n`);

  const exhibits = ["letter.pdf", "list.csv", "notes.txt", "photo.png", "public.txt"].filter(
    (file) => file !== "letter.pdf" || more.hasPdf === true,
  );
  const E = (file: string): string => `E${exhibits.indexOf(file) + 1}`;
  const toml = (value: unknown): string => JSON.stringify(value);
  bench.write(
    "case/case.toml",
    `format = 1\nname = "Canaries (made up)"\nlanguages = ["en", "ar"]\n[audiences.public]\nlevels = ["public"]\n[audiences.partners]\nlevels = ["partner:ngo"]\n[audiences.court]\nlevels = ["court:icc"]\n[audiences.team]\nlevels = ["team"]\n`,
  );
  bench.write(
    "case/hand/sources.toml",
    `[[source]]\nid = "S1"\nname = "the council (made up)"\nreliability = "B"\nexhibit = "${E("public.txt")}"\n\n[[source]]\nid = "S2"\nname = ${toml(clerk)}\nreliability = "C"\nexhibit = "${E("notes.txt")}"\n`,
  );
  bench.write(
    "case/hand/claims.toml",
    `[[claim]]\nid = "C1"\nsource = "S1"\nexhibit = "${E("public.txt")}"\nquote = "at least ${10 + (seed % 9)} people were held in the mill"\nstatement = { en = "At least this many were held.", ar = "عدد المحتجزين." }\ncredibility = 3\nquantity = { relation = "atLeast", value = ${10 + (seed % 9)}, unit = "people" }\ntime = "2014-03-0${1 + (seed % 9)}"\nplace = ${toml(village)}\ngovernorate = "Qarn"\n\n[[claim]]\nid = "C2"\nsource = "S2"\nexhibit = "${E("notes.txt")}"\nquote = ${toml(`${nurse} counted as many as ${20 + (seed % 30)} in the mill`)}\nstatement = ${toml(`On the word of ${nurse} as many as so many were counted in the mill.`)}\ncredibility = 4\nquantity = { relation = "atMost", value = ${20 + (seed % 30)}, unit = "people" }\n`,
  );
  bench.write("case/hand/figures.toml", `[[figure]]\nid = "N1"\nclaim = "C1"\n\n[[figure]]\nid = "N2"\nclaim = "C2"\n`);
  bench.write(
    "case/hand/persons.toml",
    people
      .map(
        ({ en, ar }, i) =>
          `[[person]]\nid = "P${i + 1}"\nname = { en = ${toml(en)}, ar = ${toml(ar)} }\nattributes = { sex = "${i % 2 === 0 ? "woman" : "man"}", age = ${20 + i}, governorate = "Qarn" }\nclaims = ["C1"]\n`,
      )
      .join("\n"),
  );
  bench.write(
    "case/hand/populations.toml",
    `[[population]]\nid = "K1"\nexhibit = "${E("list.csv")}"\ncolumns = { sex = "Sex", age = "Age", governorate = "Governorate" }\nreason = "made up"\n`,
  );
  bench.write(
    "case/hand/redactions.toml",
    `[[redaction]]\nid = "R1"\nexhibit = "${E("photo.png")}"\nregions = [{ x = 0, y = 0, width = 40, height = 15 }]\nreason = "faces (made up)"\n${
      more.hasPdf === true
        ? `\n[[redaction]]\nid = "R2"\nexhibit = "${E("letter.pdf")}"\nregions = [{ page = 1, x = 0, y = 30, width = 300, height = 40 }]\nreason = "a name"\n`
        : ""
    }`,
  );
  const open = [
    "S1",
    "C1",
    "N1",
    "N2",
    "I1",
    "J1",
    E("public.txt"),
    E("photo.png"),
    ...(more.hasPdf === true ? [E("letter.pdf")] : []),
  ];
  bench.write(
    "case/hand/incidents.toml",
    `[[incident]]\nid = "I1"\ntitle = { en = "Held in the mill", ar = "احتجاز في الطاحونة" }\nwhat = "made up"\nwhere = ${toml(village)}\ngovernorate = "Qarn"\nwhen = "2014-03"\nclaims = ["C1", "C2"]\n`,
  );
  bench.write(
    "case/hand/judgements.toml",
    `[[judgement]]\nid = "J1"\ntext = { en = "They were likely held.", ar = "احتُجزوا على الأرجح." }\nprobability = "likely"\nconfidence = "low"\nreasons = ${toml(`Two say so, ${nurse} among them.`)}\nclaims = ["C1", "C2"]\ndissent = [{ text = "It may have been a shelter.", by = "analyst" }]\n`,
  );
  const mark = (id: number, rest: string): string => `[[mark]]\nid = "M${id}"\n${rest}reason = "made up"\n\n`;
  bench.write(
    "case/hand/marks.toml",
    [
      mark(1, `items = ${toml(open)}\nlevel = "public"\n`),
      mark(2, `items = ["C2", "S2"]\nlevel = "public"\n`),
      mark(3, `items = ["P1", "P2", "P3", "P4", "P5"]\nlevel = "public"\n`),
      mark(4, `items = ["P2", "P3", "P4", "P5"]\nfield = "/name"\nlevel = "team"\nbecause = "protection"\n`),
      mark(5, `items = ["P1"]\nfield = "/name"\nlevel = "court:icc"\nbecause = "protection"\n`),
      mark(6, `items = ["P1", "P2", "P3", "P4", "P5"]\nfield = "/attributes/age"\nlevel = "team"\ncoarse = "band"\n`),
      mark(7, `items = ["C2", "J1"]\nspan = ${toml(nurse)}\nlevel = "court:icc"\nbecause = "source"\n`),
      mark(8, `items = ["text.en", "text.ar"]\nspan = ${toml(courier)}\nlevel = "partner:ngo"\nbecause = "privacy"\n`),
      mark(9, `items = ["S2"]\nfield = "/name"\nlevel = "team"\nbecause = "source"\n`),
      mark(10, `items = ["C1"]\nfield = "/place"\nlevel = "team"\ncoarse = "governorate"\n`),
      mark(11, `items = ["I1"]\nfield = "/where"\nlevel = "team"\ncoarse = "governorate"\n`),
      mark(12, `items = ["C1"]\nfield = "/time"\nlevel = "team"\ncoarse = "year"\n`),
    ].join(""),
  );
  bench.write(
    "case/hand/dossier.md",
    `+++\nlevel = "public"\n+++\n# The mill (made up)\n\n## What was said\n\nThe council said that {N1} were held [C1]. Bread came by ${courier}, it is said [C2] [N2]. {P1} and {P2} were there, and {P3} later [C1]. The picture shows the yard [${E("photo.png")}].${more.hasPdf === true ? ` A letter speaks of it [${E("letter.pdf")}].` : ""} We think it likely [J1] [I1].\n`,
  );
  bench.write(
    "case/hand/dossier.ar.md",
    `+++\nlevel = "public"\n+++\n# الطاحونة (مختلَق)\n\n## ما قيل\n\nقال المجلس إن {N1} احتُجزوا [C1]. وحمل الخبزَ ${courier} [C2]. وكان هناك {P4} و{P5} [C1].\n`,
  );
  await bench.run(["init", "fresh", "--no-passphrase"]);
  return canaries;
}
