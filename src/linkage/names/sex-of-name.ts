import type { Atom } from "./atom.ts";
import { foldName } from "./fold-name.ts";
import { lexicon } from "./lexicon.ts";

// Given names borne by one sex only, or nearly so.
const WOMEN =
  "فاطمة خديجة عائشة مريم زينب حليمة أمينة سعاد سميرة سهام هدى منى رنا ريم ريما ليلى سلمى سارة رغد شهد جنى سدرة مايا عبير إسراء روان دعاء بيان حنين تسنيم آلاء بتول علا لجين هديل ياسمين لين دانية خلود أسماء أحلام ليان كندة رشا رهف آية هبة صبحة حميدة جميلة عائدة رحمة حسنة زهرة كوثر خالدية أمل سمر فادية نجاح ابتسام إيمان وفاء خولة غادة ميساء نادية رجاء عفراء سوسن هيام نوال تركية فوزية بديعة يسرى أميمة سميحة فريدة لطيفة رقية صفية نجوى سناء هناء هيفاء لمى نسرين شيرين دلال إلهام منال رانيا رانية داليا ديانا هالة هاجر سمية نعيمة كريمة سعدية عزيزة ملاك جود_ بسمة ندى نهى مها سحر عواطف اعتدال زكية نبيلة وردة شيماء أروى ميرفت انتصار فائزة ثريا لميس";
const MEN =
  "محمد أحمد محمود علي حسين حسن خالد عبدالله إبراهيم مصطفى يوسف عمر عثمان إسماعيل حمزة عمار ياسر بلال خليل أنس سليمان موسى ماهر وائل رائد نزار وليد سامر عصام حسام عادل باسل رامي فراس أيمن أسامة معاذ مؤيد مهند عدنان جمال كمال نبيل زكريا جهاد_ عباس هيثم مازن زياد خضر مروان غسان قاسم نادر بشير بسام عمران إيهاب يحيى سهيل طارق كريم كريم سعيد سعد صالح جابر جاسم حمود خلف عواد ماجد هاني ناصر منصور نصر طلال فاروق ناجي هاشم منذر طاهر هشام أسعد فؤاد بدر منير قصي لؤي عارف راتب سالم زهير ممدوح فيصل سلطان فهد سلمان آدم زيد ليث جواد مالك يزن غيث عبدالرحمن عبدالكريم عبدالقادر حيدر كاظم صادق رضا_ عبود فارس شادي فادي رأفت شريف أشرف توفيق إياد عماد زاهر بهاء_";

let known: ReadonlyMap<string, 1 | 2> | null = null;

function sexes(): ReadonlyMap<string, 1 | 2> {
  if (known !== null) return known;
  const found = new Map<string, 1 | 2>();
  for (const [names, sex] of [
    [MEN, 1],
    [WOMEN, 2],
  ] as const)
    for (const name of names.split(" ").filter((word) => !word.endsWith("_"))) {
      const word = foldName(name);
      for (const id of [word, ...lexicon().ofArabic(word)]) found.set(id, sex);
    }
  known = found;
  return found;
}

/** 1 when men bear a given name, 2 when women do, 0 when both do or nothing is known of it. */
export function sexOfName({ text, ids, kind }: Atom): 0 | 1 | 2 {
  if (kind === "abd") return 1;
  const found = new Set([text, ...ids].flatMap((id) => sexes().get(id) ?? []));
  return found.size === 1 ? [...found][0]! : 0;
}
