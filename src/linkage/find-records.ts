import { idReader } from "./record-ids.ts";
import type { Records } from "./record-order.ts";

/**
 * Records by the ids that a person wrote. An id has its list's name before it or not by whether ids of lists meet (see `Records.idOf`), so
 * what was written when other lists were beside it is found the other way, if it is of one record alone; never where `isExact`. A
 * bare number of a row says too little of whose list it is. Others are left out.
 */
export function findRecords(
  { count, idOf, ids, listOf }: Records,
  wanted: Iterable<string>,
  isExact = false,
): Map<string, number> {
  const missing = new Set(wanted);
  const found = new Map<string, number>();
  const search = (read: (record: number) => string, isMeant = (_: number): boolean => true): void => {
    const [seen, twice] = [new Map<string, number>(), new Set<string>()];
    for (let record = 0; record < count; record++) {
      const id = read(record);
      if (!missing.has(id) || !isMeant(record)) continue;
      if (seen.has(id)) twice.add(id);
      seen.set(id, record);
    }
    for (const [id, record] of seen) {
      if (twice.has(id)) continue;
      found.set(id, record);
      missing.delete(id);
    }
  };
  if (missing.size > 0) search(idOf);
  if (missing.size > 0 && !isExact)
    search(
      idReader({ ...ids, namesLists: !ids.namesLists }),
      (record) => !ids.namesLists || ids.lists[listOf[record]!]!.column !== null,
    );
  return found;
}
