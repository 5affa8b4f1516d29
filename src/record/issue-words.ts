import type { z } from "zod";

const TYPES: Readonly<Record<string, string>> = {
  string: "a text in quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list: [ ... ]",
  object: "a table: { ... }",
  record: "a table: { ... }",
};

/**
 * What a schema found, in words for whoever wrote the value: `must be one of A, B, C`. Messages that the schemas have of
 * their own stand as they are.
 *
 * @param value what was checked whole, so that a missing part can be told from a wrong one
 */
export function issueWords(issue: z.core.$ZodIssue, value: unknown): string {
  if (!/^(Invalid|Too) /.test(issue.message)) return issue.message;
  const there = issue.path.reduce<unknown>(
    (within, key) => (within as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );
  if (there === undefined) return "is missing";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return typeof there === "number" ? `must be ${issue.minimum} or more` : "is empty";
    case "too_big":
      return typeof there === "number" ? `must be ${issue.maximum} or less` : `is longer than ${issue.maximum}`;
    case "invalid_format":
      return "is not written as this field must be";
    default:
      return issue.message;
  }
}
