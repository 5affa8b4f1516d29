import { expect, it } from "vitest";
import { personHistory } from "./history.ts";

it("tells persons that stayed, merged, split and moved", () => {
  const before = new Map([
    ["1", "A"],
    ["2", "B"],
    ["3", "C"],
    ["4", "C"],
    ["5", "D"],
    ["6", "D"],
    ["7", "E"],
    ["8", "gone"],
  ]);
  const after = new Map([
    ["1", "AB"],
    ["2", "AB"],
    ["3", "C1"],
    ["4", "C2"],
    ["5", "D"],
    ["6", "DE"],
    ["7", "DE"],
    ["9", "new"],
  ]);
  expect(
    personHistory(before, after).map(({ before: x, after: y, what, records }) => `${x}>${y} ${what} ${records}`),
  ).toEqual([
    "A>AB merged 1",
    "B>AB merged 1",
    "C>C1 split 1",
    "C>C2 split 1",
    "D>D split 1",
    "D>DE moved 1",
    "E>DE merged 1",
  ]);
});
