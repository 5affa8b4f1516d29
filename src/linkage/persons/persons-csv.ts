import { ByteLines } from "../byte-lines.ts";
import { runThread } from "../kernel/run-thread.ts";
import { type IdSource, idCopier, idReader } from "../record-ids.ts";
import { personIds } from "./person-ids.ts";

/** Records below which another thread costs more than it saves. */
const MANY = 100_000;

/** Lines of the records [from, to), as a thread is asked for them; plain data. */
export interface PersonsPart {
  readonly ids: IdSource;
  readonly clusterOf: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** Lines of `persons.csv`, without its head. */
export function personLines({ ids, clusterOf, from, to }: PersonsPart): Uint8Array[] {
  const [reader, persons] = [{ idOf: idReader(ids), copyId: idCopier(ids) }, personIds(ids, clusterOf)];
  const lines = new ByteLines();
  const taken: Uint8Array[] = [];
  for (let record = from; record < to; record++) {
    if (lines.isFull) taken.push(lines.take());
    lines.id(reader, record);
    lines.person(persons, record);
  }
  taken.push(lines.take());
  return taken;
}

/**
 * `persons.csv`: every record and its person. Above a hundred thousand records threads write the lines, each of as many records, while the
 * caller goes on with other work.
 *
 * @throws linkage/worker when a thread dies
 */
export async function personsCsv(
  {
    records: { ids, count },
    clustering: { clusterOf },
  }: {
    readonly records: { readonly ids: IdSource; readonly count: number };
    readonly clustering: { readonly clusterOf: Int32Array };
  },
  threads = 1,
): Promise<Uint8Array[]> {
  const parts = threads < 2 || count < MANY ? 1 : threads;
  const cut = (t: number): number => Math.floor((count * t) / parts);
  const lines = await Promise.all(
    Array.from({ length: parts }, async (_, t) => {
      const part: PersonsPart = { ids, clusterOf, from: cut(t), to: cut(t + 1) };
      return parts === 1 ? personLines(part) : runThread<Uint8Array[]>(import.meta.url, part);
    }),
  );
  return [Buffer.from("record_id,person_id\n"), ...lines.flat()];
}
