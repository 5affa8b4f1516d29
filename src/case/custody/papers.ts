import { sha256Hex } from "#kernel";
import { CATALOGUE_KEYS, el, type Html, isolated, shell, word } from "#page";
import type { DossierPublish, Examination, Exhibit } from "#record";
import { type Act, openStore, type Store } from "#store";
import { readExhibit } from "#vault";
import { caseError } from "../errors.ts";
import type { CaseOptions } from "../run.ts";
import { requireKnownFormat } from "../settings.ts";
import { type CaseState, foldActs } from "../state.ts";
import { eventsOfDossier, eventsOfExhibit, type PaperEvent } from "./papers-events.ts";
import { type Signer, signersOf } from "./papers-keys.ts";

const STYLE = `
:root { color-scheme: light; }
body { font: 11pt/1.45 "Noto Serif", "Noto Naskh Arabic", Georgia, serif; margin: 2cm auto; max-width: 17cm; color: #111; background: #fff; }
h1 { font-size: 16pt; margin: 0 0 .2em; } h2 { font-size: 12pt; margin: 1.6em 0 .4em; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; vertical-align: top; padding: .25em .5em .25em 0; border-bottom: 1px solid #ccc; }
th { font-weight: 600; white-space: nowrap; } code { font: 9pt/1.4 "Noto Sans Mono", monospace; overflow-wrap: anywhere; unicode-bidi: isolate; direction: ltr; }
.day { white-space: nowrap; }
.doubt { font-weight: 600; border-inline-start: .3em solid #111; padding-inline-start: .6em; }
.line { border-bottom: 1px solid #111; height: 2.2em; } .sign td { border: 0; padding-top: 1.6em; width: 50%; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;

type Row = readonly [label: string, value: string | Html];

/** What the papers are about: how it is called, what is known of it, what happened to it. */
interface Subject {
  readonly parts: readonly Html[];
  readonly events: readonly PaperEvent[];
  readonly check: string;
}

/**
 * The papers of an exhibit or of a published dossier, one printable page: what it is, everything that happened to it with the
 * number of the act that records it, under which keys that was recorded and what is known of these now, how to check it, and a
 * form to sign when it changes hands. The page is confidential like the case.
 *
 * @param options.language of the page, as `LANGUAGES` has it
 * @throws case/unknown-id
 */
export async function papersOf(
  options: Omit<CaseOptions, "passphrase"> & { readonly id: string; readonly language?: string },
): Promise<string> {
  const { dir, home, effects, id, language = "en" } = options;
  requireKnownFormat(dir);
  const store = openStore({ dir, home, effects });
  try {
    const acts = [...store.acts()];
    const papers = new Papers(language);
    const subject = await subjectOf(papers, id, { dir, acts, state: foldActs(acts) });
    const body = papers.page(id, subject, signersIn(subject, acts, store), ledgerRows(papers, store));
    return shell({ language, title: papers.say("title", { id }), style: STYLE, body });
  } finally {
    store.close();
  }
}

async function subjectOf(
  papers: Papers,
  id: string,
  { dir, acts, state }: { readonly dir: string; readonly acts: readonly Act[]; readonly state: CaseState },
): Promise<Subject> {
  const item = state.items.get(id);
  if (item?.noun === "exhibit") {
    const exhibit = item.value as unknown as Exhibit;
    const isSound = await readExhibit(dir, exhibit.sha256).then(
      () => true,
      () => false,
    );
    return {
      parts: papers.exhibit(exhibit, isSound),
      events: eventsOfExhibit(item, acts, state),
      check: "check.exhibit",
    };
  }
  const publication = state.publications.findLast((act) => act.value!["dossier"] === id);
  if (publication === undefined) throw unknown(id);
  const value = publication.value as unknown as DossierPublish;
  return {
    parts: papers.dossier(value),
    events: eventsOfDossier({ seq: publication.seq, value }, acts, state),
    check: "check.dossier",
  };
}

function signersIn({ events }: Subject, acts: readonly Act[], store: Store): readonly Signer[] {
  const bySeq = new Map(acts.map((act) => [act.seq, act]));
  const shown = [...new Set(events.map(({ seq }) => seq))].map((seq) => bySeq.get(seq)!);
  return signersOf(shown, store);
}

function ledgerRows(papers: Papers, store: Store): readonly Row[] {
  const code = (text: string): Html => el("code", {}, text);
  return [
    [papers.say("origin"), code(store.origin)],
    [papers.say("acts"), code(String(store.size))],
    [papers.say("checkpoint"), code(store.checkpoint().split("\n")[2]!)],
    ...store.publicKeys().map(({ role, raw }): Row => [papers.say(`key.${role}`), code(sha256Hex(raw))]),
  ];
}

/** Told on lines of their own, or as what happened. */
const BESIDE_ITS_FACTS = new Set(["uid", "id", "sha256", "size", "originalName", "examined", "derived"]);

/** The page's parts in one language. */
class Papers {
  readonly #language: string;

  constructor(language: string) {
    this.#language = language;
  }

  say(key: string, values: Readonly<Record<string, string>> = {}): string {
    const said = Object.entries(values).map(([name, value]) => [name, name === "n" ? value : this.#apart(value)]);
    return word(this.#language, `papers.${key}`, Object.fromEntries(said));
  }

  #apart(words: string): string {
    return isolated(this.#language, words);
  }

  page(
    id: string,
    { parts, events, check }: Subject,
    signers: readonly Signer[],
    ledger: readonly Row[],
  ): readonly Html[] {
    return [
      el("h1", {}, this.say("heading", { id })),
      el("p", {}, this.say("confidential")),
      ...parts,
      el("h2", {}, this.say("happened")),
      this.#events(events, signers),
      ...this.#signers(signers),
      el("h2", {}, this.say("check")),
      table(ledger),
      el("p", {}, this.say(check, { id })),
      el("h2", {}, this.say("handing")),
      table(["from", "to", "purpose", "place", "seal"].map((key) => [this.say(key), el("div", { class: "line" }, "")])),
      el(
        "table",
        { class: "sign" },
        el("tr", {}, el("td", {}, this.say("sign.from")), el("td", {}, this.say("sign.to"))),
      ),
    ];
  }

  exhibit(exhibit: Exhibit, isSound: boolean): readonly Html[] {
    const facts = Object.entries(exhibit as unknown as Record<string, unknown>).filter(
      ([key, value]) => !BESIDE_ITS_FACTS.has(key) && this.#words(value, key) !== "",
    );
    // What programs read out of it: values that stand in the file.
    const examined = ((exhibit as { examined?: readonly Examination[] }).examined ?? []).flatMap(
      ({ entries }) => entries,
    );
    return [
      el("h2", {}, this.say("exhibit")),
      table([
        [this.say("name"), el("bdi", {}, exhibit.originalName)],
        [this.say("size"), this.say("bytes", { n: String(exhibit.size) })],
        ["SHA-256", el("code", {}, exhibit.sha256)],
        [this.say("vault"), this.say(isSound ? "vault.sound" : "vault.damaged")],
        ...facts.map(([key, value]): Row => [this.#label(key), el("bdi", {}, this.#words(value, key))]),
      ]),
      ...(examined.length === 0
        ? []
        : [
            el("h2", {}, this.say("itself")),
            table(examined.map(({ name, value }): Row => [name, el("bdi", {}, value)])),
          ]),
    ];
  }

  dossier({ audience, manifest, n, version, withheld }: DossierPublish): readonly Html[] {
    return [
      el("h2", {}, this.say("dossier")),
      table([
        [this.say("audience"), el("bdi", {}, audience)],
        ...(version === undefined ? [] : [[this.say("version"), String(version)] as const]),
        [this.say("acts"), String(n)],
        [this.say("manifest"), el("code", {}, manifest)],
        [this.say("withheld"), String(withheld)],
      ]),
    ];
  }

  #events(events: readonly PaperEvent[], signers: readonly Signer[]): Html {
    const heads = ["act", "day", "what", "signed"].map((key) => el("th", {}, this.say(key)));
    const rows = events.map(({ seq, day, key, values }) => {
      const signer = signers.find(({ seqs }) => seqs.includes(seq))!;
      const doubt = signer.disputed.includes(seq) ? [" ", el("b", {}, this.say("disputed"))] : [];
      const what = el(
        "bdi",
        {},
        this.say(key, values),
        "n" in values && "from" in values ? this.say("times", values) : "",
      );
      const when = el("td", { class: "day" }, day);
      return el(
        "tr",
        {},
        el("td", {}, String(seq)),
        when,
        el("td", {}, what),
        el("td", {}, el("code", {}, signer.name ?? signer.device), ...doubt),
      );
    });
    return el("table", {}, el("tr", {}, ...heads), ...rows);
  }

  /** The keys, and what it means for the acts above that one of them was revoked. */
  #signers(signers: readonly Signer[]): readonly Html[] {
    const rows = signers.map((signer): Row => {
      const { name, device, known, since, disputed, rotatedAt } = signer;
      const values = { n: String(rotatedAt ?? ""), since: since ?? "", acts: disputed.join(", ") };
      const doubts =
        since === null ? [] : [" ", this.say(disputed.length === 0 ? "keys.none" : "keys.disputed", values)];
      const said = [this.say("keys.device", { device }), " ", this.say(known, values), ...doubts];
      return [name ?? "", el("span", disputed.length === 0 ? {} : { class: "doubt" }, ...said)];
    });
    const isDisputed = signers.some(({ disputed }) => disputed.length > 0);
    return [
      el("h2", {}, this.say("keys")),
      el(
        "table",
        {},
        ...rows.map(([key, value]) => el("tr", {}, el("th", {}, el("code", {}, key)), el("td", {}, value))),
      ),
      el("p", {}, this.say(isDisputed ? "keys.meaning" : "keys.clear")),
    ];
  }

  /** A field's name as dossiers call it, else as people write it: `collectedAt`, Collected at. */
  #label(path: string): string {
    if (CATALOGUE_KEYS.has(`dossier.field.${path}`)) return word(this.#language, `dossier.field.${path}`);
    if (CATALOGUE_KEYS.has(`papers.field.${path}`)) return this.say(`field.${path}`);
    const spaced = path.slice(path.lastIndexOf(".") + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    return spaced.charAt(0).toUpperCase() + spaced.slice(1);
  }

  /** A recorded value in words: what was given, or that it is missing or does not apply. */
  #words(value: unknown, path: string): string {
    if (value === null || typeof value !== "object") return this.#apart(String(value ?? ""));
    if (Array.isArray(value)) return value.map((member) => this.#words(member, path)).join(", ");
    const fact = value as Record<string, unknown>;
    if ("given" in fact) return this.#words(fact["given"], path);
    if ("missing" in fact) return this.say("missing", { why: this.#words(fact["missing"], path) });
    if ("notApplicable" in fact) return this.say("inapplicable");
    return Object.entries(value)
      .map(([key, member]) => `${this.#label(`${path}.${key}`)}: ${this.#words(member, `${path}.${key}`)}`)
      .join("; ");
  }
}

function table(rows: readonly Row[]): Html {
  return el("table", {}, ...rows.map(([key, value]) => el("tr", {}, el("th", {}, key), el("td", {}, value))));
}

function unknown(id: string): Error {
  return caseError("case/unknown-id", {
    what: `Cannot write the papers of "${id}"`,
    found: "the case holds no such exhibit, and published no dossier of that name",
    unchanged: "Nothing was written.",
    mend: "See what there is: snowmelt list exhibit, snowmelt status",
  });
}
