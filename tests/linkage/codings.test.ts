import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Workbench } from "../support/cli.ts";

// Made-up people: nobody in these lists exists. One list counts sexes and lacks ids, dates by the Islamic calendar and in Arabic;
// the other is kept in English with months first.
const MEN = "أحمد عمر خالد حسين يوسف إبراهيم مصطفى طارق سمير وليد".split(" ");
const WOMEN = "فاطمة زينب مريم هدى سعاد ليلى رنا سلمى عبير دعاء".split(" ");
const MEN_EN = "Ahmad Omar Khaled Hussein Youssef Ibrahim Mustafa Tareq Samir Walid".split(" ");
const WOMEN_EN = "Fatima Zainab Mariam Huda Souad Layla Rana Salma Abeer Duaa".split(" ");
const FATHERS = ["علي", "حسن", "محمود", "ياسر"];
const FATHERS_EN = ["Ali", "Hassan", "Mahmoud", "Yasser"];
const FAMILIES = ["الحلبي", "النجار", "العطار", "الخطيب", "الرفاعي"];
const FAMILIES_EN = ["al-Halabi", "Najjar", "Al Attar", "Khatib", "El-Rifai"];
const PLACES = ["درعا/نوى", "دوما", "الرستن", "مدينة حلب", "خان شيخون"];
const PLACES_EN = ["Nawa", "Douma", "Al-Rastan", "Aleppo", "Khan Sheikhoun"];
const PEOPLE = Array.from({ length: 60 }, (_, i) => {
  const isMan = i % 3 !== 0;
  const [given, father, family, place] = [i % 10, (i * 7) % 4, (i * 3 + Math.floor(i / 10)) % 5, (i * 11) % 5];
  const age = (i * 13) % 70;
  return { i, isMan, given, father, family, place, age, month: 1 + (i % 12), day: 13 + (i % 15) };
});
const id = (i: number): string => (i % 9 === 4 ? "" : String(900_000_000 + ((i * 7919) % 99_991)));

const arabic = PEOPLE.map(({ i, isMan, given, father, family, place, age, month, day }) => {
  const name = `${(isMan ? MEN : WOMEN)[given]} ${FATHERS[father]} ${FAMILIES[family]}`;
  const years = age < 1 ? "رضيع" : i % 5 === 1 ? (age < 18 ? "طفل" : "بالغ") : `${age} سنة`;
  const day2013 = i % 10 === 7 ? `${Math.min(29, day)} صفر 1435` : `${day}/${month}/2013`;
  return [`${i + 1}`, id(i), name, isMan ? "1" : "2", years, PLACES[place], day2013, i].join(",");
});
const english = PEOPLE.map(({ i, isMan, given, father, family, place, age, month, day }) => {
  const name = `${(isMan ? MEN_EN : WOMEN_EN)[given]} ${FATHERS_EN[father]} ${FAMILIES_EN[family]}`;
  const date = i % 10 === 7 ? "12/15/2013" : `${month}/${day}/2013`;
  return [
    id(i),
    name,
    age < 18 ? (isMan ? "Boy" : "Girl") : isMan ? "Man" : "Woman",
    age,
    PLACES_EN[place],
    date,
    i,
  ].join(",");
}).reverse();

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

it("two lists that code everything differently meet: who is one person is found, nobody else is joined, one line says what was taken how", async () => {
  bench.write("a.csv", ["م,الهوية,الشهيد,ج,العمر,من سكان,يوم الوفاة,person", ...arabic].join("\n"));
  bench.write("b.csv", ["ID,Victim,M/F,Age at death,Home,Killed on,person", ...english].join("\n"));
  const ran = await bench.run(["link", "a.csv", "b.csv", "--truth", "person", "--out", "linked", "--json"]);
  expect(ran.exit).toBe(0);
  const { metrics, warnings } = JSON.parse(ran.out);
  expect(metrics.edges.precision).toBe(1);
  expect(metrics.edges.recall).toBeGreaterThan(0.95);
  expect(warnings).toEqual([
    'b.csv: column "ID" is an id by its header, but with 53 different values in 60 rows, missing in 7: rows are numbered, and it is compared as identifier; --map "ID=ignore" leaves it out',
    'a.csv, column "ج": "1" is read as male by the given names, "2" is read as female by the given names',
  ]);
  const roles = JSON.parse(readFileSync(bench.path("linked/map.json"), "utf8")) as {
    columns: { column: string; role: string }[];
  }[];
  expect(roles.map(({ columns }) => columns.map(({ role }) => role).join(" "))).toEqual([
    "id identifier name sex age place event ignore",
    "identifier name sex age place event ignore",
  ]);
});
