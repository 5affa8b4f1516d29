import { sharedInt32 } from "../compare/letters.ts";
import type { Role } from "../map/roles.ts";
import { Coder, type RecordOrder } from "./coder.ts";
import type { BlockKey, Comparison, Compiled, CompiledStore } from "./compiled.ts";
import type { Field } from "./fields.ts";

/** What is gathered while lists are compiled: columns of codes, letters behind them, comparisons and blocking keys. */
export class Builder {
  readonly order: RecordOrder;
  readonly columns: Int32Array[] = [];
  readonly stores: CompiledStore[] = [];
  readonly comparisons: Comparison[] = [];
  readonly keys: BlockKey[] = [];
  muhammad = -1;

  constructor(order: RecordOrder) {
    this.order = order;
  }

  /** Adds a column and gives its number. */
  column(values: Int32Array): number {
    return this.columns.push(values) - 1;
  }

  /** Adds a key for blocking; `agreement` is the guess of {@link BlockKey}. */
  key(role: string, name: string, values: Int32Array, agreement: number): void {
    const known = this.columns.indexOf(values);
    this.keys.push({ role, name, column: known === -1 ? this.column(shared(values)) : known, agreement });
  }

  /** Adds a comparison of numbers that need no letters. */
  addNumbers(
    name: string,
    kind: "date" | "age" | "sex" | "lists",
    levels: readonly string[],
    values: readonly Int32Array[],
  ): void {
    const columns = values.map((column) => this.column(column));
    this.comparisons.push({ name, kind, tells: null, columns, store: -1, levels, frequencies: null, sharedBy: [] });
  }

  finish(uniqueLists: readonly boolean[]): Compiled {
    return {
      count: this.order.count,
      listOf: this.order.listOf,
      uniqueLists,
      columns: this.columns,
      stores: this.stores,
      comparisons: this.comparisons,
      keys: this.keys,
      muhammad: this.muhammad,
    };
  }
}

function shared(values: Int32Array): Int32Array {
  const column = sharedInt32(values.length);
  column.set(values);
  return column;
}

/** Codes of what is derived from each text; "" gives 0. */
export function deriveCodes(codes: Int32Array, texts: readonly string[], of: (text: string) => string): Int32Array {
  const coder = new Coder<string>();
  const derived = Int32Array.from(texts, (text) => (text === "" ? 0 : coder.codeOf(of(text), () => "")));
  return codes.map((code) => derived[code]!);
}

/** The one field of a role, if there is one. */
export function fieldOf(fields: readonly Field[], role: Role): Field | undefined {
  return fields.find((field) => field.role === role);
}
