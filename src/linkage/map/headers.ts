import { fold } from "#kernel";
import type { Role } from "./roles.ts";

/** Patterns of whole headings, in each language as lists head their columns; letters as `fold` leaves them (a test holds them to it). */
const whole = (...patterns: readonly string[]): RegExp => new RegExp(`^(?:${patterns.join("|")})$`);

const WHO = "(?:victim|person|detainee|martyr|prisoner|casualt(?:y|ie)|deceased|(?:missing|disappeared)(?: person)?)";
const WHOM = "(?:ال)?(?:شهيد|شهيده|ضحيه|قتيل|متوفي|متوفيه|معتقل|معتقله|مفقود|مختفي|مغيب|مخفي|سجين|اسير|جريح|مصاب|شخص)";

/** Tried in this order on each reading of a heading. */
export const HEADERS: readonly (readonly [RegExp, Role])[] = [
  [
    whole(
      "(?:(?:rec|record|unique|row|person|case|victim|entry|mention)? ?(?:id|no|number|nr|key|index))",
      "id (?:rec|record)|uid|#",
      "(?:n|s n|sn|seq|serial|ref|reference)(?: (?:id|no|nr|number))?",
      "case|dossier(?: n)?|numero|(?:no|numero)(?: d[eu])? dossier|hejmar|زماره|sira(?: no)?",
      "رقم|الرقم|ت|م|ر م|معرف|المعرف|(?:ال)?(?:كود|رمز|عدد)|code",
      "(?:ال)?(?:رقم (?:ال)?)?(?:مسلسل|متسلسل|تسلسل|تسلسلي)",
      "(?:ال)?رقم (?:السجل|الملف|القيد|الضحيه|الحاله)",
    ),
    "id",
  ],
  [
    whole(
      "soc sec id|ssn|social security.*|nin|nino|nric|national (?:id|number|no)(?: (?:number|no))?|id (?:number|no|card)|identity.*|passport.*",
      "(?:رقم )?(?:بطاقه )?(?:ال)?هويه(?: الوطنيه| الشخصيه)?|(?:ال)?رقم (?:ال)?(?:وطني|قومي|البطاقه)|(?:رقم )?السجل المدني|(?:رقم )?جواز السفر",
    ),
    "identifier",
  ],
  [
    /mother|^(?:name der )?mutter$|(?:^| )(?:الام|ام|امه|امها|(?:ال)?والده|والدته|والدتها)(?: و?(?:ال)?(?:كنيه|كنيتها|لقب|لقبها|عايلتها|شهرتها|نسبتها))?$|(?:^| )(?:dayik(?! ?bun)|دايك)|^(?:an(?:a|ne)(?: adi)?|nave (?:daye|de)|mere|(?:nom|prenom) de la mere)$/,
    "mother",
  ],
  [/grand ?father|(?:^| )(?:ال)?جد$/, "grandfather"],
  [new RegExp(`(?:^| )(?:ام|(?:ال)?والده) ${WHOM}$`), "mother"],
  [
    /father|^(?:name des )?vaters?$|(?:^| )(?:الاب|اب|ابيه|ابيها|ابوه|(?:ال)?والد|والده)$|(?:^| )(?:babe|baba|bave?)(?: |$)|(?:^| )باوك|^(?:(?:nom du |prenom du )?pere|filiation|parents|(?:son|daughter) of|fil(?:s|le) de)$/,
    "father",
  ],
  [new RegExp(`(?:^| )(?:اب|(?:ال)?والد) ${WHOM}$`), "father"],
  [
    whole(
      "(?:given|first|fore|christian)(?: ?names?)?(?: ?c? ?1)?|fname(?: c? ?1)?|prenom|vorname|nav|adi?",
      "الاسم الاول|الاسم الشخصي|ناو",
    ),
    "given",
  ],
  [whole("(?:given|first|fore)(?: ?name)? ?c? ?2|fname c? ?2|middle ?names?"), "given 2"],
  [
    whole(
      "(?:family|last|sur)(?: ?names?)?(?: ?c? ?1)?(?: (?:family|last|sur) ?names?)?|lname(?: c? ?1)?|nom(?: de famille)?|pasnav|nisba|soyadi?|nachname|familienname",
      "(?:اسم )?(?:ال)?(?:عايله|اسره|شهره)|(?:ال)?(?:لقب|كنيه|نسبه)|الاسم (?:العايلي|الاخير)",
    ),
    "family",
  ],
  [whole("(?:family|last|sur)(?: ?name)? ?c? ?2|lname c? ?2"), "family 2"],
  [
    whole(
      "(?:full ?)?names?(?: ?(?:in )?(?:ar|en|arabic|english|full|latin))?|(?:ar|en|arabic|english|latin) ?name|full name.*|first and (?:surname|last)",
      "(?:last|family|sur)(?: ?name)?(?: and)? (?:first|given)(?: ?names?)?|(?:first|given)(?: ?names?)?(?: and)? (?:last|family|sur)(?: ?names?)?",
      `${WHO} ?s? (?:full )?name|name of (?:the )?${WHO}s?|(?:the )?${WHO}s?|${WHOM}`,
      "nave? (?:sehid|kusti|winda|girti|qurbani)\\w*|identite(?: de (?:la |l )?\\w+)?|nom (?:de la |du |de l )?(?:victime|disparu|detenu|defunt|personne)|nom complet|noms? et prenoms?|prenom et nom|nav u pasnav|adi?(?: ve)? soyadi?|soyadi?(?: ve)? adi?|familienname(?: und)? vorname|vorname(?: und)? (?:nach|familien)name",
      `الاسم|اسم|اسم ${WHOM}(?: (?:ال)?(?:ثلاثي|رباعي|كاملا?))?`,
      "الاسم (?:ال)?(?:كامل|كاملا|بالكامل|ثلاثي|رباعي|خماسي)(?: .*)?|الاسم و(?:الكنيه|اللقب|الشهره|العايله)",
      "الاسم (?:بال|ال)(?:عربيه?|انجليزيه?|انكليزيه?|لاتينيه?|كرديه?)|الاسم باللغه .*|ناوي (?:سياني|جواري|تهواو)",
    ),
    "name",
  ],
  [
    whole(
      "dob|(?:date|day) of birth|birth ?dat[ei]|birth|born|birthday|d o b|date de naissance|nee? le|ne e le|roj ?bun|(?:roja |diroka )?(?:ji ?dayik ?bune?|buyine)|dogum tarihi",
      "(?:ت |تاريخ )?(?:ال)?(?:ميلاد|ولاده|تولد)|(?:(?:ريكهوتي|بهرواري|روزي) )?لهدايك ?بوون",
    ),
    "birth",
  ],
  [
    whole(
      "by|yob|birth ?year|year of birth|year birth|annee de naissance|nee? en|ne e en|sala ji ?dayik ?bune?|سالي لهدايك ?بوون",
      "(?:سنه|عام) (?:ال)?(?:ميلاد|ولاده|تولد)|(?:ال)?مواليد",
    ),
    "birth year",
  ],
  [whole("bm|mob|birth ?month|month of birth"), "birth month"],
  [whole("bd|birth ?day|day of birth"), "birth day"],
  [
    /updat|created|date added|entry date|date of (?:entry|update)|تاريخ (?:ال)?(?:تحديث|ادخال|اضافه|نشر|تسجيل)/,
    "ignore",
  ],
  [
    whole(
      "date|dod|date of (?:death|killing|arrest|disappearance|incident|event|detention|abduction)|(?:death|event|incident|arrest) ?date",
      ".*(?:death|killed|arrest|missing).*date.*|.*date.*(?:death|killed|arrest|missing).*|date (?:de |du )?(?:deces|mort|arrestation|disparition)",
      "تاريخ (?:ال)?(?:وفاه|استشهاد|قتل|مقتله|اعتقال|احتجاز|توقيف|اختفاء|فقدان|خطف|اختطاف|اعدام|اصابه|حادث.*|واقعه)|التاريخ|ريكهوت",
    ),
    "event",
  ],
  [
    whole(
      "alter|age|ages|aged|age (?:in )?years|age (?:at|when) .*|age (?:au moment|lors|a la|a l) .*|(?:sal )?temen|تهمهن|yasi?|(?:الفيه العمريه )?العمر|عمر|عمره|عمرها|السن|سن",
      "العمر (?:عند|وقت|حين|بال|سن).*",
      `عمر ${WHOM}`,
    ),
    "age",
  ],
  [
    whole(
      "geschlecht|sexe?|sex m f|gender|m f|male female|man woman|zayenda?|cinsiyet|رهكهزي?|الجنس|جنس|ج|النوع|النوع الاجتماعي|(?:ال)?ذكر (?:او )?(?:ال)?انثي",
    ),
    "sex",
  ],
  [/^(post ?code.*|zip.*|postal.*|الرمز البريدي)$/, "postcode"],
  [/e ?mail|البريد/, "email"],
  [/phone|mobile|tel$|الهاتف|الجوال|الموبايل/, "phone"],
  [/^(street|house|building) ?(number|no|nr)$/, "code"],
  [whole("من|من اين|from|شوين"), "place"],
  [/nationality|religion|ethnicity|marital|education|الجنسيه|الاجتماعيه$|الديانه/, "text"],
  [/cluster|entity|label/, "ignore"],
];

/**
 * A heading as it may be meant: whole, without what stands in brackets, with camelCase taken apart, and, where two scripts head one
 * column, each alone. Folded, signs and numbers set apart by one space.
 */
export function readingsOf(heading: string): string[] {
  const plain = (text: string): string =>
    fold(text)
      .replace(/([a-z])(?=\d)/g, "$1 ")
      .replace(/[^\p{L}\p{N}#]+/gu, " ")
      .trim();
  const readings = [
    heading,
    heading.replace(/\(.*?\)|\[.*?\]/g, " "),
    heading.replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 "),
    heading.replace(/\p{Script=Latin}+/gu, " "),
    heading.replace(/\p{Script=Arabic}+/gu, " "),
  ].map(plain);
  return [...new Set(readings)].filter((reading) => /[\p{L}#]/u.test(reading));
}
