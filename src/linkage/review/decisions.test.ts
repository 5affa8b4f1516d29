import { describe, expect, it } from "vitest";
import type { SnowmeltError } from "#kernel";
import { readDecisions } from "./decisions.ts";
import { readReview, writeReview } from "./review-file.ts";

const file = (text: string, name = "anna.csv") => ({ name, bytes: new TextEncoder().encode(text) });
const refusal = (text: string): SnowmeltError => {
  try {
    readDecisions([file(text)]);
  } catch (cause) {
    return cause as SnowmeltError;
  }
  throw new Error("was read");
};

describe("readDecisions()", () => {
  it("refuses a file with a line that cannot be read, for a ruling on it would be lost without a word", () => {
    const more = refusal("a,b,decision\n1,2,same,because of the mother\n3,4,same\n");
    expect(more).toMatchObject({ code: "linkage/bad-decisions", problems: [{ file: "anna.csv", line: 2 }] });
    expect(refusal('a,b,decision\n1,2,"same\n3,4,same\n').problems).toMatchObject([{ line: 2 }]);
  });

  it("names the line of a decision that stands beside no pair", () => {
    expect(refusal("a,b,decision,list\n1,2,,x\n,,same,y\n").problems).toMatchObject([
      { line: 3, message: expect.stringContaining("stands beside no pair") },
    ]);
  });

  it("tells who is ruled one person, two, in dispute and unsure", () => {
    const read = readDecisions([
      file("a,b,decision\n1,2,same\n4,3,Different\n5,6,same\n7,8,unsure\n9,10,unsure\n"),
      file("a,b,decision\n1,2,same\n3,4,different\n5,6,different\n7,8,unsure\n9,10,same\n", "ben.csv"),
    ]);
    expect(read.mustLink).toEqual([
      ["1", "2"],
      ["10", "9"],
    ]);
    expect(read.cannotLink).toEqual([["3", "4"]]);
    expect(read.disputed).toEqual([["5", "6"]]);
    expect(read.unsure).toEqual([["7", "8"]]);
  });

  it("reads UTF-16, as a spreadsheet may save it, and says what else is no text", () => {
    const bytes = Buffer.from("\ufeffa\tb\tdecision\nقائمة:1\tقائمة:2\tsame\n", "utf16le");
    expect(readDecisions([{ name: "anna.csv", bytes }]).mustLink).toEqual([["قائمة:1", "قائمة:2"]]);
    const other = Uint8Array.of(...Buffer.from("a,b,decision\n"), 0xc7, 0x2c, 0xc8, 0x2c, 0x0a);
    expect(() => readDecisions([{ name: "anna.csv", bytes: other }])).toThrow(/not UTF-8/);
  });
});

describe("readReview()", () => {
  const HEAD = "a,b,decision,list,name\n";

  it("reads what was written and writes it again", () => {
    const text = `${HEAD}1,2,same,x,Ali\n,,,y,"Aly, he"\n`;
    expect(writeReview(readReview(file(text).bytes, "r.csv"))).toBe(text);
  });

  it("refuses a file whose lines are no pairs any more, or whose answer stands on the second line", () => {
    const sorted = `${HEAD},,,y,Aly\n,,,y,Omr\n1,2,,x,Ali\n3,4,,x,Omar\n`;
    expect(() => readReview(file(sorted).bytes, "r.csv")).toThrow(/line 2 and the one below are no pair/);
    expect(() => readReview(file(`${HEAD}1,2,,x,Ali\n,,same,y,Aly\n`).bytes, "r.csv")).toThrow(/no pair/);
  });
});
