import { fold } from "#kernel";

/** Words that head columns, by what they speak of; folded, Arabic without its article. In the order of their lists. */
const WORDS = {
  death:
    "todestag todesdatum sterbedatum todesort sterbeort tod وفاه وفات وفاته متوفي استشهاد استشهاده استشهد استشهدت شهاده ارتقاء ارتقا قتل قتله قتلت مقتل مقتله موت مات ماتت توفي توفيت اعدام death dead died dies killed killing murder execution martyrdom martyred fatality deces mort mirin kustin sehid sehadet sehadete wefat olum deathplace kustine mirine كوزران مردن شههيدبوون",
  detention:
    "اعتقال اعتقل اعتقلت توقيف اختفاء اختفا اختفي فقد فقدت فقدان خطف خطفت اختطاف تغييب اخفاء اسر دخول ايداع arrest arrested detained disappearance disappeared missing lost abduction abducted kidnapped captured capture entry admission arrestation disparition last seen girtine windabune كيران دهستكيركردن بيسهروشوينبوون",
  event:
    "قصف غاره اشتباك انفجار shelling bombing airstrike حادث حادثه حدث واقعه انتهاك اصابه هجوم مجزره incident event attack violation injury injured massacre occurrence",
  birth:
    "birthplace geburtsort geburtsdatum geburtstag geboren ميلاد ولاده مولد مواليد تولد ولد ولدت birth born naissance naiss ميلاده dogum zayin jidayikbun jidayikbune dayikbun dayikbune لهدايكبوون لهدايك",
  origin:
    "wohnort herkunft heimatort سكن سكني سكان اقامه اصل منشا موطن مسقط راس قيد نشاه عنوان بلد residence resident residing home hometown origin original address native lives lived domicile adresse اهالي from permanent",
  date: "todestag todesdatum sterbedatum geburtsdatum geburtstag datum تاريخ يوم زمن وقت date day when on time tarih roj roja diroka ريكهوت ريكهوتي بهروار بهرواري روزي",
  year: "سنه عام year yr annee sal sala yil سالي",
  place:
    "todesort sterbeort geburtsort ort مكان محل موضع birthplace deathplace place where lieu cih cihe yer شوين شويني",
  site: "موقع حاجز location checkpoint site scene spot",
  town: "stadt dorf bezirk wohnort مدينه بلده قريه منطقه ناحيه حي قضاء قضا مخيم ضيعه مركز لواء مديريه شارع city town village district subdistrict neighbourhood neighborhood area suburb camp locality municipality commune ville quartier region county country street bajar gund ilce sehir koy",
  governorate:
    "محافظه ولايه اقليم province governorate gov muhafaza mohafaza wilaya state gouvernorat parezgeh parezgeha il باريزكا",
  prison: "سجن معتقل احتجاز حبس فرع prison jail holding branch detention imprisonment facility girtigeh",
  hospital: "مشفي مستشفي عياده مشرحه ثلاجه hospital clinic morgue hopital nexweshane hastane",
  cause:
    "umstande todesursache todesumstande by مسوول مسووله مرتكب جاني قاتل فاعل perpetrator perpetrators responsible killer attacker party سبب طريقه كيفيه كيف وسيله سلاح ظروف ملابسات cause causes manner how weapon method means circumstances reason",
  status:
    "مدني مدنيه عسكري عسكريه مقاتل صفه تصنيف انتماء انتما حاله وضع civilian civil military combatant fighter affiliation category status situation classification",
  kind: "نوع type kind",
  work: "beruf مهنه عمل وظيفه رتبه occupation profession job work rank employment",
  remarks:
    "bemerkung bemerkungen anmerkung anmerkungen حول عنه قصته سيرته ملاحظه ملاحظات معلومات معلومه نبذه تفاصيل وصف قصه شرح تعليق تعليقات بيان بيانات سيره remark remarks note notes comment comments details detail description info information story bio biography about additional text summary",
  source:
    "مصدر مصادر رابط روابط صوره صور فيديو توثيق مدخل ناقل source sources link links url photo picture image video documented documentation",
  group: "فيه بالغ طفل قاصر راشد child adult minor adults children group groups",
  sex: "geschlecht جنس sex gender sexe",
  age: "alter عمر عمره عمرها سن age ages aged",
  name: "اسم اسماء الاسم name names nom nav isim",
  record:
    "رقم مسلسل متسلسل تسلسل تسلسلي سجل كود رمز id no number nr num index serial seq ref reference record code key row sn uid",
} as const;

export type Concept = keyof typeof WORDS;

const CONCEPTS = new Map<string, Concept[]>();
for (const [concept, words] of Object.entries(WORDS) as [Concept, string][])
  for (const word of words.split(" ")) CONCEPTS.set(word, [...(CONCEPTS.get(word) ?? []), concept]);

/** What the words of a heading speak of. */
export function conceptsOf(heading: string): ReadonlySet<Concept> {
  const words = fold(heading.replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 "))
    .replace(/(?<=\p{L})'s?(?!\p{L})/gu, "")
    .match(/\p{L}+/gu);
  return new Set(
    (words ?? []).flatMap((word) =>
      formsOf(word)
        .flatMap((form) => CONCEPTS.get(form) ?? [])
        .slice(0, 2),
    ),
  );
}

// والمكان, بالمنطقة, للمدينة; مدينته, عمرها; deaths.
function formsOf(word: string): string[] {
  const bare = word.replace(/^[وبف]?(?:ال|لل)(?=...)/, "").replace(/^[وبل](?=....)/, "");
  // What is left without "his", "her", "their".
  const owned = word.replace(/ت(?:ه|ها|هم)$/, "ه").replace(/(?<=[\u0621-\u064a]{3})(?:ها|هم)$/, "");
  const forms = [word, bare, word.replace(/^ال(?=..)/, ""), owned, word.replace(/(?<=[a-z]{3})s$/, "")];
  return [...new Set(forms)];
}
