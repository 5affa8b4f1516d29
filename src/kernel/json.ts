/** A JSON value of the I-JSON profile (RFC 7493): numbers are finite doubles, strings are well-formed UTF-16. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * RFC 8785 (JSON Canonicalization Scheme). Members that are `undefined` are left out.
 *
 * @throws TypeError on a number that is not finite, a lone surrogate, or a value that JSON does not have.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`Cannot canonicalize number "${value}": not finite`);
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (!isWellFormed(value)) throw new TypeError("Cannot canonicalize string: it holds a lone surrogate");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item as Json)).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`Cannot canonicalize a ${typeof value}`);
  const object = value as { readonly [key: string]: Json | undefined };
  // Default sort compares UTF-16 code units, which is what RFC 8785 section 3.2.3 asks for.
  const members = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${canonicalJson(key)}:${canonicalJson(object[key] as Json)}`);
  return `{${members.join(",")}}`;
}

/**
 * Reads one canonical line: the text must be byte for byte what `canonicalJson` writes of it, which rules out duplicate
 * keys, escapes that need not be, -0, numbers beyond a double, and byte order marks.
 *
 * @returns the value, or `null` when the text is not canonical JSON.
 */
export function parseCanonicalJson(text: string): { readonly value: Json } | null {
  try {
    const value = JSON.parse(text) as Json;
    return canonicalJson(value) === text ? { value } : null;
  } catch {
    return null;
  }
}

/** Whether every surrogate in the string stands in a pair. */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}
