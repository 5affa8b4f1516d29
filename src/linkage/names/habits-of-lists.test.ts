import { describe, expect, it } from "vitest";
import { compareNames } from "./compare-names.ts";

// How lists mark, number, title, cut and respell names. All are made up or common; none means anybody.
const ONE_NAME = [
  ["marks and numbers", "هيثم قدور", "هيثم قدور (3)"],
  ["marks and numbers", "هيثم قدور", "1- هيثم قدور"],
  ["marks and numbers", "هيثم قدور", "١٢. هيثم قدور"],
  ["marks and numbers", "هيثم قدور", "هيثم قدور2"],
  ["marks and numbers", "هيثم قدور", "#14 هيثم قدور"],
  ["marks and numbers", "هيثم قدور", "هيثم قدور *"],
  ["marks and numbers", "هيثم قدور", "هيثم قدور 17 سنة"],
  ["marks and numbers", "Haitham Kaddour", "12. Haitham Kaddour"],
  ["marks and numbers", "Haitham Kaddour", "Haitham Kaddour, 17"],
  ["marks and numbers", "Haitham Kaddour", "Haitham Kaddour²"],
  ["marks and numbers", "رنا/هيثم/قدور", "رنا هيثم قدور"],
  ["marks and numbers", "رنا هيثم قدور - ٢٣ سنة", "رنا هيثم قدور"],
  ["compounds", "ذو الفقار علي حسن", "ذوالفقار علي حسن"],
  ["compounds", "ذو الفقار علي حسن", "Thulfiqar Ali Hassan"],
  ["compounds", "ذو الفقار علي حسن", "Dhu al-Fiqar Ali Hassan"],
  ["compounds", "ذو النون يونس", "Dhul-Nun Younis"],
  ["compounds", "ذو النون يونس", "Zunnun Yunus"],
  ["compounds", "ذو الكفل سعيد", "Dhulkifl Saeed"],
  ["compounds", "أمة الرحمن علي صالح", "أمةالرحمن علي صالح"],
  ["compounds", "أمة الرحمن علي صالح", "Amat al-Rahman Ali Saleh"],
  ["compounds", "أمة الرزاق قاسم", "Amat Al-Razzaq Qasem"],
  ["compounds", "نور الهدى سمير", "Nour al-Huda Samir"],
  ["compounds", "ضياء الحق", "Diaa al-Haq"],
  ["compounds", "ابو القاسم ناصر", "Abulqasim Nasser"],
  ["compounds", "ابو الحسن ناصر", "Abolhasan Naser"],
  ["German", "خالد يوسف", "Chalid Jussuf"],
  ["German", "جمال خليل", "Dschamal Chalil"],
  ["German", "شادي جواد", "Schadi Dschawad"],
  ["German", "خضر ياسين", "Chidr Jassin"],
  ["German", "Jahja Dschunaid", "Yahya Junaid"],
  ["Dutch", "يوسف خالد", "Joesoef Chalid"],
  ["Russian", "أحمد حسين محمود", "Akhmed Khusein Makhmud"],
  ["Russian", "رحيم صالح", "Rakhim Salekh"],
  ["Somali", "محمد أحمد", "Maxamed Axmed"],
  ["Spanish", "خالد جابر", "Jaled Yaber"],
  ["Spanish", "خليل يوسف", "Jalil Yusef"],
  ["th for dad", "كاظم ناظم", "Kathem Nathem"],
  ["letters of chats", "محمد علي", "Mo7ammad 3ali"],
  ["letters of chats", "حسين عيسى", "7ussein 3issa"],
  ["letters of chats", "خالد طارق", "5aled 6arek"],
  ["letters of chats", "رائد قاسم", "Ra2ed 8asem"],
  ["kunya beside a name", "أم أحمد فاطمة الصيرفي", "فاطمة الصيرفي"],
  ["kunya beside a name", "فاطمة الصيرفي أم أحمد", "فاطمة الصيرفي"],
  ["kunya beside a name", "أبو علي رامي سمير الصيرفي", "رامي سمير الصيرفي"],
  ["kunya beside a name", "رامي سمير الصيرفي أبو علي", "رامي سمير الصيرفي"],
  ["kunya beside a name", "Abu Ali Rami Samir al-Sayrafi", "Rami Samir al-Sayrafi"],
  ["titles", "الملازم أول غياث رضوان", "غياث رضوان"],
  ["titles", "الطالب رامي سمير", "رامي سمير"],
  ["titles", "Major General Ghiath Radwan", "Ghiath Radwan"],
  ["titles", "Nurse Huda Samir", "Huda Samir"],
  ["titles", "الشهيد بإذن الله رامي قدور", "رامي قدور"],
  ["hamza before waw", "مسؤول شؤون", "مسئول شئون"],
  ["capitals mark the family", "KADDOUR Rana", "Rana KADDOUR"],
  ["family left out", "عمار ياسر نزار الكيلاني", "عمار ياسر نزار"],
  ["spaces", "عبد الباسط منير", "عبدا لباسط منير"],
  ["spaces", "محمود سليم حداد", "محمودسليم حداد"],
] as const;

const TWO_NAMES = [
  ["kunya beside a name", "أبو علي سامر الحمصي", "أبو سامر علي الحمصي"],
  ["kunya beside a name", "أم علي هدى الحمصي", "أبو علي رامي الحمصي"],
  ["family called Abu", "رامي سمير أبو شعر", "رامي سمير أبو فخر"],
  ["family left out", "عمار ياسر نزار الكيلاني", "عمار ياسر سمير"],
  ["family left out", "عمار ياسر نزار الكيلاني", "وسيم ياسر نزار"],
  ["spaces", "محمودسليم حداد", "سليم حداد"],
  ["compounds", "أمة الرحمن علي", "أمة الرزاق علي"],
  ["compounds", "ذو الفقار علي", "ذو النون علي"],
  ["compounds", "نور الهدى سمير", "نور الدين سمير"],
  ["German", "Chalid Jussuf", "Chalil Jussuf"],
  ["letters of chats", "7asan 3ali", "7ussein 3ali"],
] as const;

describe("compareNames() by habits of lists", () => {
  it.each(ONE_NAME)("%s: %s and %s are one name", (_, a, b) => {
    expect(compareNames(a, b).verdict).toBe("same");
    expect(compareNames(b, a).verdict).toBe("same");
  });
  it.each(TWO_NAMES)("%s: %s and %s are two names", (_, a, b) => {
    expect(compareNames(a, b).verdict).toBe("different");
    expect(compareNames(b, a).verdict).toBe("different");
  });
  it("a text of numbers and marks alone is no name", () => {
    for (const text of ["12", "١٢ - ؟؟", "***", "# 7"])
      expect(compareNames(text, "رامي سمير").verdict).toBe("not a name");
  });
});
