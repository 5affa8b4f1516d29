import { expect, test } from "vitest";
import { read } from "../read.ts";

const counted = (text: string, language = "en"): string[] =>
  read(text, { referenceDate: "2017-05-15", language }).quantities.map((q) => q.exact);

test("telephone numbers and the numbers of documents count nothing", () => {
  expect(counted("Call the hotline on +44 20 7946 0018 or 0800 555 112.")).toEqual([]);
  expect(counted("Ring (212) 555-4141 with news of the 12 men.")).toEqual(["12"]);
  expect(counted("Paragraph 44 of document A/HRC/31/68 and resolution 28/20 name 200 men.")).toEqual(["200"]);
  expect(counted("اتصلوا على الرقم 0112345678.", "ar")).toEqual([]);
});

test("what only looks like them is still counted", () => {
  expect(counted("Some 3,000-4,000 people and 300-400 sheep were moved.")).toEqual(["Some 3,000-4,000", "300-400"]);
  expect(counted("The 4th Division lost 30 men; the fourth man fled.")).toEqual(["30", "fourth"]);
  expect(counted("He paid 3/4 of it.")).toEqual(["3/4"]);
});
