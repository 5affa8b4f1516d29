import { fold } from "#kernel";
import { readDay } from "../compare/dates.ts";
import type { Column, Table } from "../read/table.ts";
import { type ListMap, MANY_ROLES, type MappedColumn, type Role } from "./roles.ts";

// Headers are folded and their separators become one space before these are tried, in this order.
const HEADERS: readonly (readonly [RegExp, Role])[] = [
  [
    /^(rec|record|unique|row|person|case|victim|entry|mention)? ?(id|no|number|nr|key|index)$|^id (rec|record)$|^(رقم|الرقم|ت|م|#)$|^uid$|^#$|^(n|s n|sn|seq|serial|ref|reference)( (id|no|nr|number))?$|^(ال)?(رقم ال)?(مسلسل|متسلسل|تسلسل|تسلسلي)$|^(ال)?رقم (ال)?(مسلسل|تسلسلي)$/,
    "id",
  ],
  [
    /^(soc sec id|ssn|social security.*|nin|national (id|number|no)|id (number|no|card)|identity.*|passport.*|nric|رقم الهوي[هة]|الهوي[هة]|الرقم الوطني|رقم وطني|nino)$/,
    "identifier",
  ],
  [/(father|الاب$|^اب$|الوالد|babe|baba).*(name)?$|^fname father$/, "father"],
  [/grand ?father|الجد/, "grandfather"],
  [/mother|الام$|^ام$|الوالده/, "mother"],
  [
    /^(given|first|fore|christian)( ?names?)?( ?c?1)?$|^fname( c?1)?$|^(given name|الاسم الاول|الاسم الشخصي|prenom|nav)$/,
    "given",
  ],
  [/^(given|first|fore)( ?name)?( ?c?2)$|^fname c?2$|^middle ?names?$/, "given 2"],
  [
    /^(family|last|sur)( ?names?)?( ?c?1)?$|^lname( c?1)?$|^(العائله|اللقب|الكنيه|الشهره|اسم العائله|nom|pasnav|nisba)$/,
    "family",
  ],
  [/^(family|last|sur)( ?name)?( ?c?2)$|^lname c?2$/, "family 2"],
  [
    /^(full ?)?name( ?(ar|en|arabic|english|full|latin))?$|^(ar|en|arabic|english|latin) ?name$|^full name.*$|^(الاسم|اسم|الاسم الكامل|الاسم الثلاثي|الاسم الرباعي|اسم الشهيد|اسم الضحيه|nom complet|nom et prenom|prenom et nom|(victim|person|detainee|martyr|prisoner) ?s? name|name in (arabic|english)|اسم (المعتقل|المفقود|القتيل|المختفي)|nav u pasnav)$|^(name|names)$/,
    "name",
  ],
  [/^(first and surname|first and last)$/, "name"],
  [
    /^(dob|date of birth|birth ?dat[ei]|birth|born|birthday|d o b|تاريخ الميلاد|الميلاد|تاريخ الولاده|date de naissance)$/,
    "birth",
  ],
  [
    /^(by|yob|birth ?year|year of birth|year birth|سنه (الميلاد|الولاده)|المواليد|مواليد|annee de naissance)$/,
    "birth year",
  ],
  [/^(bm|mob|birth ?month|month of birth)$/, "birth month"],
  [/^(bd|birth ?day|day of birth)$/, "birth day"],
  [
    /^(date|dod|date of (death|arrest|disappearance|incident|event|detention)|death ?date|event ?date|incident ?date|arrest ?date|.*(death|killed|arrest|missing).*date|.*date.*(death|killed|arrest|missing).*|تاريخ (الوفاه|الاستشهاد|الاعتقال|الاختفاء|الحادث.*)|التاريخ)$/,
    "event",
  ],
  [/^(age|age years|age at death|العمر|عمر|السن|temen)$/, "age"],
  [/^(sexe?|gender|الجنس|جنس|النوع|zayend)$/, "sex"],
  [/^(post ?code.*|zip.*|postal.*|الرمز البريدي)$/, "postcode"],
  [/e ?mail|البريد/, "email"],
  [/phone|mobile|tel$|الهاتف|الجوال/, "phone"],
  [
    /place|city|town|village|suburb|district|province|governorate|region|location|residence|address|street|neighbou?rhood|state$|county|country|hometown|^محافظه$|^lieu|المحافظه|المدينه|القريه|البلده|المنطقه|مكان|العنوان|السكن|الحي/,
    "place",
  ],
  [/^(street|house|building) ?(number|no|nr)$/, "code"],
  [
    /occupation|profession|job|work|rank|nationality|religion|ethnicity|marital|education|المهنه|العمل|الجنسيه|type$|status$|الحاله/,
    "text",
  ],
  [/note|remark|comment|source|url|link|updated|created|description|ملاحظات|المصدر|cluster|entity|label/, "ignore"],
];

/** How the reason begins for a column that is an id by its header and repeats: it is compared, and a person should hear of it. */
export const REPEATED_ID = "an id by its header, but with";

interface Profile {
  readonly filled: number;
  readonly distinct: number;
  readonly dates: number;
  readonly smallNumbers: number;
  readonly digits: number;
  readonly arabic: number;
  readonly words: number;
  readonly letters: number;
}

/** Proposes a role for every column from its header and, where that says nothing, from its values. A person decides. */
export function proposeMap(table: Table, except: readonly string[] = []): ListMap {
  const columns: MappedColumn[] = [];
  for (const column of table.columns) {
    if (except.includes(column.name))
      columns.push({ column: column.name, role: "ignore", why: "holds the truth to measure against" });
    else columns.push({ column: column.name, ...proposeRole(column, table.rows) });
  }
  return { list: table.name, columns: keepOne(columns, table) };
}

function proposeRole(column: Column, rows: number): { role: Role; why: string } {
  const header = fold(column.name)
    .replace(/([a-z])(?=\d)/g, "$1 ")
    .replace(/[^\p{L}\p{N}#]+/gu, " ")
    .trim();
  const profile = profileOf(column, rows);
  if (profile.filled === 0) return { role: "ignore", why: "the column is empty" };
  for (const [pattern, role] of HEADERS) {
    if (!pattern.test(header)) continue;
    if (role === "id" && profile.distinct < 0.9) {
      const [different, filled] = [Math.round(profile.distinct * profile.filled), profile.filled];
      const why = `${REPEATED_ID} ${different} different values in ${filled} rows`;
      return { role: profile.distinct > 0.3 ? "identifier" : "code", why };
    }
    if (role === "birth" && profile.dates < 0.5) break;
    if (role === "event" && profile.dates < 0.5) break;
    if (role === "place" && profile.digits > 0.9) return { role: "code", why: "numbers under a header of places" };
    return { role, why: `header "${column.name}"` };
  }
  if (profile.dates > 0.8) return { role: "event", why: "values are dates" };
  if (profile.arabic > 0.8 && profile.words >= 2.5)
    return { role: "name", why: "values look like Arabic names of several parts" };
  if (profile.digits > 0.9) return { role: profile.distinct > 0.8 ? "identifier" : "code", why: "values are numbers" };
  if (profile.letters > 60) return { role: "ignore", why: "values are long texts" };
  return { role: "text", why: "values are short texts" };
}

function profileOf(column: Column, rows: number): Profile {
  const seen = new Uint8Array(column.texts.size);
  let [distinct, filled, dates, small, digits, arabic, words, letters, looked] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const step = Math.max(1, Math.floor(rows / 2000));
  for (let row = 0; row < rows; row++) {
    const code = column.codes[row]!;
    if (code === 0) continue;
    filled++;
    distinct += 1 - seen[code]!;
    seen[code] = 1;
    if (row % step !== 0) continue;
    const text = fold(column.texts.text(code));
    looked++;
    if (readDay(text) > 0) dates++;
    if (/^\d{1,3}$/.test(text)) small++;
    if (/^[\d\s.-]+$/.test(text)) digits++;
    if (/[\u0621-\u064a]/.test(text)) arabic++;
    words += text.split(" ").length;
    letters += text.length;
  }
  const share = (n: number): number => (looked === 0 ? 0 : n / looked);
  return {
    filled,
    distinct: filled === 0 ? 0 : distinct / filled,
    dates: share(dates),
    smallNumbers: share(small),
    digits: share(digits),
    arabic: share(arabic),
    words: share(words),
    letters: share(letters),
  };
}

// One id, one name, one birth date: further columns of these roles add no evidence of their own.
function keepOne(columns: readonly MappedColumn[], table: Table): MappedColumn[] {
  const has = (role: Role): boolean => columns.some((c) => c.role === role);
  const seen = new Set<Role>();
  const names = columns.filter((c) => c.role === "name");
  const bestName = names.find((c) => isMostlyArabic(c.column, table)) ?? names[0];
  return columns.map((column) => {
    const { role } = column;
    if (role === "name" && has("given") && has("family"))
      return { ...column, role: "ignore" as const, why: "given and family names stand in columns of their own" };
    if (role === "name" && column !== bestName)
      return { ...column, role: "ignore" as const, why: `"${bestName?.column}" already holds the name` };
    if (!MANY_ROLES.has(role)) {
      if (seen.has(role))
        return {
          ...column,
          role: role === "id" ? ("identifier" as const) : ("text" as const),
          why: `another column is the ${role}`,
        };
      seen.add(role);
    }
    return column;
  });
}

function isMostlyArabic(name: string, table: Table): boolean {
  const column = table.columns.find((c) => c.name === name)!;
  return profileOf(column, table.rows).arabic > 0.5;
}
