import type { Derivation, DossierPublish, Erratum, Examination } from "#record";
import type { Act } from "#store";
import { timeCode } from "#vault";
import type { CaseState, Recorded } from "../state.ts";

/** One thing that happened to an exhibit or a dossier: a sentence of the section `papers` of the locales, and what stands in it. */
export interface PaperEvent {
  /** The act that records it. */
  readonly seq: number;
  readonly day: string;
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Everything that the acts tell of an exhibit, in their order. */
export function eventsOfExhibit(
  { id, uid }: { readonly id: string; readonly uid: string },
  acts: readonly Act[],
  state: CaseState,
): readonly PaperEvent[] {
  const own = acts
    .filter(({ value }) => value?.["uid"] === uid || value?.["of"] === uid)
    .map((act) => ({ seq: act.seq, day: act.day, ...told(act, id) }));
  const fixity = state.fixity.flatMap(({ seq, value }): readonly PaperEvent[] => {
    const key = value.sound.includes(id) ? "sound" : value.damaged.includes(id) ? "damaged" : null;
    return key === null ? [] : [{ seq, day: value.day, key, values: {} }];
  });
  const copied = state.backups.map(({ seq, value: { day, label } }) => ({
    seq,
    day,
    key: "copied",
    values: { label },
  }));
  const published = state.publications.map(({ seq, value }) => {
    const { dossier, audience, day } = value as unknown as DossierPublish;
    return { seq, day, key: "published", values: { dossier, audience } };
  });
  return inOrder([...own, ...fixity, ...handed(state, id), ...copied, ...published]);
}

/** Everything that the acts tell of a published dossier: who has it, what was wrong in it, what took its place. */
export function eventsOfDossier(
  { seq, value: { audience, day, dossier, manifest, n, version } }: Recorded<DossierPublish>,
  acts: readonly Act[],
  state: CaseState,
): readonly PaperEvent[] {
  const values = { audience, n: String(n), version: String(version ?? "?") };
  const replaced = state.publications.flatMap((act): readonly PaperEvent[] => {
    const next = act.value as unknown as DossierPublish;
    const said = { dossier: next.dossier, version: String(next.version) };
    return next.replaces === manifest ? [{ seq: act.seq, day: next.day, key: "replaced", values: said }] : [];
  });
  const withdrawn = state.withdrawals
    .filter(({ value }) => value.dossier === dossier)
    .map(({ seq: at, value: { day: on, reason } }) => ({ seq: at, day: on, key: "withdrawn", values: { reason } }));
  const errata = acts
    .filter(({ kind, value }) => kind === "erratum.set" && value?.["dossier"] === dossier)
    .map((act) => {
      const { id, reason } = act.value as unknown as Erratum;
      return { seq: act.seq, day: act.day, key: "erratum", values: { id, reason: Object.values(reason)[0]! } };
    });
  const made = { seq, day, key: "made", values };
  return inOrder([made, ...handed(state, dossier), ...errata, ...withdrawn, ...replaced]);
}

function handed(state: CaseState, item: string): readonly PaperEvent[] {
  return state.handOvers
    .filter(({ value }) => value.items.includes(item))
    .map(({ seq, value: { day, to, purpose, means } }) =>
      means === undefined
        ? { seq, day, key: "handed", values: { to, purpose } }
        : { seq, day, key: "handed.by", values: { to, purpose, means } },
    );
}

function told({ kind, value }: Act, id: string): Pick<PaperEvent, "key" | "values"> {
  if (kind === "exhibit.examine") {
    const { what, tool, outcome, remarks } = value as unknown as Examination;
    const said = { what, tool, outcome, remarks: remarks.join("; ") };
    return { key: remarks.length === 0 ? "examined" : "examined.but", values: said };
  }
  if (kind === "exhibit.derive") {
    const derivation = value as unknown as Derivation;
    const { id: made, ofId, how, language, by, checkedBy, cues } = derivation;
    const times =
      cues === undefined ? {} : { n: String(cues.count), from: timeCode(cues.fromMs), to: timeCode(cues.toMs) };
    const key = `${made === id ? "derived" : "derives"}${checkedBy === undefined ? ".unchecked" : ""}`;
    return { key, values: { made, of: ofId, how, language, by, checked: checkedBy ?? "", ...times } };
  }
  return { key: kind === "exhibit.add" ? "preserved" : "noted", values: {} };
}

function inOrder(events: readonly PaperEvent[]): readonly PaperEvent[] {
  return [...events].sort((a, b) => a.seq - b.seq);
}
