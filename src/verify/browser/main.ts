import type { Bag } from "../bag-files.ts";
import { type Report, reportText } from "../report.ts";
import { verifyDossier } from "../verify-dossier.ts";
import { type PickedFile, readPicked, readPickedZip } from "./read-files.ts";
import { askBrowser } from "./signatures.ts";

// The script of verify.html: takes a folder or a zip, and shows what node verify.mjs would print. It goes to no network.

/** As much of a browser's page as this script touches. */
interface Element {
  textContent: string | null;
  className: string;
  files?: ArrayLike<PickedFile> | null;
  disabled?: boolean;
  addEventListener(event: "change", listener: () => void): void;
}
declare const document: { getElementById(id: string): Element | null };

const element = (id: string): Element => document.getElementById(id)!;
const [folder, zip, outcome, report] = ["folder", "zip", "outcome", "report"].map(element) as [
  Element,
  Element,
  Element,
  Element,
];

folder.addEventListener("change", () => {
  const picked = Array.from(folder.files ?? []);
  if (picked.length > 0)
    void run((tell) => readPicked(picked, tell), ["links and empty folders: a browser shows none"]);
});
zip.addEventListener("change", () => {
  const [picked] = Array.from(zip.files ?? []);
  if (picked !== undefined) void run(() => readPickedZip(picked), []);
});

async function run(read: (tell: (text: string) => void) => Promise<Bag>, notSeen: readonly string[]): Promise<void> {
  show("", "…", "");
  try {
    const bag = await read((text) => show("", text, ""));
    const found = verifyDossier(bag, await askBrowser(bag), null);
    const said: Report = { ...found, unchecked: [...found.unchecked, ...notSeen] };
    const [first, ...rest] = reportText(said).split("\n");
    show(found.outcome, first!, rest.join("\n").trim());
  } catch (error) {
    show("incomplete", "INCOMPLETE: the dossier cannot be read here.", String(error));
  }
}

function show(kind: string, first: string, rest: string): void {
  outcome.className = kind;
  outcome.textContent = first;
  report.textContent = rest;
}
