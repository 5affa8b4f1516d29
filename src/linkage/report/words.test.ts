import { expect, it } from "vitest";
import { DATE_LEVELS, RANGED_AGE_LEVELS } from "../compare/dates.ts";
import { ROLES } from "../map/roles.ts";
import { CHAIN_LEVELS } from "../names/chain.ts";
import { CODE_LEVELS, LISTS_LEVELS, NAME_LEVELS, SEX_LEVELS, TEXT_LEVELS } from "../plan/levels.ts";
import { keyIn, levelIn, reasonIn, sayer, termIn } from "./words.ts";

const [en, ar] = [sayer("en"), sayer("ar")];

it("every level and every role has words in Arabic, and in English its own name", () => {
  const levels = [
    CHAIN_LEVELS,
    NAME_LEVELS,
    TEXT_LEVELS,
    CODE_LEVELS,
    SEX_LEVELS,
    LISTS_LEVELS,
    DATE_LEVELS,
    RANGED_AGE_LEVELS,
  ];
  for (const level of levels.flat()) {
    expect(levelIn(en, level)).toBe(level);
    expect(levelIn(ar, level), level).toMatch(/[\u0621-\u064a]/);
  }
  for (const role of ROLES) {
    expect(termIn(en, role)).toBe(role);
    expect(termIn(ar, role), role).toMatch(/[\u0621-\u064a]/);
  }
});

it("a heading of a list stays as it is, and a key of blocking keeps the name that --block takes", () => {
  expect(termIn(ar, "المحافظة")).toBe("المحافظة");
  expect(keyIn(en, "given skeleton").html).toBe("<bdi>given skeleton</bdi>");
  expect(keyIn(ar, "given skeleton").html).toMatch(/الاسم الأول.*given skeleton/);
  expect(keyIn(ar, "المدينة start").html).toMatch(/المدينة: البداية.*المدينة start/);
});

it("reasons are told with their values; others are not lost", () => {
  expect(reasonIn(ar, 'header "العمر"')).toBe('العنوان "العمر"');
  expect(reasonIn(en, "another column is the id")).toBe("another column is the id");
  expect(reasonIn(ar, "another column is the id")).toContain("المعرِّف");
  const three = [
    'header "nav", names of several parts',
    "names of other lists end with its values",
    '"nav" was said to be the name',
  ];
  for (const reason of three) {
    expect(reasonIn(en, reason)).toBe(reason);
    expect(reasonIn(ar, reason), reason).toMatch(/[\u0621-\u064a]/);
  }
  expect(reasonIn(ar, three[2]!)).toContain(termIn(ar, "name"));
  expect(reasonIn(ar, "a reason of its own")).toBe("a reason of its own");
});
