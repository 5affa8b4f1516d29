import { Random } from "#kernel";

const GIVEN =
  "john jon jonathan mary marie katherine kate cathy robert bob william will anna hannah peter petra omar amina".split(
    " ",
  );
const FAMILY =
  "smith smyth miller müller mueller johnson johnston garcía garcia o'neill oneill brown braun ivanova sato".split(" ");
const PLACES = "north harbour;north harbor;mill hill;millhill;old bridge;stone ferry;st. agnes".split(";");

/** A made-up list with every kind of field that is compared, slips and gaps included. Nobody in it exists. */
export function madeUpPeople(people: number, seed: number): string {
  const random = new Random(seed, 9);
  const pick = (items: readonly string[]): string => items[random.below(items.length)]!;
  const pad = (n: number): string => String(n).padStart(2, "0");
  const rows: string[] = [];
  for (let person = 0; person < people; person++) {
    const [given, family, place] = [pick(GIVEN), pick(FAMILY), pick(PLACES)];
    const [year, month, day] = [1940 + random.below(60), 1 + random.below(12), 1 + random.below(28)];
    const id = String(100000 + random.below(900000));
    const copies = 1 + random.below(3);
    for (let copy = 0; copy < copies; copy++) {
      const slip = (text: string): string => {
        if (random.float() > 0.2 || text.length < 3) return text;
        const at = random.below(text.length - 1);
        return random.float() < 0.5
          ? text.slice(0, at) + text.slice(at + 1)
          : text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
      };
      const maybe = (text: string): string => (random.float() < 0.1 ? "" : text);
      const iso = `${year}-${pad(month)}-${pad(day)}`;
      // Days, years, turned days, both orders, a Hijri day or year near it: exact dates and all kinds of doubt.
      const date = pick([
        iso,
        iso,
        iso,
        String(year),
        `${year}-${pad(day % 12 || 1)}-${pad(month)}`,
        `${day}/${month}/${year}`,
        `${month}/${day}/${year}`,
        `${1 + random.below(29)} رمضان ${Math.round((year - 622) * 1.0307)}`,
        `${Math.round((year - 622) * 1.0307)}`,
        "",
        "",
      ]);
      const years = 2020 - year + random.below(3) - 1;
      const age = pick([String(years), String(years), years < 18 ? "child" : "adult", `${years - 2}-${years + 2}`]);
      rows.push(
        [
          `r${rows.length + 1}`,
          slip(given),
          slip(family),
          date,
          maybe(age),
          maybe(pick(["m", "f"])),
          maybe(slip(place)),
          maybe(slip(id)),
          maybe(`${given}.${family}@example.org`.replaceAll("'", "")),
          String(person),
        ].join(","),
      );
    }
  }
  return `record id,given name,surname,date of birth,age,sex,place,identity number,email,person\n${rows.join("\n")}\n`;
}
