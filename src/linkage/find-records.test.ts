import { expect, it } from "vitest";
import { checkRulings } from "./cluster/cluster-records.ts";
import { findRecords } from "./find-records.ts";
import { parseMapWords } from "./map/parse-words.ts";
import { proposeMaps } from "./map/propose.ts";
import { readList } from "./read/read-list.ts";
import { orderRecords } from "./record-order.ts";

const list = (name: string, ids: readonly string[], heading = "name") =>
  readList(new TextEncoder().encode(`id,${heading}\n${ids.map((id) => `${id},Ali Omar ${id}`).join("\n")}\n`), name);

it("an id written when other lists were beside it is found with its list's name or without, if it is of one record", async () => {
  const tables = [await list("a.csv", ["1", "2"]), await list("b.csv", ["1", "7"])];
  const maps = proposeMaps(tables);
  const both = orderRecords(tables, maps);
  expect([...findRecords(both, ["a.csv:1", "2", "7", "1", "c.csv:1"])]).toEqual([
    ["a.csv:1", 0],
    ["2", 1],
    ["7", 3],
  ]);
  const alone = orderRecords(tables.slice(0, 1), maps.slice(0, 1));
  expect([...findRecords(alone, ["1", "a.csv:2", "b.csv:7"])]).toEqual([
    ["1", 0],
    ["a.csv:2", 1],
  ]);
  const numbered = await readList(new TextEncoder().encode("name\nAli\nOmar\nSami\n"), "c.csv");
  const three = [...tables, numbered];
  expect([...findRecords(orderRecords(three, proposeMaps(three)), ["3", "7", "c.csv:3"])]).toEqual([
    ["c.csv:3", 6],
    ["7", 3],
  ]);
  expect([...findRecords(both, ["a.csv:1", "7"], true)]).toEqual([["a.csv:1", 0]]);
  expect(() => checkRulings(tables, maps, { mustLink: [["2", "b.csv:7"]], cannotLink: [] })).toThrow(/in no list/);
});

it("--map takes a heading as it is seen: marks of direction that nobody can type do not hide it", async () => {
  const tables = [await list("a.csv", ["1"], "\u200f\ufe8d\ufef9سم\u200f"), await list("b.csv", ["1"], "x")];
  const roles = (word: string): string[] =>
    parseMapWords([word], tables, proposeMaps(tables)).map(({ columns }) => columns[1]!.why);
  const shown = "\ufe8d\ufef9سم".normalize("NFKC");
  expect(roles(`${shown}=name`)[0]).toBe("said by a person");
  expect(roles(`a.csv:${shown}=name`)[0]).toBe("said by a person");
  expect(() => roles("y=name")).toThrow(/do not fit/);
});
