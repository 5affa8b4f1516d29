import { expect, test } from "vitest";
import { read } from "./read.ts";
import { readingPage } from "./view.ts";

test("days that a text leaves open are kept whole on a page that runs from the right, in the claim and in the question", () => {
  const text = "وتحمل الصورة ملصقاً كُتب عليه «02-11»، ولا يُعرف متى التُقطت.";
  const page = readingPage(text, read(text, { referenceDate: "2018-06-30" }));
  const days = '<bdi class="day" dir="ltr">2017-11-02</bdi> | <bdi class="day" dir="ltr">2018-02-11</bdi>';
  expect(page.split(days)).toHaveLength(3);
  expect(page.replaceAll(days, "")).not.toMatch(/2017-11-02|2018-02-11/);
});
