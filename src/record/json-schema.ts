import { z } from "zod";
import { ACT_KINDS, removalSchema, schemaOf } from "./act.ts";

/**
 * JSON Schema (2020-12) of every kind of act, one file a kind. Checks that a schema language cannot say (that an end lies
 * behind its start, that an EDTF day exists) are made by the program only.
 */
export function jsonSchemas(): { readonly file: string; readonly text: string }[] {
  const kinds = ACT_KINDS.filter((kind) => !kind.endsWith(".remove"));
  const documents = [...kinds.map((kind) => [kind, schemaOf(kind)!] as const), ["remove", removalSchema] as const];
  return documents.map(([name, zodSchema]) => {
    const { $schema, ...schema } = z.toJSONSchema(zodSchema, { target: "draft-2020-12", io: "input" });
    const document = { $schema, title: `${name === "remove" ? "<noun>.remove" : name}, format 1`, ...schema };
    return { file: `${name}.schema.json`, text: `${JSON.stringify(document, null, 2)}\n` };
  });
}
