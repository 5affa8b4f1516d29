import { expect, it } from "vitest";
import { readList } from "../read/read-list.ts";
import { proposeMaps } from "./propose.ts";

const list = (name: string, text: string) => readList(new TextEncoder().encode(text), name);
const FAMILIES = ["الساعدي", "الحلي", "العامري", "الفتلاوي", "الجبوري", "الغزي"];
const GIVEN = ["كاظم", "سالم", "حيدر", "خضير", "عودة", "جاسم"];

const missing = (column: string, values: readonly string[]): string =>
  `الاسم,اسم الأب,${column}\n${GIVEN.map((given, i) => `${given},علي,${values[i]}`).join("\n")}\n`;
const found = `الاسم الكامل\n${GIVEN.map((given, i) => `${given} علي محسن ${FAMILIES[(i + 1) % 6]}`).join("\n")}\n`;

async function roleOf(column: string, values: readonly string[], other = found): Promise<string> {
  const tables = [await list("missing.csv", missing(column, values)), await list("found.csv", other)];
  return proposeMaps(tables)[0]!.columns.find(({ column: name }) => name === column)!.role;
}

it("a column that names of another list end with tells families, whatever heads it", async () => {
  expect(await roleOf("العشيرة", FAMILIES)).toBe("family");
  expect(
    await roleOf(
      "البيت",
      FAMILIES.map((family) => family.slice(2)),
    ),
  ).toBe("family");
  expect(await roleOf("العشيرة", ["أزرق", "أخضر", "أحمر", "أسود", "أبيض", "أصفر"])).toBe("text");
  // Nothing of another list ends with them.
  expect(await roleOf("العشيرة", FAMILIES, "الاسم الكامل\nكاظم علي محسن سوان\n")).toBe("text");
});
