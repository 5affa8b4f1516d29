import { expect, it } from "vitest";
import { relativesIn } from "./relatives.ts";

// Made-up names.
it("a text says who belongs to a person, by given name and family", () => {
  expect(relativesIn("زوجها نبيل سعيد الزعروري، ولدها رامي")).toEqual({
    husband: relativesIn("زوجها نبيل الزعرورى").husband,
    // His family is that of the husband.
    child: relativesIn("ولدها رامي الزعروري").child,
  });
  expect(Object.keys(relativesIn("والده خالد النجار"))).toEqual(["father"]);
  expect(relativesIn("والدها خالد النجار").father).toBe(relativesIn("والده خالد محمود النجار").father);
  expect(relativesIn("her husband Khaled Najjar").husband).toBe(relativesIn("زوجها خالد نجار").husband);
});

it("what speaks of nobody's relatives, or not by name and family, says nothing", () => {
  for (const text of ["", "شظايا متعددة", "من آل النجار", "والده", "زوجها خالد", "خالد النجار"])
    expect(relativesIn(text)).toEqual({});
});
