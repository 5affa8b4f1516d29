import fc from "fast-check";
import { expect, test } from "vitest";
import { readCues, timeCode } from "./cues.ts";

test("WebVTT and SubRip are read with their times, settings and remarks aside", () => {
  const vtt =
    "\ufeffWEBVTT\r\n\r\nNOTE made up\r\n\r\n1\r\n00:01.000 --> 00:02.500 align:start\r\nfirst\r\nline\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nlast\r\n";
  expect(readCues(vtt, "a.vtt")).toEqual({
    problems: [],
    cues: [
      { fromMs: 1000, toMs: 2500, text: "first\nline" },
      { fromMs: 3_600_000, toMs: 3_601_000, text: "last" },
    ],
  });
  expect(readCues("1\n00:00:01,000 --> 00:00:02,000\nقال\n", "a.srt").cues).toEqual([
    { fromMs: 1000, toMs: 2000, text: "قال" },
  ]);
  expect(readCues("A plain text.\n", "a.txt")).toEqual({ cues: [], problems: [] });
});

test("every line that cannot be used is told with its number", () => {
  const text =
    "00:01 --> 00:02\nx\n\n00:03.000 --> 00:02.000\nx\n\n00:09.000 --> 00:10.000\nx\n\n00:08.000 --> 00:11.000\nx\n\n00:61.000 --> 00:62.000\nx\n\n00:12.000 --> 00:13.000\n\n";
  expect(readCues(text, "a.vtt").problems.map(({ line, message }) => [line, message.slice(0, 15)])).toEqual([
    [1, "no time code; w"],
    [4, "it ends before "],
    [10, "it begins befor"],
    [13, "no time code; w"],
    [16, "no words stand "],
  ]);
});

test("what is written with timeCode() is read back", () => {
  fc.assert(
    fc.property(fc.nat(359_999_000), fc.integer({ min: 1, max: 9000 }), (fromMs, length) => {
      const toMs = fromMs + length;
      const { cues } = readCues(`${timeCode(fromMs)} --> ${timeCode(toMs)}\nx\n`, "a.vtt");
      expect(cues).toEqual([{ fromMs, toMs, text: "x" }]);
    }),
  );
});
