import { expect, it } from "vitest";
import { fold } from "#kernel";
import { readList } from "../read/read-list.ts";
import { readSex } from "../values/read-sex.ts";
import { subjectOf } from "./heading-role.ts";
import { proposeMap } from "./propose.ts";

// Made-up people.
const rolesOf = async (text: string): Promise<Record<string, string>> => {
  const { columns } = proposeMap(await readList(new TextEncoder().encode(text), "list.csv"));
  return Object.fromEntries(columns.map(({ column, role }) => [column, role]));
};

it("a list in Sorani heads its columns in Sorani, and its sexes are read", async () => {
  const text = `ژمارە,ناوی سیانی,ناوی باوک,ناوی دایک,ڕێکەوتی لەدایکبوون,ڕەگەز,تەمەن,شوێنی لەدایکبوون,بەرواری کوژران,شوێنی کوژران
١,ئازاد ڕەشید کەریم,ڕەشید,شیرین,١٩٨٥/٣/٢١,نێر,٣٠,قامشلۆ,٢٠١٥/١/٥,کۆبانێ
٢,شیلان عەبدوڵڵا حەسەن,عەبدوڵڵا,زەینەب,١٩٩٠/٧/١,مێ,٢٥,کۆبانێ,٢٠١٥/١/٢٦,کۆبانێ
`;
  expect(await rolesOf(text)).toEqual({
    ژمارە: "id",
    "ناوی سیانی": "name",
    "ناوی باوک": "father",
    "ناوی دایک": "mother",
    "ڕێکەوتی لەدایکبوون": "birth",
    ڕەگەز: "sex",
    تەمەن: "age",
    "شوێنی لەدایکبوون": "place",
    "بەرواری کوژران": "event",
    "شوێنی کوژران": "event place",
  });
});

it("a list in Kurmanji and one in Turkish do so too: a birth is no mother, and deaths of two languages are about one thing", async () => {
  const kurmanji = `Hejmar;Nav û paşnav;Navê bavê;Navê dê;Roja ji dayikbûnê;Zayend;Cihê jidayikbûnê;Dîroka kuştinê
7;Azad Reşîd Kerîm;Reşîd;Şîrîn;21.03.1985;nêr;Qamişlo;05.01.2015
9;Şîlan Ebdula Hesen;Ebdula;Zeyneb;01.07.1990;mê;Kobanê;26.01.2015
`;
  expect(Object.values(await rolesOf(kurmanji))).toEqual([
    "id",
    "name",
    "father",
    "mother",
    "birth",
    "sex",
    "place",
    "event",
  ]);
  expect((await rolesOf("nav,roja bûyînê\nAzad Reşîd Kerîm,21.03.1985\n"))["roja bûyînê"]).toBe("birth");
  const turkish = `Sıra;Adı Soyadı;Ana Adı;Baba Adı;Doğum Tarihi;Cinsiyet;Ölüm Tarihi
1;Azad Reşit Kerim;Şirin;Reşit;21.03.1985;Erkek;05.01.2015
2;Şilan Abdullah Hasan;Zeynep;Abdullah;01.07.1990;Kadın;26.01.2015
`;
  expect(Object.values(await rolesOf(turkish))).toEqual(["id", "name", "mother", "father", "birth", "sex", "event"]);
  for (const heading of ["Dîroka kuştinê", "بەرواری کوژران", "Ölüm Tarihi"]) expect(subjectOf(heading)).toBe("death");
});

it("sexes in Kurdish of both scripts", () => {
  for (const text of ["نێر", "نێرینە", "پیاو", "کوڕ", "kur"]) expect(readSex(fold(text)), text).toBe(1);
  for (const text of ["مێ", "مێینە", "ژن", "کچ", "keç"]) expect(readSex(fold(text)), text).toBe(2);
});
