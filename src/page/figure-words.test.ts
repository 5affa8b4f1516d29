import { describe, expect, it } from "vitest";
import { makeQuantity } from "#kernel";
import { figureWords, unitWords } from "./figure-words.ts";

const words = (parts: Parameters<typeof makeQuantity>[0], language: string): string => {
  const quantity = makeQuantity(parts);
  if (typeof quantity === "string") throw new Error(quantity);
  return figureWords(quantity, language);
};

describe("figureWords()", () => {
  it("always spells out the bound, the unit and the rate", () => {
    expect(words({ relation: "atMost", value: "50", unit: "people", per: "day" }, "en")).toBe(
      "at most 50 people per day",
    );
    expect(words({ relation: "between", lower: "5000", upper: "13000", unit: "people" }, "en")).toBe(
      "between 5,000 and 13,000 people",
    );
    expect(words({ relation: "justBelow", value: "18000", unit: "people" }, "en")).toBe("nearly 18,000 people");
    expect(words({ relation: "notStated", unit: "people" }, "en")).toBe("an unstated number of people");
    expect(words({ relation: "between", lower: "20", upper: "50", unit: "people", per: "time" }, "en")).toBe(
      "between 20 and 50 people at a time",
    );
  });
  it("inflects the Arabic noun by the number it follows", () => {
    expect(words({ relation: "atMost", value: "50", unit: "people", per: "day" }, "ar")).toBe(
      "ما لا يزيد على 50 شخصًا في اليوم",
    );
    expect(words({ relation: "exact", value: "5", unit: "people" }, "ar")).toBe("5 أشخاص");
    expect(words({ relation: "between", lower: "5000", upper: "13000", unit: "people" }, "ar")).toBe(
      "ما بين 5,000 و13,000 شخص",
    );
    expect(words({ relation: "exact", value: "103", unit: "people" }, "ar")).toBe("103 أشخاص");
    expect(words({ relation: "exact", value: "117000", unit: "arrests" }, "ar")).toBe("117,000 حالة اعتقال");
    // The noun stands beside its number, not behind what is said of the bound.
    expect(words({ relation: "justBelow", value: "18000", unit: "detainees" }, "ar")).toBe(
      "ما يقارب 18,000 معتقل دون أن يبلغ ذلك",
    );
  });
  it("leaves a unit and a rate that no locale knows as they were written", () => {
    expect(words({ relation: "exact", value: "4", unit: "ovens", per: "yard" }, "ar")).toBe("4 ovens لكل yard");
    expect(words({ relation: "exact", value: "4", unit: "" }, "en")).toBe("4");
  });
  it("names what is counted without a number, in the plural", () => {
    expect(unitWords({ unit: "people", per: "day" }, "en")).toBe("people per day");
    expect(unitWords({ unit: "people", per: "day" }, "ar")).toBe("أشخاص في اليوم");
    expect(words({ relation: "notStated", unit: "detainees" }, "ar")).toBe("عدد غير محدد من معتقلين");
  });
});
