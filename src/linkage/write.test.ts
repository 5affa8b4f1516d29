import { expect, it } from "vitest";
import { parseMapWords } from "./map/parse-words.ts";
import { proposeMap } from "./map/propose.ts";
import { personIds } from "./persons/person-ids.ts";
import { personsCsv } from "./persons/persons-csv.ts";
import { readCsv } from "./read/csv.ts";
import { orderRecords, type Records } from "./record-order.ts";
import { csvRow } from "./write.ts";

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
    const persons = personIds(records.ids, clusterOf);
    const lines = Array.from({ length: records.count }, (_, i) => csvRow([records.idOf(i), persons.personOf(i)]));
    const written = Buffer.concat(await personsCsv({ records, clustering: { clusterOf } })).toString();
    expect(written).toBe(`record_id,person_id\n${lines.join("")}`);
    expect(new Set(lines.map((line) => line.split(",").at(-1))).size).toBe(new Set(clusterOf).size);
    expect(persons.personOf(3)).toBe(persons.personOf(4));
  });
}

it("threads that share out the records write the lines that one writes, persons of several shares among them", async () => {
  const records = recordsOf([...IDS, ...Array.from({ length: 100_001 }, (_, i) => `r${i}`)], false);
  const half = Math.floor(records.count / 2);
  const clusterOf = Int32Array.from({ length: records.count }, (_, i) => (i % 3 === 0 && i > half ? i - half : i));
  for (let i = half; i < clusterOf.length; i++) clusterOf[i] = clusterOf[clusterOf[i]!]!;
  const written = async (threads: number): Promise<string> =>
    Buffer.concat(await personsCsv({ records, clustering: { clusterOf } }, threads)).toString();
  const alone = await written(1);
  expect(await written(3)).toBe(alone);
  expect(new Set(alone.trim().split("\n")).size).toBe(records.count + 1);
  expect(new Set(alone.match(/person-\w+/g)).size).toBe(new Set(clusterOf).size);
});
