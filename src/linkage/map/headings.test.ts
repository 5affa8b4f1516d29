import { expect, it } from "vitest";
import { readList } from "../read/read-list.ts";
import { proposeMap, proposeMaps } from "./propose.ts";

const VALUES = {
  dates: ["2013-05-01", "17/5/2014", "3/4/2015", "2016"],
  years: ["1980", "1991", "1975", "2001"],
  places: ["درعا", "دوما", "حلب", "نوى"],
  names: ["أحمد خالد الحلبي", "سمير علي النجار", "هدى سعيد العطار", "ليلى عمر حسن"],
  fathers: ["أحمد", "سمير", "عمر", "خالد"],
  pairs: ["أحمد الحلبي", "سمير النجار", "هدى العطار", "ليلى حسن"],
  given: ["أحمد", "سمير", "هدى", "ليلى"],
  ages: ["31", "5", "طفل", "40"],
  groups: ["طفل", "بالغ", "بالغ", "طفل"],
  sexes: ["ذكر", "أنثى", "ذكر", "ذكر"],
  causes: ["قصف", "قنص", "قصف جوي", "تعذيب"],
  status: ["مدني", "مقاتل", "مدني", "مدني"],
  remarks: ["توفي متأثرا بجراحه", "قضى مع عائلته", "المصدر ناشطون", "لا شيء يذكر"],
  numbers: ["1", "2", "3", "4"],
  codes: ["01203", "4411", "A-77", "9034"],
  persons: ["04055890298", "05013567347", "", "02063395486"],
} as const;

/** Headings as lists of the region bear them, by the role they have over such values. */
const GOLDEN: readonly (readonly [role: string, values: keyof typeof VALUES, headings: readonly string[]])[] = [
  [
    "event",
    "dates",
    [
      "يوم الوفاة",
      "فقد في",
      "تاريخ الفقدان",
      "Killed on",
      "يوم الاستشهاد",
      "تاريخ الدخول",
      "تاريخ الاعتقال",
      "Date arrested",
      "Date of detention",
      "Disappeared",
      "Last seen",
      "تاريخ آخر مشاهدة",
      "Date",
      "التاريخ",
      "Incident date",
      "Date of incident",
      "تاريخ الحادثة",
      "توفي بتاريخ",
      "مقتل",
      "الوفاة",
      "خرج بتاريخ",
    ],
  ],
  [
    "event place",
    "places",
    [
      "موقع",
      "فقد في",
      "Location",
      "مكان الوفاة",
      "مكان الاستشهاد",
      "Place of death",
      "Where killed",
      "مكان الاعتقال",
      "Killed in",
      "مكان الحادث",
      "Deathplace",
      "توفي في",
    ],
  ],
  ["ignore", "status", ["مدني/مقاتل", "Civilian/Military", "الصفة"]],
  ["ignore", "remarks", ["معلومات إضافية", "ملاحظة", "نبذة", "Remarks", "ملاحظات", "Source", "المصدر", "رابط"]],
  [
    "place",
    "places",
    [
      "من سكان",
      "Home",
      "TOWN",
      "Place of origin",
      "المنطقة",
      "المدينة",
      "بلدة",
      "البلدة",
      "مكان الولادة",
      "Birthplace",
      "السكن",
      "العنوان",
      "مكان السكن",
      "Address",
      "District",
      "Neighbourhood",
      "المديرية",
      "القضاء",
      "الناحية",
      "Place",
      "المكان",
      "Region",
      "الحي",
      "المخيم",
      "Camp",
      "القرية",
      "Village",
      "From",
      "الأصل",
      "بلد المنشأ",
      "محل الولادة",
      "محل الإقامة",
    ],
  ],
  ["birth year", "years", ["مواليد", "سنة الولادة", "Year of birth", "Né en", "Sala jidayikbûnê"]],
  [
    "birth",
    "dates",
    ["مواليد", "تاريخ الميلاد", "DOB", "Born", "Né(e) le", "Née le", "Date de naiss.", "Rojbûn", "Dîroka jidayikbûnê"],
  ],
  [
    "name",
    "names",
    [
      "اسم الأسير",
      "الاسم والنسبة",
      "اسم المتوفى",
      "اسم الشهيد الرباعي",
      "الاسم الثلاثي",
      "Victim",
      "Who",
      "Name as reported",
      "Casualty name",
      "اسم الضحية",
      "المفقود",
      "الشهيد",
      "Full Name (Arabic)",
    ],
  ],
  ["text", "places", ["مكان الاحتجاز", "السجن", "Prison", "المشفى", "اسم المستشفى"]],
  ["sex", "sexes", ["M/F", "ج", "الجنس", "النوع", "Gender"]],
  [
    "text",
    "causes",
    [
      "How",
      "سبب الوفاة",
      "طريقة القتل",
      "Cause of death",
      "Manner",
      "Type of weapon",
      "نوع السلاح",
      "الجهة المسؤولة",
      "Perpetrator",
      "Responsible",
    ],
  ],
  ["identifier", "persons", ["رقم الهوية", "الهوية", "ID number"]],
  ["id", "numbers", ["Case", "Dossier n°", "Numéro", "Hejmar", "Index", "م", "ت", "#", "serial", "record", "uid"]],
  ["id", "codes", ["Ref", "رقم الملف", "Case number", "كود"]],
  ["age group", "groups", ["الفئة", "بالغ/طفل", "Status_age", "minor", "الفئة العمرية", "Adult or child"]],
  [
    "age",
    "ages",
    [
      "Âge à la disparition",
      "Age au moment de la disparition",
      "العمر",
      "عمر الشهيد",
      "Age at death",
      "العمر التقريبي",
      "عمره",
    ],
  ],
  ["governorate", "places", ["المحافظة", "Province", "Governorate of origin", "الولاية", "Wilaya"]],
  [
    "father",
    "given",
    ["اسم الأب", "اسم الوالد", "اسم والد المعتقل", "اسم أبيه", "Père", "Navê bav", "Filiation", "Fils de"],
  ],
  [
    "mother",
    "given",
    [
      "اسم الأم والكنية",
      "اسم الوالدة",
      "الأم",
      "اسم والدة المعتقل",
      "اسم أم الشهيد",
      "Mère",
      "Prénom de la mère",
      "Navê dayikê",
    ],
  ],
  ["name", "names", ["Name of the disappeared person", "Nom du disparu", "Noms et prénoms", "Navê şehîd", "Nav"]],
  ["text", "causes", ["Occupation", "المهنة", "الرتبة", "Nationality", "الحالة الاجتماعية", "الوظيفة", "Rank", "Unit"]],
  ["sex", "numbers", ["Sex (1=M, 2=F)"]],
  ["event", "years", ["سنة الوفاة"]],
  ["ignore", "dates", ["تاريخ النشر"]],
  ["phone", "persons", ["Phone"]],
  ["event place", "remarks", ["تاريخ ومكان الوفاة"]],
  ["family", "given", ["Family name", "الكنية", "اللقب", "اسم العائلة"]],
  ["given", "given", ["First name"]],
  ["grandfather", "given", ["اسم الجد"]],
  [
    "event",
    "dates",
    [
      "تاريخ الوفاه",
      "تاريخ القصف",
      "زمان الاستشهاد",
      "ساعة الوفاة",
      "تاريخ الفقد",
      "تاريخ آخر ظهور",
      "آخر مرة شوهد فيها",
      "تاريخ السجن",
      "Date of disappearance",
      "Missing since",
      "Disappeared on",
      "Killing date",
      "Death",
      "Died",
      "Martyrdom date",
      "When",
      "Day of death",
      "Date (d/m/y)",
      "التاريخ الميلادي",
      "Date in",
      "Date out",
      "تاريخ الإفراج",
      "Funeral date",
      "تاريخ الدفن",
    ],
  ],
  [
    "event place",
    "places",
    [
      "مكان القتل",
      "مكان القصف",
      "مكان الفقدان",
      "المكان الذي فقد فيه",
      "Incident location",
      "Location of death",
      "Last known location",
      "Checkpoint",
      "الحاجز",
      "Arrest place",
      "Arrested in",
      "Arrested at",
    ],
  ],
  [
    "place",
    "places",
    [
      "بلد الأصل",
      "المدينة الأصلية",
      "الموطن الأصلي",
      "مدينة السكن",
      "قرية",
      "Town/village",
      "Hometown",
      "Home town",
      "Area",
      "Sub-district",
      "Where",
      "Birth place",
      "مكان الدفن",
    ],
  ],
  ["governorate", "places", ["Death governorate", "Gov.", "محافظة الأصل", "اسم المحافظة"]],
  ["birth year", "years", ["YoB", "Birth yr"]],
  ["event", "years", ["العام"]],
  ["age", "ages", ["Age (yrs)"]],
  ["age group", "groups", ["Age group", "Adult/Minor", "هل هو طفل", "طفل / بالغ"]],
  ["sex", "sexes", ["sexe", "الجنس (ذكر/أنثى)", "النوع الإجتماعي", "ذكر/أنثى"]],
  [
    "name",
    "names",
    [
      "Person",
      "Names",
      "Victim's full name",
      "اسم الشهيد",
      "الاسم كاملا",
      "اسم المعتقل الثلاثي",
      "اسم ولقب",
      "الاسم واللقب",
    ],
  ],
  ["father", "given", ["أب", "Father"]],
  ["mother", "given", ["والدته", "اسم والدته", "اسم الام", "Mother's full name", "الأم ونسبتها"]],
  ["grandfather", "given", ["الجد"]],
  ["family", "given", ["العائلة"]],
  ["identifier", "persons", ["الرقم الوطني", "رقم الهويه", "National ID", "ID No."]],
  ["id", "codes", ["رقم القيد"]],
  [
    "id",
    "numbers",
    ["الرقم المتسلسل", "No", "No.", "S.No", "Sr. No.", "رقم تسلسلي", "المعرّف", "ID", "Record ID", "entry no", "row"],
  ],
  ["text", "causes", ["Cause", "كيف", "كيفية الاستشهاد", "نوع القصف", "Weapon used", "Killed by", "How killed"]],
  ["ignore", "status", ["الوضع", "Status", "Category", "Civilian?"]],
  ["ignore", "remarks", ["تفاصيل", "معلومات", "Notes/comments", "Extra info", "شرح", "حول الشهيد", "قصته"]],
  ["text", "causes", ["Job", "عمله", "الجنسية"]],
  ["text", "places", ["مكان العمل", "Prison name", "اسم السجن", "Facility", "الفرع الأمني"]],
  ["phone", "persons", ["رقم الهاتف"]],
  ["father", "fathers", ["والده", "اسم والده"]],
  ["mother", "given", ["اسم والدة"]],
  ["name", "pairs", ["المفقود", "Victim", "المتوفى", "Casualties", "The deceased"]],
  ["event", "dates", ["Missing", "المفقود"]],
  ["place", "places", ["من", "From"]],
];

async function roleOf(heading: string, values: readonly string[]): Promise<string> {
  const csv = [heading, ...values].map((value) => `"${value}",x`).join("\n");
  return proposeMap(await readList(new TextEncoder().encode(csv), "list.csv")).columns[0]!.role;
}

it("headings of all sorts are known by their words and by what stands under them", async () => {
  const wrong: string[] = [];
  for (const [role, values, headings] of GOLDEN)
    for (const heading of headings) {
      const found = await roleOf(heading, VALUES[values]);
      if (found !== role) wrong.push(`${heading} (${values}): ${found}, not ${role}`);
    }
  expect(wrong).toEqual([]);
});

it("of two columns of ids the one that numbers the rows is the row id", async () => {
  const csv = "ID,No\n804055890,1\n804055123,2\n803055891,3\n";
  const { columns } = proposeMap(await readList(new TextEncoder().encode(csv), "a.csv"));
  expect(columns.map(({ role }) => role)).toEqual(["identifier", "id"]);
});

it("of several columns that say how, one is compared", async () => {
  const csv = "name,cause,weapon,manner\nAli Omar,shelling,mortar,air\nSami Ali,sniper,rifle,land\n";
  const { columns } = proposeMap(await readList(new TextEncoder().encode(csv), "a.csv"));
  expect(columns.map(({ role }) => role)).toEqual(["name", "text", "ignore", "ignore"]);
});

const listOf = async (name: string, heading: string, ids: readonly string[]): ReturnType<typeof readList> =>
  readList(new TextEncoder().encode(`${heading},name\n${ids.map((id) => `${id},Ali Omar`).join("\n")}\n`), name);

it("a heading of ids makes row ids only of what every row has for itself", async () => {
  const propose = async (...ids: readonly string[]): Promise<string> => {
    const { role, why } = proposeMap(await listOf("a.csv", "ID", ids)).columns[0]!;
    return `${role}: ${why}`;
  };
  expect(await propose("1", "2", "3")).toBe('id: header "ID"');
  expect(await propose("7", "7", "9")).toBe("ignore: an id by its header, but with 2 different values in 3 rows");
  expect(await propose("804055890", "", "804055891")).toBe(
    "identifier: an id by its header, but with 2 different values in 3 rows, missing in 1",
  );
  // What only numbers the rows is no number of persons, whatever its heading.
  const running = await listOf("a.csv", "رقم الهوية", ["1", "2", "3", "4"]);
  expect(proposeMap(running).columns[0]!.role).toBe("id");
});

it("ids of persons that head two lists as their ids are known by standing in both; running numbers never are", async () => {
  const person = (i: number): string => String(800_000_000 + ((i * 7919) % 99_991));
  const numbers = (from: number, of: (i: number) => string): string[] =>
    Array.from({ length: 40 }, (_, i) => of(i + from));
  const roles = async (of: (i: number) => string): Promise<string[]> => {
    const tables = [await listOf("a.csv", "ID", numbers(0, of)), await listOf("b.csv", "No.", numbers(20, of))];
    return proposeMaps(tables).map(({ columns }) => columns[0]!.role);
  };
  expect(await roles(person)).toEqual(["identifier", "identifier"]);
  expect(await roles((i) => String(100_000 + i))).toEqual(["id", "id"]);
});

it("a German page heads its columns in German, and its months are read", async () => {
  const text = `Nr.,Name,Geschlecht,Alter,Beruf,Ort,Todestag,Umstände
1,Hassan Zaanin,m,30,Bauer,Tikrit,7.7.2014,erschossen
2,Nadim al-Hato,m,3,,Mossul,10. Juli 2014,Mine
3,Laila Omar,w,,Ärztin,Tikrit,1. Dezember 2014,
`;
  const { columns } = proposeMap(await readList(new TextEncoder().encode(text), "seite.csv"));
  expect(columns.map(({ role }) => role)).toEqual(["id", "name", "sex", "age", "text", "place", "event", "text"]);
});
