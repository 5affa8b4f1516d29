import { describe, expect, it } from "vitest";
import { compareNames } from "./compare-names.ts";
import { foldName, foldSteps } from "./fold-name.ts";

// All names are made up or common; none means anybody. Arabic, Kurmanji, Sorani and Latin writings.
const ONE_NAME = [
  ["Serhed Evdo", "سرحد عبدو"],
  ["Ibrahim Darwish", "Ibrahim Darwsih"],
  ["Şêrko Ehmed", "شیرکۆ ئەحمەد"],
  ["Rojîn Xelîl", "روجين خليل"],
  ["Dilovan Osman", "دلوفان عثمان"],
  ["Azad Mihemed", "آزاد محمد"],
  ["Hêvî Hesen", "هيفي حسن"],
  ["Ciwan Welat", "جوان ولات"],
  ["Xebat Nûrî", "خبات نوري"],
  ["Gulistan Şêxmûs", "كلستان شيخموس"],
  ["Berfîn Elî", "برفين علي"],
  ["Zozan Brahîm", "زوزان ابراهيم"],
  ["Evdilrehman Mistefa", "عبد الرحمن مصطفى"],
  ["Xalid Mehmûd", "خالد محمود"],
  ["Fatme Xelef", "فاطمة خلف"],
  ["Xedîce Ebas", "خديجة عباس"],
  ["Zeyneb Cemîl", "زينب جميل"],
  ["Emîne Reşîd", "أمينة رشيد"],
  ["Cemal Sebrî", "جمال صبري"],
  ["Ciwan Hecî", "Jiwan Haji"],
  ["Çiya Kurdî", "Chiya Kurdi"],
  ["Rêzan Gernas", "ريزان كرناس"],
  ["Newroz Xan", "نوروز خان"],
  ["Sîpan Silêman", "Sipan Sulaiman"],
  ["Nêçîrvan", "نيجيرفان"],
  ["Perwîn Bozo", "بروين بوزو"],
  ["Jiyan Egîd", "جيان عكيد"],
  ["Cegerxwîn", "جكرخوين"],
  ["Heval Mûsa", "هفال موسى"],
  ["Narîn Xoce", "نارين خوجة"],
  ["هێڤی", "هيفي"],
  ["ڕۆژین", "روژين"],
  ["گوڵستان", "كلستان"],
  ["پەروین", "بروين"],
  ["محمود الحلبي", "محمود الحلبى"],
  ["خالد البيطار", "خالد البطيار"],
  ["سليمان الحوراني", "سليمان الحواني"],
  ["يوسف الدرويش", "يوسف الدرويس"],
  ["مصطفى القباني", "مصطفي القبانني"],
  ["عبد الرحمن الطويل", "عبدالرحمان الطويل"],
  ["ابراهيم ناصر", "ابرهيم ناصر"],
  ["عبد الكريم شاهين", "عبد الكريم شاهيين"],
  ["زكريا الخطيب", "زكرياء الخطيب"],
  ["صلاح الدين قدور", "صلاح الدين فدور"],
  ["رضوان السقا", "رظوان السقا"],
  ["حسام الجزار", "حسام الجزاز"],
  ["ياسمين العلي", "ياسمبن العلي"],
  ["Mustafa Qabbani", "Mustafa Qabani"],
  ["Khaled Bitar", "Khaled Bitr"],
  ["Suleiman Hourani", "Suleiman Horuani"],
  ["الحسن دياب", "حسن دياب"],
  ["خالد جندي", "خالد الجندي"],
  ["Omar Shami", "Omar al-Shami"],
  ["Omar Shami", "Omar ash-Shami"],
  ["Omar Shami", "Omar Elshami"],
  ["عمر ال ياسين", "عمر آل ياسين"],
  ["نهلة شحادة", "نهله شحاده"],
  ["نجاة عودة", "نجاه عوده"],
  ["نجاة", "نجات"],
  ["حكمة", "حكمت"],
  ["عزت", "عزة"],
  ["بهجة الشامي", "بهجت الشامي"],
  ["Nizar Qabbani", "نزار قباني"],
  ["Ghiath Matar", "غياث مطر"],
  ["Rania Shbib", "رانيا شبيب"],
  ["Hanadi Zahlout", "هنادي زحلوط"],
  ["Yahya Shurbaji", "يحيى شربجي"],
  ["Ayham Ghazzoul", "أيهم غزول"],
  ["Samira Khalil", "سميرة خليل"],
  ["Wa'el Hamada", "وائل حمادة"],
  ["Bassel Khartabil", "باسل خرطبيل"],
  ["Khuloud", "خلود"],
  ["Tha'er", "ثائر"],
  ["Dhia'", "ضياء"],
  ["Mouaz Ghannam", "معاذ غنام"],
  ["Moaz", "معاذ"],
  ["Louay", "لؤي"],
  ["Loay", "لؤي"],
  ["Qusai", "قصي"],
  ["Oday", "عدي"],
  ["Hudhayfa", "حذيفة"],
  ["Ubaida", "عبيدة"],
  ["Sawsan", "سوسن"],
  ["Ruqayya", "رقية"],
  ["Rokaya", "رقية"],
  ["Jihad", "جهاد"],
  ["Gehad", "جهاد"],
  ["Ashraf", "اشرف"],
  ["Nawras", "نورس"],
  ["Mou'ayyad", "مؤيد"],
  ["Mo'men", "مؤمن"],
  ["Abdul Ghani Barudi", "عبد الغني بارودي"],
  ["Abd el-Hadi", "عبد الهادي"],
  ["AbdulBaset Sarout", "عبد الباسط الساروت"],
  ["Nour ed-Din", "نور الدين"],
  ["Fakhreddine", "فخر الدين"],
  ["Abou Khaled", "أبو خالد"],
] as const;

const TWO_NAMES = [
  ["حسن", "حسين"],
  ["سامر", "سمير"],
  ["Samer", "Samir"],
  ["عمر", "عمرو"],
  ["عمار", "عمر"],
  ["Omar", "Ammar"],
  ["ماجد", "مجيد"],
  ["رشيد", "راشد"],
  ["سليم", "سالم"],
  ["Salem", "Salim"],
  ["نادر", "نذير"],
  ["كمال", "جمال"],
  ["جميل", "كميل"],
  ["هدى", "هادي"],
  ["علي", "علاء"],
  ["زيد", "زياد"],
  ["Zeid", "Ziad"],
  ["محمد", "محمود"],
  ["احمد", "حمد"],
  ["حمود", "حميد"],
  ["رامي", "رامز"],
  ["فارس", "فراس"],
  ["Fares", "Firas"],
  ["مراد", "مروان"],
  ["نبيل", "نائل"],
  ["عبد الله", "عبيد الله"],
  ["Abdullah", "Ubaidullah"],
  ["عبد الرحمن", "عبد الرحيم"],
  ["ناصر", "منصور"],
  ["نصر", "ناصر"],
  ["حسام", "هشام"],
  ["Husam", "Hisham"],
  ["سعد", "سعيد"],
  ["Saad", "Saeed"],
  ["كرم", "كريم"],
  ["Karam", "Karim"],
  ["طارق", "طريف"],
  ["بدر", "بدري"],
  ["رنا", "رانيا"],
  ["سمر", "سمير"],
  ["ليلى", "ليال"],
  ["مالك", "ملاك"],
  ["Malik", "Malak"],
  ["خالد محمد العلي", "خليل محمد العلي"],
  ["احمد خالد العمر", "خالد احمد العمر"],
  ["Hesen", "Hisên"],
  ["Xalid", "Xelîl"],
] as const;

describe("compareNames()", () => {
  it.each(ONE_NAME)("%s and %s are writings of one name", (a, b) => {
    expect(compareNames(a, b).verdict).toBe("same");
    expect(compareNames(b, a).verdict).toBe("same");
  });
  it.each(TWO_NAMES)("%s and %s are two names", (a, b) => {
    expect(compareNames(a, b).verdict).toBe("different");
  });
  it("brothers, father and son, and a son named by his father are not one person", () => {
    expect(compareNames("أحمد خالد محمود النجار", "سامر خالد محمود النجار")).toEqual({
      verdict: "different",
      level: "sibling",
    });
    expect(compareNames("أحمد خالد النجار", "خالد محمود النجار").verdict).toBe("different");
    expect(compareNames("ابن خالد النجار", "خالد النجار").verdict).toBe("different");
  });
  it("a family name may come first; a missing part is no conflict; what says nothing is no name", () => {
    expect(compareNames("النجار أحمد خالد", "أحمد خالد النجار").verdict).toBe("same");
    expect(compareNames("أحمد خالد محمود النجار", "أحمد النجار").verdict).toBe("same");
    expect(compareNames("مجهول الهوية", "مجهول الهوية").verdict).toBe("not a name");
  });
});

describe("foldName()", () => {
  it("resolves presentation forms, tatweel, marks and hamza, and says which folds it made", () => {
    expect(foldName("\u200fﺃﺣﻤــﺪ")).toBe("احمد");
    expect(foldSteps("أحمــد")).toEqual(["marks", "letters"]);
    expect(foldSteps("Ahmad")).toEqual(["case"]);
  });
  it("folds a folded name to itself", () => {
    for (const [a, b] of ONE_NAME) for (const name of [a, b]) expect(foldName(foldName(name))).toBe(foldName(name));
  });
});
