import { sha256Hex } from "#kernel";
import { el, type Html, shell } from "#page";
import type { Derivation, DossierPublish, Examination, Exhibit } from "#record";
import { openStore } from "#store";
import { readExhibit } from "#vault";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { type CaseState, foldActs } from "../state.ts";
import { inWords as inWordsOf } from "./derive.ts";

/** One thing that happened to an exhibit. */
interface Event {
  readonly seq: number;
  readonly day: string;
  readonly what: string;
}

const STYLE = `
:root { color-scheme: light; }
body { font: 11pt/1.45 "Noto Serif", "Noto Naskh Arabic", Georgia, serif; margin: 2cm auto; max-width: 17cm; color: #111; background: #fff; }
h1 { font-size: 16pt; margin: 0 0 .2em; } h2 { font-size: 12pt; margin: 1.6em 0 .4em; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; vertical-align: top; padding: .25em .5em .25em 0; border-bottom: 1px solid #ccc; }
th { font-weight: 600; white-space: nowrap; } code { font: 9pt/1.4 "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
.line { border-bottom: 1px solid #111; height: 2.2em; } .sign td { border: 0; padding-top: 1.6em; width: 50%; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;

/**
 * The papers of an exhibit, one printable page: what it is, its hash as it is now, everything that happened to it with the
 * number of the act that records it, how to check that, and a form to sign when it changes hands. The page is confidential
 * like the case.
 *
 * @throws case/unknown-id
 */
export async function papersOf(options: Omit<CaseOptions, "passphrase"> & { readonly id: string }): Promise<string> {
  const { dir, home, effects, id } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const acts = [...store.acts()];
    const state = foldActs(acts);
    const item = state.items.get(id);
    if (item?.noun !== "exhibit") throw unknownExhibit(id);
    const exhibit = item.value as unknown as Exhibit;
    const isSound = await readExhibit(dir, exhibit.sha256).then(
      () => true,
      () => false,
    );
    const events: Event[] = [
      ...acts
        .filter(({ value }) => value?.["uid"] === item.uid || value?.["of"] === item.uid)
        .map(({ seq, day, kind, value }) => ({ seq, day, what: told(kind, value!, id) })),
      ...custodyOf(state, id),
    ].sort((a, b) => a.seq - b.seq);
    const keys = store.publicKeys().map(({ role, raw }) => [`Fingerprint of the ${role} key`, sha256Hex(raw)] as const);
    return shell({
      language: "en",
      title: `Chain of custody: ${id}`,
      style: STYLE,
      body: page(exhibit, isSound, events, [
        ["Case (its ledger's name)", store.origin],
        ["Acts in the ledger", String(store.size)],
        ["Checkpoint", store.checkpoint().split("\n")[2]!],
        ...keys,
      ]),
    });
  } finally {
    store.close();
  }
}

function custodyOf(state: CaseState, id: string): readonly Event[] {
  const fixity = state.fixity.flatMap(({ seq, value }) => {
    if (value.sound.includes(id))
      return [{ seq, day: value.day, what: "hashed again: its bytes are what was preserved" }];
    return value.damaged.includes(id)
      ? [{ seq, day: value.day, what: "hashed again: its bytes were missing or changed" }]
      : [];
  });
  const handed = state.handOvers
    .filter(({ value }) => value.items.includes(id))
    .map(({ seq, value }) => {
      const means = value.means === undefined ? "" : `, ${value.means}`;
      return { seq, day: value.day, what: `handed to ${value.to}, for ${value.purpose}${means}` };
    });
  const copied = state.backups.map(({ seq, value }) => ({
    seq,
    day: value.day,
    what: `the case was copied to "${value.label}", and the copy verified`,
  }));
  const published = state.publications.map(({ seq, value }) => {
    const { dossier, audience, day } = value as unknown as DossierPublish;
    return {
      seq,
      day,
      what: `the case published the dossier ${dossier} for ${audience}; whether it shows this exhibit stands there`,
    };
  });
  return [...fixity, ...handed, ...copied, ...published];
}

/** Told on lines of their own, or as what happened. */
const BESIDE_ITS_FACTS = new Set(["uid", "id", "sha256", "size", "originalName", "examined", "derived"]);

function told(kind: string, value: Readonly<Record<string, unknown>>, id: string): string {
  if (kind === "exhibit.examine") {
    const { what, tool, outcome, remarks } = value as unknown as Examination;
    const more = remarks.length === 0 ? "" : `: ${remarks.join("; ")}`;
    return `its ${what} was looked into by ${tool}: ${outcome}${more}`;
  }
  if (kind === "exhibit.derive") {
    const derivation = value as unknown as Derivation;
    return derivation.id === id
      ? `recorded as made from ${derivation.ofId}: ${inWordsOf(derivation)}`
      : `from it was made ${derivation.id}: ${inWordsOf(derivation)}`;
  }
  return kind === "exhibit.add" ? "preserved: the file came in and was hashed" : "a note about it was recorded";
}

function page(
  exhibit: Exhibit,
  isSound: boolean,
  events: readonly Event[],
  ledger: readonly (readonly [string, string])[],
): readonly Html[] {
  const facts = Object.entries(exhibit as unknown as Record<string, unknown>).filter(
    ([key, value]) => !BESIDE_ITS_FACTS.has(key) && words(value) !== "",
  );
  return [
    el("h1", {}, `Chain of custody of ${exhibit.id}`),
    el(
      "p",
      {},
      "Confidential. Days are those of the clock of whoever recorded; time stamps by others stand in the case.",
    ),
    el("h2", {}, "The exhibit"),
    table([
      ["Name when it came in", el("bdi", {}, exhibit.originalName)],
      ["Size", `${exhibit.size} bytes`],
      ["SHA-256", el("code", {}, exhibit.sha256)],
      ["Bytes in the vault when this was printed", isSound ? "have this hash" : "ARE MISSING OR HAVE ANOTHER HASH"],
      ...facts.map(([key, value]) => [inWords(key), el("bdi", {}, words(value))] as const),
    ]),
    ...examinedRows(exhibit),
    el("h2", {}, "What happened to it"),
    el(
      "table",
      {},
      el("tr", {}, el("th", {}, "Act"), el("th", {}, "Day"), el("th", {}, "What")),
      ...events.map(({ seq, day, what }) =>
        el("tr", {}, el("td", {}, String(seq)), el("td", {}, day), el("td", {}, el("bdi", {}, what))),
      ),
    ),
    el("h2", {}, "How to check it"),
    table(ledger.map(([key, value]) => [key, el("code", {}, value)] as const)),
    el(
      "p",
      {},
      "sha256sum FILE gives the hash above. snowmelt verify CASE checks every act, value and exhibit, offline.",
    ),
    el("h2", {}, "Handing it over"),
    table([
      ["From", el("div", { class: "line" }, "")],
      ["To", el("div", { class: "line" }, "")],
      ["Purpose", el("div", { class: "line" }, "")],
      ["Day and place", el("div", { class: "line" }, "")],
      ["Seal or medium", el("div", { class: "line" }, "")],
    ]),
    el(
      "table",
      { class: "sign" },
      el("tr", {}, el("td", {}, "Signature of who hands over"), el("td", {}, "Signature of who receives")),
    ),
  ];
}

/** What programs read out of it: values that stand in the file. */
function examinedRows(exhibit: Exhibit): readonly Html[] {
  const examined = ((exhibit as { examined?: readonly Examination[] }).examined ?? []).flatMap(
    ({ entries }) => entries,
  );
  if (examined.length === 0) return [];
  return [
    el("h2", {}, "What it tells about itself"),
    table(examined.map(({ name, value }) => [name, el("bdi", {}, value)] as const)),
  ];
}

function table(rows: readonly (readonly [string, string | Html])[]): Html {
  return el("table", {}, ...rows.map(([key, value]) => el("tr", {}, el("th", {}, key), el("td", {}, value))));
}

/** A field's name as people write it: `collectedAt`, Collected at. */
function inWords(key: string): string {
  const spaced = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A recorded value in words: what was given, or that it is missing or does not apply. */
function words(value: unknown): string {
  if (value === null || typeof value !== "object") return String(value ?? "");
  if (Array.isArray(value)) return value.map(words).join(", ");
  const fact = value as Record<string, unknown>;
  if ("given" in fact) return words(fact["given"]);
  if ("missing" in fact) return `missing: ${words(fact["missing"])}`;
  if ("notApplicable" in fact) return "does not apply";
  return Object.entries(value)
    .map(([key, member]) => `${key}: ${words(member)}`)
    .join("; ");
}

function unknownExhibit(id: string): Error {
  return caseError("case/unknown-id", {
    what: `Cannot write the papers of "${id}"`,
    found: "the case holds no such exhibit",
    unchanged: "Nothing was written.",
    mend: "See what there is: snowmelt list exhibit",
  });
}
