import { fold } from "#kernel";
import { sharedInt32 } from "../compare/letters.ts";
import { nothingToCompare } from "../map/require-comparable.ts";
import type { ListMap, Role } from "../map/roles.ts";
import { sexCodes, sexReader } from "../map/sex-codes.ts";
import { ARABIC_LETTER } from "../names/fold-name.ts";
import type { Table } from "../read/table.ts";
import { addAge } from "./add-age.ts";
import { addChain } from "./add-chain.ts";
import { addDate } from "./add-date.ts";
import { addName } from "./add-name.ts";
import { addPlace } from "./add-place.ts";
import { addRelatives } from "./add-relatives.ts";
import { addText, foldCode, foldPlace } from "./add-text.ts";
import { birthDays, daysOf } from "./birth-days.ts";
import { Builder, fieldOf } from "./builder.ts";
import { mapColumn, type RecordOrder } from "./coder.ts";
import type { Compiled } from "./compiled.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { LISTS_LEVELS, SEX_LEVELS } from "./levels.ts";
import { type Around, PLACES, placesWithin } from "./places-around.ts";
import { type PlaceReader, placeReader } from "./single-places.ts";

const CHAINED: ReadonlySet<Role> = new Set(["name", "given", "father", "grandfather", "family", "given 2", "family 2"]);

/** Builds codes, comparisons and blocking keys for the mapped lists. @throws linkage/nothing-to-compare */
export function compile(
  tables: readonly Table[],
  maps: readonly ListMap[],
  order: RecordOrder,
  uniqueLists: readonly boolean[],
): Compiled {
  const builder = new Builder(order);
  const fields = fieldsOf(tables, maps);
  const births = birthDays(order, fields);
  const event = mostShared(fields.filter(({ role }) => role === "event"));
  const events = event === undefined ? null : daysOf(order, event);
  const isChain = wantsChain(fields, tables);
  if (isChain) addChain(builder, fields);
  if (isChain) addRelatives(builder, fields);
  const namesIn = placeReader(fields.filter(({ role }) => PLACES.has(role)));
  const around: Around = isChain ? placesWithin(order, fields, namesIn) : () => [];
  for (const field of fields) {
    // What one list alone tells of many cannot join it with another, and within it says little.
    if (field.role === "text" && tables.length > 1 && field.columns.filter((c) => c !== null).length === 1) continue;
    if (!(isChain && CHAINED.has(field.role))) addField(builder, field, isChain, around, namesIn);
  }
  addAge(builder, fields, births, events);
  addSex(builder, fields, tables, maps);
  if (births !== null) addDate(builder, "birth", births, "birth", 0.75);
  if (builder.comparisons.length === 0)
    throw nothingToCompare(tables, tables.map(({ name }) => `"${name}"`).join(", "));
  if (tables.length > 1 && uniqueLists.includes(false)) addLists(builder);
  return builder.finish(uniqueLists);
}

// Ages are told for the day that most lists date.
function mostShared(fields: readonly Field[]): Field | undefined {
  const lists = ({ columns }: Field): number => columns.filter((column) => column !== null).length;
  return fields.reduce<Field | undefined>(
    (most, field) => (most === undefined || lists(field) > lists(most) ? field : most),
    undefined,
  );
}

// Names of several parts are one comparison; Western given and family names are two.
function wantsChain(fields: readonly Field[], tables: readonly Table[]): boolean {
  const roles = new Set<Role>(fields.map((f) => f.role));
  if (roles.has("name") || roles.has("father") || roles.has("grandfather")) return true;
  const given = fields.find((f) => f.role === "given");
  if (given === undefined) return false;
  let [known, seen] = [0, 0];
  tables.forEach((table, t) => {
    const column = given.columns[t];
    if (column === null || column === undefined) return;
    for (let row = 0; row < table.rows; row += Math.max(1, Math.floor(table.rows / 500))) {
      const text = column.texts.text(column.codes[row]!);
      if (text === "") continue;
      seen++;
      if (ARABIC_LETTER.test(text)) known++;
    }
  });
  return seen > 0 && known / seen > 0.3;
}

function addField(builder: Builder, field: Field, isChain: boolean, around: Around, namesIn: PlaceReader): void {
  switch (field.role) {
    case "given":
    case "family":
    case "given 2":
    case "family 2":
    case "mother":
      addName(builder, field);
      break;
    case "event":
      addDate(builder, field.name, daysOf(builder.order, field), field.name, 0.7);
      break;
    case "place":
    case "event place":
    case "governorate":
      if (isChain) addPlace(builder, field, around, namesIn);
      else addText(builder, field, "text", foldPlace);
      break;
    case "text":
      addText(builder, field, "text", foldPlace);
      break;
    case "email":
      addText(builder, field, "text", (text) => fold(text).trim());
      break;
    case "postcode":
    case "code":
    case "identifier":
    case "phone":
      addText(builder, field, "code", foldCode);
      break;
    default:
      break;
  }
}

function addSex(builder: Builder, fields: readonly Field[], tables: readonly Table[], maps: readonly ListMap[]): void {
  const field = fieldOf(fields, "sex");
  if (field === undefined) return;
  const readers = tables.map((table, t) => sexReader(sexCodes(table, maps[t]!)));
  const values = mapColumn(builder.order, field.columns, (text, list) => readers[list]!(fold(text)));
  builder.addNumbers("sex", "sex", SEX_LEVELS, [values]);
  builder.key("sex", "sex", values, 0.97);
}

function addLists(builder: Builder): void {
  const lists = sharedInt32(builder.order.count);
  for (let i = 0; i < lists.length; i++) lists[i] = builder.order.listOf[i]! + 1;
  builder.addNumbers("lists", "lists", LISTS_LEVELS, [lists]);
}
