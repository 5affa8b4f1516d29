import { expect, it } from "vitest";
import type { LinkResult } from "./link.ts";
import { parseMapWords } from "./map/parse-words.ts";
import { proposeMap } from "./map/propose.ts";
import { personIds } from "./persons/person-ids.ts";
import { readCsv } from "./read/csv.ts";
import { orderRecords, type Records } from "./record-order.ts";
import { csvRow, personsCsv } from "./write.ts";

// Made-up ids, some that have to be quoted, some long, many plain.
const IDS = ["=sum", '"a ""b"""', '"x,y"', "-5", "-z", "é1", "م1", "z".repeat(300)];
const PLAIN = Array.from({ length: 3000 }, (_, i) => `r${i}`);

function recordsOf(ids: readonly string[], alwaysNameLists: boolean): Records {
  const table = readCsv(new TextEncoder().encode(`key,name\n${ids.map((id) => `${id},ann`).join("\n")}\n`), "list");
  return orderRecords([table], parseMapWords(["key=id"], [table], [proposeMap(table)]), alwaysNameLists);
}

for (const namesLists of [false, true]) {
  it(`persons.csv is the same line by line as each id written out${namesLists ? ", with the list before it" : ""}`, async () => {
    const records = recordsOf([...IDS, ...PLAIN], namesLists);
    const clusterOf = Int32Array.from({ length: records.count }, (_, i) => (i % 5 === 4 ? i - 1 : i));
    const persons = await personIds(records, clusterOf);
    const lines = Array.from({ length: records.count }, (_, i) => csvRow([records.idOf(i), persons.personOf(i)]));
    const written = Buffer.concat([...personsCsv({ records, ...persons } as LinkResult)]).toString();
    expect(written).toBe(`record_id,person_id\n${lines.join("")}`);
    expect(new Set(lines.map((line) => line.split(",").at(-1))).size).toBe(new Set(clusterOf).size);
    expect(persons.personOf(3)).toBe(persons.personOf(4));
  });
}

it("threads that share out the persons find the ids that one finds", async () => {
  const ids = Array.from({ length: 200_001 }, (_, i) => `r${i}`);
  const records = recordsOf(ids, false);
  const clusterOf = Int32Array.from({ length: records.count }, (_, i) => i - (i % 3));
  const [alone, shared] = [await personIds(records, clusterOf), await personIds(records, clusterOf, 3)];
  const all = ({ personOf }: typeof alone): string[] => ids.map((_, i) => personOf(i));
  expect(all(shared)).toEqual(all(alone));
  expect(new Set(all(alone)).size).toBe(66_667);
});
