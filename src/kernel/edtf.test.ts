import { describe, expect, it } from "vitest";
import { compareDays, dayNumber, edtfMayOverlap, isEdtf, parseEdtf } from "./edtf.ts";

describe("parseEdtf()", () => {
  // Examples of the Library of Congress's EDTF specification page, levels 0 and 1.
  it.each([
    "1985-04-12",
    "1985-04",
    "1985",
    "1985-04-12T23:20:30",
    "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30-04",
    "1985-04-12T23:20:30+04:30",
    "1964/2008",
    "2004-06/2006-08",
    "2004-02-01/2005-02-08",
    "2005/2006-02",
    "Y170000002",
    "Y-170000002",
    "2001-21",
    "1984?",
    "2004-06~",
    "2004-06-11%",
    "201X",
    "20XX",
    "2004-XX",
    "1985-04-XX",
    "1985-XX-XX",
    "1985-04-12/..",
    "1985/",
    "../1985-04-12",
    "/1985",
    "-1985",
    "1984~/2004-06",
  ])("reads %s", (text) => expect(isEdtf(text)).toBe(true));

  it.each([
    "",
    "85",
    "2017-13",
    "2017-02-29",
    "2017-1-1",
    "2017-00",
    "2017-XX-04",
    "201X-05",
    "../..",
    "/",
    "2018/2017",
    "2017-05-15 ",
    "2017-05-15T25:00:00",
    "X017",
    "2017-25",
    "2017-21-01",
    "٢٠١٧",
  ])("refuses %s", (text) => expect(parseEdtf(text)).toBeNull());

  it("gives the days that an expression spans", () => {
    expect(parseEdtf("2012-02")).toMatchObject({ earliest: "2012-02-01", latest: "2012-02-29" });
    expect(parseEdtf("201X")).toMatchObject({ earliest: "2010-01-01", latest: "2019-12-31" });
    expect(parseEdtf("2011-09/2015-12")).toMatchObject({ earliest: "2011-09-01", latest: "2015-12-31" });
    expect(parseEdtf("2013/..")).toMatchObject({ earliest: "2013-01-01", latest: null });
    expect(parseEdtf("2016-24")).toMatchObject({ earliest: "2016-12-01", latest: "2017-02-28" });
  });

  it("says what is uncertain and what approximate", () => {
    expect(parseEdtf("2015-01?")).toMatchObject({ uncertain: true, approximate: false });
    expect(parseEdtf("2015-01%")).toMatchObject({ uncertain: true, approximate: true });
  });
});

describe("edtfMayOverlap()", () => {
  const overlap = (a: string, b: string): boolean => edtfMayOverlap(parseEdtf(a)!, parseEdtf(b)!);
  it("compares days, with open ends reaching without limit", () => {
    expect(overlap("2011/2015", "2015-12-31")).toBe(true);
    expect(overlap("2011/2015", "2016")).toBe(false);
    expect(overlap("2013/..", "2900")).toBe(true);
    expect(overlap("-0044", "Y-50000")).toBe(false);
  });
});

describe("dayNumber()", () => {
  it("counts from 1970-01-01", () => {
    expect(dayNumber("1970-01-01")).toBe(0);
    expect(dayNumber("2017-05-15")).toBe(17301);
    expect(compareDays("10000-01-01", "9999-12-31")).toBeGreaterThan(0);
  });
});
