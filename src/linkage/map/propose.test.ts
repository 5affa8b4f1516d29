import { expect, test } from "vitest";
import { fold } from "#kernel";
import { readList } from "../read/read-list.ts";
import { HEADERS } from "./headers.ts";
import { proposeMap } from "./propose.ts";

test("headings of lists as they are kept in Arabic, French, Kurdish and English are known", async () => {
  const wanted = [
    ["المسلسل", "id"],
    ["Nom et prénom", "name"],
    ["سنة الولادة", "birth year"],
    ["محافظة", "governorate"],
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
    const values = role === "name" ? ["Ali Omar", "Sami Ali"] : ["1980-01-01", "1981-02-02"];
    const one = await readList(new TextEncoder().encode(`${heading}\n${values.join("\n")}\n`), "list.csv");
    expect(proposeMap(one).columns[0], heading).toMatchObject({ role });
  }
});

async function roleOf(heading: string, ...values: readonly string[]): Promise<string> {
  const csv = [heading, ...values].map((value) => `"${value}",x`).join("\n");
  const table = await readList(new TextEncoder().encode(csv), "list.csv");
  return proposeMap(table).columns[0]!.role;
}

test("relatives are told apart by their headings, in both languages", async () => {
  const wanted = {
    "اسم العائلة": "family",
    العائلة: "family",
    "اسم الأب": "father",
    "اسم الوالد": "father",
    "اسم الوالدة": "mother",
    "اسم الأم": "mother",
    "اسم الجد": "grandfather",
    "Father's name": "father",
    "Grandfather's name": "grandfather",
    "Mother name": "mother",
    "Surname / Family name": "family",
  };
  for (const [heading, role] of Object.entries(wanted))
    expect(await roleOf(heading, "Omar", "Sami"), heading).toBe(role);
});

test("brackets, two languages at once and camelCase do not hide what a column is", async () => {
  const dates = ["1980-05-17", "1981-02-03"];
  expect(await roleOf("Date of birth (DD/MM/YYYY)", ...dates)).toBe("birth");
  expect(await roleOf("تاريخ الميلاد / Date of Birth", ...dates)).toBe("birth");
  expect(await roleOf("dateOfBirth", ...dates)).toBe("birth");
  expect(await roleOf("المواليد", "17/05/1980", "03/02/1981")).toBe("birth");
  expect(await roleOf("تاريخ القتل", "بداية 2013", "2013-05-01")).toBe("event");
  expect(await roleOf("تاريخ التحديث", ...dates)).toBe("ignore");
  for (const heading of ["العمر عند الوفاة", "العمر (سنة)", "Age (years)", "العمر Age", "ageAtDeath"])
    expect(await roleOf(heading, "31", "رضيع"), heading).toBe("age");
  expect(await roleOf("Age (group)", "adult", "child")).toBe("age");
  for (const heading of ["الاسم بالإنجليزية", "الاسم الرباعي", "Name / الاسم", "Name of the victim", "fullName"])
    expect(await roleOf(heading, "Omar Sami", "Sami Omar"), heading).toBe("name");
});

test("headings are written as folding leaves them: a letter that is folded away would never be met", () => {
  expect(HEADERS.length).toBeGreaterThan(15);
  for (const [{ source }] of HEADERS) expect(fold(source)).toBe(source.toLowerCase());
});

test("whose town or age it is stands in the heading: his, hers, on the day of something else", async () => {
  for (const heading of ["مدينته", "بلدتها", "قريتهم"])
    expect(await roleOf(heading, "حمص", "حماة", "درعا"), heading).toBe("place");
  expect(await roleOf("محافظته", "حمص", "حماة")).toBe("governorate");
  for (const heading of ["عمره يوم الاعتقال", "عمرها وقت الاختفاء", "Âge au décès"])
    expect(await roleOf(heading, "31", "18", "45"), heading).toBe("age");
  expect(await roleOf("متى اعتقل", "2013-01-05", "2014-02-01")).toBe("event");
});

test("a birth told in words is a place", async () => {
  expect(await roleOf("تولد", "درعا", "حمص", "نوى")).toBe("place");
  expect(await roleOf("تولد", "1980", "12/3/1981", "1975")).toBe("birth");
});

test("the number of an admission under a word of places is no place", async () => {
  expect(await roleOf("رقم الدخول", "24700", "33727", "5842")).not.toBe("event place");
  expect(await roleOf("مكان الدخول", "حمص", "حماة", "درعا")).toBe("event place");
});

test("names few of whose first words we know are still the likeliest names of a list", async () => {
  const names = [
    "Xwedê Zinar",
    "Berfîn Çiya",
    "Rojhat Welat",
    "Ahmad Haddad",
    "Evîn Kajîn",
    "Dilgeş Baran",
    "Hozan Serhat",
  ];
  expect(await roleOf("Qui", ...names)).toBe("name");
});

test("a list of people has a name: where no heading says so, the column whose values begin with given names", async () => {
  expect(await roleOf("Qui", "Mohamed Benali", "Ahmad Haddad", "Fatima Zohra Kaci")).toBe("name");
  expect(await roleOf("Où", "Tizi Ouzou", "Oued Rhiou", "Bab Ezzouar")).not.toBe("name");
  expect(await roleOf("اسم المتوفى كاملاً", "محمد خالد الحلبي", "سمير علي النجار")).toBe("name");
  expect(await roleOf("تەمەن", "31", "40")).toBe("age");
  expect(await roleOf("ناوی دایک", "خديجة", "زينب")).toBe("mother");
});
