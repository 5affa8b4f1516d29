import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SnowmeltError } from "#kernel";
import { checkTable } from "./check-table.ts";
import { keepLists, listSizes, makeTable, type OverlapTable, overlap, rowsOf } from "./overlap-table.ts";
import { type ListFile, readTable } from "./read-table.ts";

function listsOf(text: string, choice = {}): ListFile {
  const input = readTable(text, choice);
  if (!("sets" in input)) throw new Error("no lists");
  return input;
}

const only = (file: ListFile): OverlapTable => file.sets[0]!.strata[0]!.table;

function problemsOf(text: string, choice = {}): { code: string; messages: string[]; lines: (number | undefined)[] } {
  try {
    readTable(text, choice);
  } catch (error) {
    if (!(error instanceof SnowmeltError)) throw error;
    return {
      code: error.code,
      messages: error.problems.map(({ message }) => message),
      lines: error.problems.map(({ line }) => line),
    };
  }
  return { code: "none", messages: [], lines: [] };
}

describe("reading tables of lists", () => {
  test("counts by pattern, persons row by row, and mentions with persons give the same table", () => {
    const counts = only(listsOf("a,b,c,count\n1,0,0,2\n1,1,0,1\n0,0,1,1\n"));
    const persons = only(listsOf("a,b,c\n1,0,0\n1,0,0\n1,1,0\n0,0,1\n"));
    const mentions = only(listsOf("list,person\na,p1\na,p2\na,p3\nb,p3\nc,p4\na,p1\n"));
    const linked = only(listsOf("record_id,person_id\na:1,p1\na:2,p2\na:3,p3\nb:1,p3\nc:1,p4\n"));
    for (const table of [persons, mentions, linked]) {
      expect([...rowsOf(table)]).toEqual([...rowsOf(counts)]);
      expect(table.n).toBe(4);
    }
  });
  test("several linkages of the same mentions are several sets", () => {
    const file = listsOf("linkage,list,person\n1,a,p\n1,b,p\n2,a,p\n2,b,q\n");
    expect(file.sets.map(({ label, strata }) => [label, strata[0]!.table.n])).toEqual([
      ["1", 1],
      ["2", 2],
    ]);
  });
  test("persons without a stratum stay apart", () => {
    const [set] = listsOf("a,b,stratum,count\n1,0,x,2\n1,1,y,3\n0,1,NA,4\n").sets;
    expect(set!.strata.map(({ label, table }) => [label, table.n])).toEqual([
      ["x", 2],
      ["y", 3],
    ]);
    expect(set!.missing!.n).toBe(4);
  });
  test("letters that are not UTF-8 are told as such, before two garbled headings look alike", () => {
    const { code, messages, lines } = problemsOf("\uFFFD\uFFFD,\uFFFD\uFFFD,count\n1,0,3\n");
    expect(code).toBe("estimate/bad-table");
    expect(messages[0]).toContain("UTF-8");
    expect(lines).toEqual([1, 1]);
  });
  test("all that is wrong is told at once, each with its line", () => {
    const { code, messages, lines } = problemsOf("a,b,count\n1,0,-3\n0,1,2.5\n0,0,7\n1,2,4\n1,0,3\n");
    expect(code).toBe("estimate/unclear-columns");
    expect(messages).toEqual([]);
    const named = problemsOf("a,b,count\n1,0,-3\n0,1,2.5\n0,0,7\n1,2,4\n1,0,3\n", { lists: ["a", "b"] });
    expect(named.code).toBe("estimate/bad-table");
    expect(named.messages.map((message) => message.split(":")[0])).toEqual([
      "A count is negative; counts are whole numbers from 0 up",
      "A count is a fraction; counts are whole numbers from 0 up",
      "A row of zeros with a count",
      "A list column holds 0 or 1 only",
      "The same pattern stands in line 2 already",
    ]);
    expect(named.lines).toEqual([2, 3, 4, 5, 6]);
    expect(lines).toEqual([]);
  });
  test("lists left out of a table of counts: patterns that become one are added, who is on none of the rest is left out", () => {
    const csv = "a,b,c,count\n1,0,1,3\n1,0,0,4\n0,1,1,5\n0,0,1,7\n1,1,0,2\n";
    for (const choice of [{ lists: ["a", "b"] }, { ignore: ["c"] }]) {
      const input = readTable(csv, choice);
      if (input.kind !== "patterns") throw new Error(input.kind);
      const { table } = input.sets[0]!.strata[0]!;
      expect([table.n, [...table.counts].sort()]).toEqual([14, [2, 5, 7]]);
      expect(input.notes.join()).toContain("Persons on none of these lists, not observed and left out: 7.");
    }
  });
  test("25 lists are too many, and a record without its list is unclear", () => {
    const names = Array.from({ length: 25 }, (_, j) => `l${j}`).join(",");
    const ones = Array.from({ length: 25 }, () => "1").join(",");
    expect(problemsOf(`${names}\n${ones}\n`).code).toBe("estimate/too-many-lists");
    const mentions = Array.from({ length: 25 }, (_, j) => `l${j},p`).join("\n");
    expect(problemsOf(`list,person\n${mentions}\n`).code).toBe("estimate/too-many-lists");
    expect(problemsOf("record_id,person_id\n17,p\n").code).toBe("estimate/unclear-columns");
  });
});

describe("checking tables", () => {
  const codes = (table: OverlapTable) => {
    const { warnings, refusals } = checkTable(table);
    return [...warnings, ...refusals].map(({ code }) => code);
  };
  test("D48: an empty list, a copy of a list, a list of everyone, two lists, no overlap have names", () => {
    expect(codes(only(listsOf("a,b,count\n1,0,50\n0,1,50\n1,1,20\n")))).toContain("fewer-than-three-lists");
    expect(codes(only(listsOf("a,b,c,d,count\n1,0,0,0,50\n0,1,0,0,50\n1,1,1,0,20\n0,0,1,0,9\n")))).toContain(
      "empty-list",
    );
    expect(codes(only(listsOf("a,b,c,d,count\n1,1,0,0,50\n0,0,1,0,50\n1,1,1,1,20\n0,0,0,1,9\n")))).toContain(
      "duplicate-list",
    );
    expect(codes(only(listsOf("a,b,c,count\n1,0,0,50\n1,1,0,50\n1,0,1,20\n")))).toContain("list-holds-everyone");
    expect(codes(only(listsOf("a,b,c,count\n1,0,0,50\n0,1,0,50\n0,0,1,20\n")))).toContain("no-overlap");
    expect(codes(only(listsOf("a,b,c,count\n1,0,0,50\n0,1,0,50\n0,0,1,20\n1,1,0,3\n1,0,1,9\n")))).toContain(
      "few-matches",
    );
  });
  test("a copy is set aside whatever the order of lists, and the persons stay", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 40 })), {
          minLength: 3,
          maxLength: 9,
        }),
        (cells) => {
          const doubled = cells.map(([pattern, count]) => [pattern | ((pattern & 1) << 3), count] as const);
          const table = makeTable(["a", "b", "c", "d"], doubled);
          const checked = checkTable(table);
          if (listSizes(table)[0]! > 0) expect(checked.table.lists).not.toContain("d");
          expect(checked.table.n).toBe(table.n);
        },
      ),
    );
  });
  test("leaving lists out never adds persons, and overlaps of what is kept stay", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 99 })), { minLength: 1 }),
        (cells) => {
          const table = makeTable(["a", "b", "c", "d"], cells);
          const kept = keepLists(table, [1, 3]);
          expect(kept.n).toBeLessThanOrEqual(table.n);
          expect(overlap(kept, 3)).toBe(overlap(table, 0b1010));
        },
      ),
    );
  });
});
