import { getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import type { Problem } from "#kernel";

/** A model written as TOML, as the value that its `model.json` would have; TOML has no null, so what is left out is null. */
export function modelFromToml(text: string, name: string): { readonly value: unknown } | { readonly problem: Problem } {
  try {
    const value = getStaticTOMLValue(parseTOML(text, { tomlVersion: "1.0.0" })) as Record<string, unknown>;
    return { value: { related: [], calibration: null, calibratedOn: null, ...value } };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { problem: { message: error.message, file: name, line: error.lineNumber, column: error.column + 1 } };
  }
}
