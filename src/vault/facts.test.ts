import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SnowmeltError } from "#kernel";
import { exhibitFactsSchema } from "#record";
import { formatCsvRow, parseCsv } from "./csv.ts";
import { collectTemplate, factsForAll, overlay, parseFacts } from "./facts.ts";

const problemsOf = (csv: string): string[] => {
  try {
    parseFacts(csv, "f.csv");
    return [];
  } catch (error) {
    expect((error as SnowmeltError).code).toBe("vault/bad-facts");
    return (error as SnowmeltError).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  }
};

describe("parseCsv()", () => {
  test("reads back what formatCsvRow() writes", () => {
    const cell = fc
      .string({ unit: fc.constantFrom("a", " x", '"', ",", ";", "\n", "\r\n", "\t", "ع") })
      .map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const text = `head,er\r\n${rows.map(formatCsvRow).join("")}`;
        const read = parseCsv(text);
        expect(read.problems).toEqual([]);
        const kept = rows.filter((row) => row.some((text) => text !== ""));
        expect(read.rows.slice(1).map((row) => row.map(({ text }) => text))).toEqual(kept);
      }),
    );
  });

  test("takes semicolons and tabs, a byte order mark, any line end, and a last line without one", () => {
    for (const separator of [",", ";", "\t"]) {
      const { rows } = parseCsv(`\ufefffile${separator}title\na${separator}b\r\n\nc${separator}`);
      expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
        ["file", "title"],
        ["a", "b"],
        ["c", ""],
      ]);
    }
  });

  test("tells line and column of each cell across quoted line breaks", () => {
    const { rows } = parseCsv('file,title\n"a\nb",x\nc,y');
    expect(rows[1]).toMatchObject([
      { text: "a\nb", line: 2, column: 1 },
      { text: "x", line: 3, column: 4 },
    ]);
    expect(rows[2]![1]).toMatchObject({ line: 4, column: 3 });
  });
});

describe("parseFacts()", () => {
  test("the template is a table without problems, and names no file", () => {
    expect(problemsOf(collectTemplate())).toEqual([]);
    expect(parseFacts(collectTemplate(), "t.csv").lookUp("any").facts).toEqual({});
  });

  test("gathers every problem with its line and column", () => {
    const csv =
      "file,colour,collected_at,consent_until,consent_by,origin,collected_at\n" +
      "a.txt,x,2017-13,,,moon,\n" +
      ",,,,,,\n" +
      ",,2017,,,,\n" +
      "b.txt,,,2027-01-01,,,,extra\n" +
      "a.txt,,,,,,\n" +
      "c.txt,,,,the witness,,\n";
    const problems = problemsOf(csv);
    const places = problems.map((problem) => problem.split(" ", 1)[0]);
    expect(places.sort()).toEqual(["1:58", "1:6", "2:19", "2:9", "4:1", "5:23", "5:9", "6:1", "7:10"]);
  });

  test("says when the first line names no file column, and when quotes do not close", () => {
    expect(problemsOf("name\nx\n")[0]).toContain("there is no column");
    expect(problemsOf("")).toHaveLength(1);
    expect(problemsOf('file,title\na.txt,"never closed')).toEqual([
      "2:7 the quotation mark that opens this cell is never closed",
    ]);
    expect(problemsOf('file,title\na.txt,"x" y,\n').join()).toContain("behind the closing quotation mark");
  });

  test("tells given, missing and not applicable apart", () => {
    const csv =
      "file,collector,relevance,url,author,received_from\na,n/a,missing: the finder died,n/a,missing: unsigned,missing: x\n";
    expect(parseFacts(csv, "f").lookUp("a").facts).toEqual({
      collector: { notApplicable: true },
      relevance: { missing: "the finder died" },
      url: { notApplicable: true },
      context: { missing: "unsigned" },
      custody: { missing: "x" },
    });
  });

  test("builds every composite fact", () => {
    const csv =
      "file,url,url_final,author,published,caption,language,received_from,received_on,received_how,prior_copies\n" +
      "./a,http://a.example,http://b.example,somebody,2017-05,words,ar,a friend,2018,by hand,one | two\n";
    const { facts } = parseFacts(csv, "f").lookUp("a");
    expect(exhibitFactsSchema.partial().parse(facts)).toEqual({
      url: { given: { entered: "http://a.example", final: "http://b.example" } },
      context: { given: { author: "somebody", published: "2017-05", caption: "words", language: "ar" } },
      custody: { given: [{ from: "a friend", on: "2018", how: "by hand" }] },
      priorCopies: { given: ["one", "two"] },
    });
  });

  test("never throws anything but its own error", () => {
    const unit = fc.constantFrom(
      "file",
      "title",
      "*",
      ",",
      '"',
      "\n",
      "missing:",
      "n/a",
      "consent_by",
      "a",
      "|",
      " ",
      "2017",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (csv) => void problemsOf(csv)),
      { numRuns: 500 },
    );
  });
});

test("overlay() puts the table over the options", () => {
  const table = overlay(
    parseFacts("file,collector\na,one\n", "f"),
    factsForAll({ collector: "two", relevance: "why" }),
  );
  expect(table.lookUp("a").facts).toEqual({ collector: { given: "one" }, relevance: { given: "why" } });
  expect(table.lookUp("b").facts).toEqual({ collector: { given: "two" }, relevance: { given: "why" } });
  expect(table.unused()).toEqual([]);
});
