import { expect, test } from "vitest";
import { quotesOf } from "./quotes.ts";

const inside = (text: string): string[] =>
  quotesOf(text, [{ start: 0, end: text.length }]).map(({ start, end }) => text.slice(start, end));

test("a quotation opened by the wrong mark is one, as it is in Swedish", () => {
  expect(inside("”The wall fell.” ― Mara Tolen")).toEqual(["The wall fell."]);
  expect(inside("She asked (”who?”) and left.")).toEqual(["who?"]);
});

test("one closed by the wrong mark ends there", () => {
  expect(inside("“Half of it fell.“ Then the wall.")).toEqual(["Half of it fell."]);
});

test("a closing mark alone, or one for inches, opens nothing", () => {
  expect(inside("The wall fell.” Then it rained.")).toEqual([]);
  expect(inside('A pipe of 6" lay there.')).toEqual([]);
});
