import { equalBytes, type Problem } from "#kernel";
import { closedValues, withoutFixedWords } from "./closed-values.ts";
import type { ExhibitBytes } from "./crate.ts";
import { publishError } from "./errors.ts";
import type { BagFile, PublishInput } from "./input.ts";
import { leakCheck } from "./leaks.ts";
import { pictureMetadata } from "./picture-metadata.ts";
import { pictureBookFaults } from "./redact/picture-book.ts";
import type { Selection } from "./selection.ts";

/** Every place in the finished files that holds a closed value, in any form that the leak check knows. */
export function closedValueProblems(
  input: PublishInput,
  selection: Selection,
  files: readonly BagFile[],
): readonly Problem[] {
  const secrets = withoutFixedWords([...input.forbidden, ...closedValues(input, selection)], input);
  return leakCheck(files, secrets).map(({ path, label, form }) => ({ file: path, message: `holds ${label}, ${form}` }));
}

/** Files that are not the same in two compositions of which one never saw anything closed. */
export function differences(files: readonly BagFile[], blind: readonly BagFile[]): readonly Problem[] {
  const [seen, unseen] = [byPath(files), byPath(blind)];
  return [...new Set([...seen.keys(), ...unseen.keys()])].flatMap((path) => {
    const [a, b] = [seen.get(path), unseen.get(path)];
    const isSame = a !== undefined && b !== undefined && equalBytes(a, b);
    return isSame ? [] : [{ file: path, message: "is another with what is closed than without it" }];
  });
}

/** Pictures made for publication that hold more than pixels. */
export function pictureProblems(exhibits: readonly ExhibitBytes[]): readonly Problem[] {
  return exhibits.flatMap(({ path, bytes, isDerivative }) =>
    (isDerivative ? (path.endsWith(".pdf") ? pictureBookFaults(bytes) : pictureMetadata(bytes)) : []).map((found) => ({
      file: path,
      message: `holds metadata: ${found}`,
    })),
  );
}

/** @throws publish/leak with every problem, when there is one */
export function refuseLeaks(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw publishError("publish/leak", {
    what: "Cannot hand over the dossier",
    found: `${problems.length} places hold values that are closed to this audience, or depend on them`,
    unchanged: "Nothing was published.",
    mend: "Take the words out of the open text, or open the field with a mark; if you did neither, report a bug.",
    problems,
  });
}

function byPath(files: readonly BagFile[]): ReadonlyMap<string, Uint8Array> {
  return new Map(files.map(({ path, bytes }) => [path, bytes]));
}
