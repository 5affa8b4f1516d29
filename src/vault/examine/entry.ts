/** One thing that a file tells about itself. */
export interface Entry {
  readonly name: string;
  readonly value: string;
}

/** A value as words; `null` for bytes, tables and what else nobody reads. */
export function valueInWords(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) {
    if (value.length === 0 || value.length > 16) return null;
    const words = value.map(valueInWords);
    return words.includes(null) ? null : words.join(", ");
  }
  return null;
}
