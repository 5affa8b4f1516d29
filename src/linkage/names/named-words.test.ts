import { expect, it } from "vitest";
import { parseName } from "./parse-name.ts";

it("knows who has no name, however that is written", () => {
  for (const text of [
    "مجهول",
    "مجهولة الهوية",
    "مجهول الهوية 12",
    "شهيد مجهول",
    "جثة مجهولة - خان يونس",
    "طفلة مجهولة",
    "غير معروف الاسم",
    "لم يتم التعرف عليه",
    "بدون اسم",
    "رضيع",
    "طفل من عائلة النجار",
    "عائلة النجار",
    "رفات",
    "رجل",
    "Unidentified",
    "Unknown male body",
    "Unidentified (Rafah)",
    "Baby girl",
    "سيدة مجهولة",
    "child from family Najjar",
    "Man from the El Haj family",
    "Child of the Razzouq family",
    "سيدة من عائلة النجار",
    "not identified",
    "N/A",
    "???",
  ])
    expect(parseName(text).isUnknown, text).toBe(true);
});

it("takes nobody's name away", () => {
  for (const text of [
    "محمد النجار",
    "الشهيد محمد النجار",
    "الطفلة ملك النجار",
    "سيدة",
    "Baby Rana Haddad",
    "Jana Adult",
    "أمل",
    "Nil Kaya",
    "شهيد محمد",
  ])
    expect(parseName(text).isUnknown, text).toBe(false);
  const parts = (text: string): string[] => parseName(text).atoms.map((atom) => atom.text);
  expect(parts("محمد من عائلة النجار")).toEqual(parts("محمد النجار"));
  expect(parts("Omar of the Haddad family")).toEqual(parts("Omar Haddad"));
  expect(parts("Omar of the family Haddad".replace("the ", ""))).toEqual(parts("Omar Haddad"));
  expect(parts("محمد أحمد، العائلة غير معروفة").slice(0, 2)).toEqual(parts("محمد أحمد").slice(0, 2));
});
