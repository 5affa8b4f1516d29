import { type AST, getStaticTOMLValue, ParseError, parseTOML } from "toml-eslint-parser";
import type { Problem } from "#kernel";

/** A path of keys and indexes into a TOML document. */
export type TomlPath = readonly (string | number)[];

/** A TOML document whose every value knows its place. */
export interface TomlDocument {
  readonly value: Readonly<Record<string, unknown>>;
  /** The problem with its place: of the value at `path`, else of its nearest ancestor. */
  problemAt(path: TomlPath, message: string): Problem;
}

/** Reads TOML 1.0 and keeps positions. @returns the problem when the text is malformed */
export function readToml(
  file: string,
  text: string,
): { readonly document: TomlDocument } | { readonly problem: Problem } {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: "1.0.0" });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { problem: { message: error.message, file, line: error.lineNumber, column: error.column + 1 } };
  }
  const places = new Map<string, AST.Position>();
  const note = (path: TomlPath, node: AST.TOMLNode): void => {
    places.set(keyOf(path), node.loc.start);
  };
  const walkValue = (path: TomlPath, node: AST.TOMLContentNode): void => {
    note(path, node);
    if (node.type === "TOMLArray") for (const [i, element] of node.elements.entries()) walkValue([...path, i], element);
    if (node.type === "TOMLInlineTable") for (const pair of node.body) walkPair(path, pair);
  };
  const walkPair = (path: TomlPath, node: AST.TOMLKeyValue): void => {
    const names = node.key.keys.map((key) => (key.type === "TOMLBare" ? key.name : key.value));
    walkValue([...path, ...names], node.value);
  };
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") walkPair([], node);
    else {
      note(node.resolvedKey, node);
      for (const pair of node.body) walkPair(node.resolvedKey, pair);
    }
  }
  return {
    document: {
      value: getStaticTOMLValue(program) as Record<string, unknown>,
      problemAt: (path, message) => {
        for (let length = path.length; length > 0; length--) {
          const place = places.get(keyOf(path.slice(0, length)));
          if (place !== undefined) return { message, file, line: place.line, column: place.column + 1 };
        }
        return { message, file, line: 1, column: 1 };
      },
    },
  };
}

function keyOf(path: TomlPath): string {
  return path.join("\u0000");
}
