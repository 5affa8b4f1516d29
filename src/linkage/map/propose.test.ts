import { expect, test } from "vitest";
import { readList } from "../read/read-list.ts";
import { proposeMap } from "./propose.ts";

test("headings of lists as they are kept in Arabic, French, Kurdish and English are known", async () => {
  const wanted = [
    ["المسلسل", "id"],
    ["Nom et prénom", "name"],
    ["سنة الولادة", "birth year"],
    ["محافظة", "place"],
    ["Sexe", "sex"],
  ] as const;
  const rows = [
    wanted.map(([heading]) => heading),
    ["a1", "Ali Omar", "1980", "Homs", "M"],
    ["a2", "Sami Ali", "1981", "Hama", "M"],
  ];
  const table = await readList(new TextEncoder().encode(rows.map((row) => row.join(",")).join("\n")), "list.csv");
  expect(proposeMap(table).columns.map(({ column, role }) => [column, role])).toEqual(wanted);
  const others = {
    "S/N": "id",
    "اسم المعتقل": "name",
    "Nav û paşnav": "name",
    "Detainee name": "name",
    "Date de naissance": "birth",
  };
  for (const [heading, role] of Object.entries(others)) {
    const one = await readList(new TextEncoder().encode(`${heading}\n1980-01-01\n1981-02-02\n`), "list.csv");
    expect(proposeMap(one).columns[0], heading).toMatchObject({ role });
  }
});
