import { sha256Hex } from "#kernel";
import { word } from "#page";
import type { BagInfo } from "../info.ts";
import type { BagFile, PublishInput } from "../input.ts";
import type { Selection } from "../selection.ts";
import { docxOf } from "./docx.ts";
import { figuresCsv } from "./figures-csv.ts";
import { plainText } from "./plain-text.ts";
import { type Report, reportOf } from "./report.ts";
import { typstDocument } from "./typst.ts";
import { Values } from "./values.ts";
import { webReport } from "./web-report.ts";

/** Copies of a dossier, and what the PDF among them is made of, for whoever searches it: a PDF is compressed. */
export interface Copies {
  readonly files: readonly BagFile[];
  readonly sources: readonly BagFile[];
}

/**
 * Copies of a dossier to read, print and compute with: a report in each language as plain text, as a page with
 * its charts and as a Word document, the figures as CSV, the charts as SVG, and, where Typst is handed over, one PDF with the dossier attached. They are made from what is open and from nothing else. No proof
 * stands in them: a list of their digests is signed by the case key, and the dossier that they name proves what they say.
 */
export function copiesOf(input: PublishInput, selection: Selection, info: BagInfo, zip: Uint8Array): Copies {
  const reports = selection.texts.map((text): { readonly report: Report; readonly values: Values } => {
    const values = new Values(String(text.open.get("/lang")), selection);
    return { report: reportOf(values, text, info, input.chain ?? []), values };
  });
  const main = reports[0]!;
  const plain = [
    file("figures.csv", figuresCsv(main.values)),
    ...reports.flatMap(({ report }, at) => {
      const ending = at === 0 ? "" : `.${report.language}`;
      const charts = report.blocks.flatMap((block) =>
        block.kind === "chart" ? [file(`charts/${block.chart.name}${ending}.svg`, block.chart.svg)] : [],
      );
      const words = { name: input.dossierName, day: input.day };
      return [
        file(`report${ending}.txt`, plainText(report)),
        file(`report${ending}.html`, webReport(report)),
        { path: `report${ending}.docx`, bytes: docxOf(report, words) },
        ...charts,
      ];
    }),
  ];
  const pdf = pdfOf(
    input,
    reports.map(({ report }) => report),
    zip,
  );
  const files = [...plain, ...(pdf === null ? [] : [pdf.file])];
  const lines = files.map(({ path, bytes }) => `${sha256Hex(bytes)}  ${path}\n`);
  const sums = file("sha256sums.txt", lines.sort().join(""));
  return {
    files: [...files, sums, { path: "sha256sums.txt.sig", bytes: input.sign(sums.bytes) }],
    sources: [...plain, ...(pdf === null ? [] : [pdf.source])],
  };
}

function pdfOf(
  input: PublishInput,
  reports: readonly Report[],
  zip: Uint8Array,
): { readonly file: BagFile; readonly source: BagFile } | null {
  if (input.typeset === undefined) return null;
  const attachment = { path: `${input.dossierName}.zip`, bytes: zip };
  const attached = word(reports[0]!.language, "report.attached");
  const document = typstDocument(reports, attachment, { attached, day: input.day });
  return {
    file: { path: "report.pdf", bytes: input.typeset(document) },
    source: file("report.typ", document.source),
  };
}

function file(path: string, text: string): BagFile {
  return { path, bytes: Buffer.from(text) };
}
