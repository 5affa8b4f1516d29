import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PublishInput, TypstDocument } from "#publish";
import { caseError } from "./errors.ts";

/** The compiler's native package for this machine; others are named in docs/disclosure.md. */
const PACKAGE = `@myriaddreamin/typst-ts-node-compiler-${process.platform}-${process.arch}${process.platform === "linux" ? "-gnu" : process.platform === "win32" ? "-msvc" : ""}`;
const FONTS = "@expo-google-fonts/amiri";

interface Compiler {
  addSource(path: string, text: string): void;
  mapShadow(path: string, bytes: Buffer): void;
  pdf(
    document: { readonly mainFilePath: string },
    options: { readonly pdfStandard: string; readonly creationTimestamp: number },
  ): Buffer;
}

interface Typst {
  readonly NodeCompiler: {
    create(options: {
      readonly workspace: string;
      readonly fontArgs: readonly { readonly fontBlobs: readonly Buffer[] }[];
    }): Compiler;
  };
}

/** The first that the words allow: archival and tagged; accessible and tagged; tagged alone. */
const STANDARDS = ["a-3a", "ua-1", "1.7"];

/**
 * Typst as a printer of PDF/A-3a: tagged, with the fonts that travel with the program, and the same bytes each time. Nothing of the machine goes in:
 * no system fonts, no clock, no files but those handed over.
 *
 * @throws case/no-typst when it is not installed
 */
export function typesetter(): NonNullable<PublishInput["typeset"]> {
  const require = createRequire(import.meta.url);
  let typst: Typst;
  let fonts: readonly Buffer[];
  try {
    typst = require(PACKAGE) as Typst;
    const folder = dirname(require.resolve(`${FONTS}/package.json`));
    fonts = ["400Regular/Amiri_400Regular.ttf", "700Bold/Amiri_700Bold.ttf"].map((font) =>
      readFileSync(join(folder, ...font.split("/"))),
    );
  } catch (cause) {
    throw caseError("case/no-typst", {
      what: "Cannot make a PDF",
      found: `Typst is not installed here (${PACKAGE} 0.7.0, ${FONTS})`,
      unchanged: "Nothing was published.",
      mend: `npm install --no-save ${PACKAGE}@0.7.0 ${FONTS}@0.4.1   (or publish without --pdf: the report is there as text)`,
      cause,
    });
  }
  return (document) => compile(typst, fonts, document);
}

function compile({ NodeCompiler }: Typst, fonts: readonly Buffer[], { source, files, day }: TypstDocument): Uint8Array {
  // A folder that need not exist: every file is handed over in memory.
  const root = process.platform === "win32" ? "C:\\snowmelt-typeset" : "/snowmelt-typeset";
  const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontBlobs: fonts }] });
  const mainFilePath = join(root, "main.typ");
  compiler.addSource(mainFilePath, source);
  for (const { path, bytes } of files) compiler.mapShadow(join(root, ...path.split("/")), Buffer.from(bytes));
  const creationTimestamp = Date.parse(`${day}T00:00:00Z`) / 1000;
  for (const pdfStandard of STANDARDS) {
    try {
      return new Uint8Array(compiler.pdf({ mainFilePath }, { pdfStandard, creationTimestamp }));
    } catch (error) {
      // Some joinings of Arabic letters have no single character behind them, which PDF/A refuses and readers do not mind.
      if (!/missing codepoints/.test(String(error))) throw error;
    }
  }
  throw new Error("no standard of PDF takes this document");
}
