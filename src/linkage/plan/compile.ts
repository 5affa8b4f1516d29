import { fold } from "#kernel";
import { AGE_LEVELS, DATE_LEVELS, readDay } from "../compare/dates.ts";
import { sharedInt32, storeLetters } from "../compare/letters.ts";
import { linkageError } from "../errors.ts";
import type { ListMap, Role } from "../map/roles.ts";
import { type Atom, atomOf } from "../names/atom.ts";
import { CHAIN_LEVELS } from "../names/chain.ts";
import { chainCodes, isMuhammad } from "../names/compare-names.ts";
import { ARABIC_LETTER, foldName } from "../names/fold-name.ts";
import { lexicon } from "../names/lexicon.ts";
import { parseName } from "../names/parse-name.ts";
import { skeletonOf, wordSkeleton } from "../names/skeleton.ts";
import type { Table } from "../read/table.ts";
import { Coder, frequenciesOf, mapColumn, type RecordOrder } from "./coder.ts";
import type { BlockKey, Comparison, Compiled, CompiledStore } from "./compiled.ts";
import { type Field, fieldsOf } from "./fields.ts";

const NOTHING = /^(n\/?a|null|none|nil|unknown|not known|unk|-+|\?+|\.|غير معروف|مجهول|لا يوجد|غير محدد)$/;
export const NAME_LEVELS = [
  "different",
  "Jaro-Winkler .70",
  "Jaro-Winkler .85",
  "Jaro-Winkler .92",
  "form of one name",
  "equal",
] as const;
export const TEXT_LEVELS = ["different", "Jaro-Winkler .80", "Jaro-Winkler .92 or one edit", "equal"] as const;
export const CODE_LEVELS = ["different", "first half equal", "one edit", "equal"] as const;
export const SEX_LEVELS = ["different", "equal"] as const;

/** Builds codes, comparisons and blocking keys for the mapped lists. @throws linkage/nothing-to-compare */
export function compile(
  tables: readonly Table[],
  maps: readonly ListMap[],
  order: RecordOrder,
  uniqueLists: readonly boolean[],
): Compiled {
  const builder = new Builder(order);
  const fields = fieldsOf(tables, maps);
  const isChain = wantsChain(fields, tables);
  if (isChain) builder.addChain(fields);
  for (const field of fields) {
    if (isChain && ["name", "given", "father", "grandfather", "family", "given 2", "family 2"].includes(field.role))
      continue;
    builder.addField(field);
  }
  builder.addBirth(fields);
  if (builder.comparisons.length === 0) {
    throw linkageError("linkage/nothing-to-compare", {
      what: "Cannot link the lists",
      found: "no column is mapped to a name, date, age, place or another comparable role",
      unchanged: "Nothing was linked.",
      mend: `Name the roles, for example --map "Nom=name,Ville=place". Columns found: ${[...new Set(tables.flatMap((t) => t.columns.map((c) => c.name)))].join(", ")}.`,
    });
  }
  return {
    count: order.count,
    listOf: order.listOf,
    uniqueLists,
    columns: builder.columns,
    stores: builder.stores,
    comparisons: builder.comparisons,
    keys: builder.keys,
    muhammad: builder.muhammad,
  };
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

class Builder {
  readonly columns: Int32Array[] = [];
  readonly stores: CompiledStore[] = [];
  readonly comparisons: Comparison[] = [];
  readonly keys: BlockKey[] = [];
  muhammad = -1;
  readonly #order: RecordOrder;

  constructor(order: RecordOrder) {
    this.#order = order;
  }

  addChain(fields: readonly Field[]): void {
    const coder = new Coder<Atom>();
    const code = (atom: Atom): number => coder.codeOf(`${atom.kind} ${atom.text}`, () => atom);
    const parts = [0, 1, 2, 3].map(() => sharedInt32(this.#order.count));
    const field = (role: Role): Field | undefined => fields.find((f) => f.role === role);
    const whole = field("name");
    if (whole !== undefined) {
      const chains: number[][] = [[0, 0, 0, 0]];
      const memo = new Map<string, number>();
      const index = mapColumn(this.#order, whole.columns, (text) => {
        const parsed = parseName(text);
        // Someone named only by a relative, or by a kunya, has no given name to compare.
        const codes = parsed.isUnknown || parsed.relation !== null ? [0, 0, 0, 0] : chainCodes(parsed, code);
        const key = codes.join(" ");
        if (!memo.has(key)) memo.set(key, chains.push(codes) - 1);
        return memo.get(key)!;
      });
      for (let i = 0; i < index.length; i++) for (let p = 0; p < 4; p++) parts[p]![i] = chains[index[i]!]![p]!;
    }
    (["given", "father", "grandfather", "family"] as const).forEach((role, p) => {
      const part = field(role);
      if (part === undefined) return;
      const codes = mapColumn(this.#order, part.columns, (text) => {
        const { atoms } = parseName(text);
        const atom = atoms.length > 1 && role === "given" && isMuhammad(atoms[0]!) ? atoms[1] : atoms[0];
        return atom === undefined ? 0 : code(atom);
      });
      for (let i = 0; i < codes.length; i++) if (codes[i] !== 0) parts[p]![i] = codes[i]!;
    });
    const atoms = coder.values;
    this.muhammad = atoms.findIndex((atom) => atom !== null && isMuhammad(atom) && atom.text === "محمد");
    if (this.muhammad === -1) this.muhammad = atoms.findIndex((atom) => atom !== null && isMuhammad(atom));
    const store =
      this.stores.push({ letters: storeLetters(atoms.map((a) => a?.text ?? "")), variants: idTable(atoms), atoms }) - 1;
    const first = this.columns.length;
    this.columns.push(...parts);
    const skeletons = new Coder<string>();
    const skeletonOfCode = Int32Array.from(atoms, (atom) =>
      atom === null ? 0 : skeletons.codeOf(skeletonOf(atom), () => ""),
    );
    const roles = ["given", "father", "grandfather", "family"];
    const agreement = [0.88, 0.84, 0.8, 0.84];
    const letterKeys = new Coder<string>();
    const startOfCode = Int32Array.from(atoms, (atom) =>
      atom === null ? 0 : letterKeys.codeOf([...skeletonOf(atom)].slice(0, 2).join(""), () => ""),
    );
    roles.forEach((role, p) => {
      if (parts[p]!.every((code) => code === 0)) return;
      this.#key(
        role,
        `${role} skeleton`,
        parts[p]!.map((code) => skeletonOfCode[code]!),
        agreement[p]!,
      );
      this.#key(
        role,
        `${role} start`,
        parts[p]!.map((code) => startOfCode[code]!),
        agreement[p]! + 0.05,
      );
    });
    this.#key("name parts", "name parts in any order", anyOrder(parts, skeletonOfCode), 0.5);
    this.comparisons.push({
      name: "name",
      kind: "chain",
      columns: [first, first + 1, first + 2, first + 3],
      store,
      levels: CHAIN_LEVELS,
      frequencies: parts.map((part) => frequenciesOf(part, atoms.length)),
    });
  }

  addField(field: Field): void {
    switch (field.role) {
      case "given":
      case "family":
      case "given 2":
      case "family 2":
      case "mother":
        this.#addName(field);
        break;
      case "event":
        this.#addDate(
          field.name,
          mapColumn(this.#order, field.columns, (text) => readDay(fold(text))),
          field.name,
          0.7,
        );
        break;
      case "age":
        this.#addAge(field);
        break;
      case "sex":
        this.#addNumbers("sex", "sex", SEX_LEVELS, mapColumn(this.#order, field.columns, readSex));
        break;
      case "place":
      case "text":
        this.#addText(field, "text", foldPlace);
        break;
      case "postcode":
      case "code":
      case "identifier":
      case "phone":
        this.#addText(field, "code", (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, ""));
        break;
      case "email":
        this.#addText(field, "text", (text) => fold(text).trim());
        break;
      default:
        break;
    }
  }

  /** A birth date from one column or from year, month and day. */
  addBirth(fields: readonly Field[]): void {
    const field = (role: Role): Field | undefined => fields.find((f) => f.role === role);
    const whole = field("birth");
    const days =
      whole === undefined
        ? sharedInt32(this.#order.count)
        : mapColumn(this.#order, whole.columns, (text) => readDay(fold(text)));
    const number = (role: Role): Int32Array | null => {
      const part = field(role);
      return part === undefined
        ? null
        : mapColumn(this.#order, part.columns, (text) => Math.round(Number(fold(text))) || 0);
    };
    const [year, month, day] = [number("birth year"), number("birth month"), number("birth day")];
    if (whole === undefined && year === null) return;
    if (year !== null)
      for (let i = 0; i < days.length; i++)
        if (days[i] === 0 && year[i]! > 1000) days[i] = year[i]! * 10000 + (month?.[i] ?? 0) * 100 + (day?.[i] ?? 0);
    this.#addDate("birth", days, "birth", 0.75);
  }

  #addName(field: Field): void {
    const coder = new Coder<string>();
    const codes = mapColumn(this.#order, field.columns, (text) => {
      const folded = foldName(text).replace(/[\s.,-]+/g, "");
      return NOTHING.test(folded) ? 0 : coder.codeOf(folded, () => folded);
    });
    const texts = coder.values.map((text) => text ?? "");
    const store = this.stores.push({ letters: storeLetters(texts), variants: variantTable(texts), atoms: null }) - 1;
    const column = this.columns.push(codes) - 1;
    this.comparisons.push({
      name: field.name,
      kind: "name",
      columns: [column],
      store,
      levels: NAME_LEVELS,
      frequencies: [frequenciesOf(codes, texts.length)],
    });
    if (field.role.endsWith("2")) return;
    const strength = field.role === "mother" ? 0.6 : 0.75;
    this.#key(field.role, field.name, codes, strength);
    this.#key(field.role, `${field.name} skeleton`, this.#derive(codes, texts, wordSkeleton), strength + 0.11);
    this.#key(
      field.role,
      `${field.name} start`,
      this.#derive(codes, texts, (text) => [...text].slice(0, 3).join("")),
      strength + 0.13,
    );
  }

  #addText(field: Field, kind: "text" | "code", normalise: (text: string) => string): void {
    const coder = new Coder<string>();
    const codes = mapColumn(this.#order, field.columns, (text) => {
      const folded = normalise(text);
      return NOTHING.test(folded) ? 0 : coder.codeOf(folded, () => folded);
    });
    const texts = coder.values.map((text) => text ?? "");
    const store = this.stores.push({ letters: storeLetters(texts), variants: null, atoms: null }) - 1;
    const column = this.columns.push(codes) - 1;
    this.comparisons.push({
      name: field.name,
      kind,
      columns: [column],
      store,
      levels: kind === "text" ? TEXT_LEVELS : CODE_LEVELS,
      frequencies: [frequenciesOf(codes, texts.length)],
    });
    const role = `${field.role} ${field.name}`;
    const strength =
      { identifier: 0.8, email: 0.7, phone: 0.75, postcode: 0.72, place: 0.72, code: 0.7, text: 0.6 }[
        field.role as "place"
      ] ?? 0.6;
    this.#key(role, field.name, codes, strength);
    if (field.role === "email")
      this.#key(
        role,
        `${field.name} before @`,
        this.#derive(codes, texts, (text) => text.split("@")[0]!),
        strength + 0.08,
      );
    if (field.role === "postcode") {
      this.#key(
        role,
        `${field.name} start`,
        this.#derive(codes, texts, (text) => text.slice(0, Math.ceil(text.length / 2))),
        strength + 0.1,
      );
    }
    if (field.role === "place")
      this.#key(
        role,
        `${field.name} start`,
        this.#derive(codes, texts, (text) => [...text].slice(0, 4).join("")),
        strength + 0.08,
      );
  }

  #addDate(name: string, days: Int32Array, role: string, strength: number): void {
    this.#addNumbers(name, "date", DATE_LEVELS, days);
    const part = (of: (day: number) => number): Int32Array => days.map(of);
    this.#key(
      role,
      name,
      part((d) => (d % 100 === 0 ? 0 : d)),
      strength,
    );
    this.#key(
      role,
      `${name} year`,
      part((d) => Math.floor(d / 10000)),
      strength + 0.13,
    );
    this.#key(
      role,
      `${name} month and day`,
      part((d) => (d % 100 === 0 || d % 10000 === 101 ? 0 : d % 10000)),
      strength + 0.08,
    );
    this.#key(
      role,
      `${name} year and month`,
      part((d) => (Math.floor(d / 100) % 100 === 0 ? 0 : Math.floor(d / 100))),
      strength + 0.06,
    );
  }

  #addAge(field: Field): void {
    // Stored as age + 1 so that a newborn is not missing.
    const ages = mapColumn(this.#order, field.columns, (text) => {
      const age = Number.parseFloat(fold(text));
      return age >= 0 && age < 130 ? Math.floor(age) + 1 : 0;
    });
    this.#addNumbers("age", "age", AGE_LEVELS, ages);
    this.#key(
      "age",
      "age by fours",
      ages.map((a) => (a === 0 ? 0 : 1 + ((a - 1) >> 2))),
      0.72,
    );
    this.#key(
      "age 2",
      "age by fours from 2",
      ages.map((a) => (a === 0 ? 0 : 1 + ((a + 1) >> 2))),
      0.72,
    );
  }

  #addNumbers(name: string, kind: "date" | "age" | "sex", levels: readonly string[], values: Int32Array): void {
    const column = this.columns.push(values) - 1;
    this.comparisons.push({ name, kind, columns: [column], store: -1, levels, frequencies: null });
    if (kind === "sex") this.#key("sex", "sex", values, 0.97);
  }

  #derive(codes: Int32Array, texts: readonly string[], of: (text: string) => string): Int32Array {
    const coder = new Coder<string>();
    const derived = Int32Array.from(texts, (text) => (text === "" ? 0 : coder.codeOf(of(text), () => "")));
    return codes.map((code) => derived[code]!);
  }

  #key(role: string, name: string, values: Int32Array, agreement: number): void {
    const column = sharedInt32(values.length);
    column.set(values);
    this.keys.push({ role, name, column: this.columns.push(column) - 1, agreement });
  }
}

// One code for each set of two parts or more, whatever their order: finds who is written family name first.
function anyOrder(parts: readonly Int32Array[], skeletonOfCode: Int32Array): Int32Array {
  const sets = new Coder<string>();
  return parts[0]!.map((_, i) => {
    const present = parts.map((part) => skeletonOfCode[part[i]!]!).filter((skeleton) => skeleton !== 0);
    return present.length < 2 ? 0 : sets.codeOf(present.sort((a, b) => a - b).join(" "), () => "");
  });
}

function idTable(atoms: readonly (Atom | null)[]): Int32Array {
  return fourIds(atoms.map((atom) => atom?.ids ?? []));
}

function variantTable(texts: readonly string[]): Int32Array {
  return fourIds(
    texts.map((text) => {
      if (text === "") return [];
      const nicknames = lexicon().nicknameFamilies(text);
      return nicknames.length > 0 ? nicknames.map((n) => `nick ${n}`) : [...atomOf(text).ids];
    }),
  );
}

function fourIds(ids: readonly (readonly string[])[]): Int32Array {
  const coder = new Coder<string>();
  const table = sharedInt32(ids.length * 4);
  ids.forEach((list, code) => {
    list.slice(0, 4).forEach((id, i) => {
      table[code * 4 + i] = coder.codeOf(id, () => id);
    });
  });
  return table;
}

function foldPlace(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ")
    .map((word) => word.replace(/^ال(?=...)/, ""))
    .join(" ");
}

function readSex(text: string): number {
  const folded = fold(text).trim();
  if (/^(m|male|man|boy|h|homme|masculin|ذكر|رجل|ولد|ner|nêr|mer|erkek|e|1)$/.test(folded)) return 1;
  if (/^(f|female|woman|girl|w|femme|feminin|انثي|امراه|بنت|me|mê|jin|kadin|k|2|0)$/.test(folded)) return 2;
  return 0;
}
