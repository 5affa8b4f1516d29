import { equalBytes, type Problem } from "#kernel";
import { closedValues, withoutFixedWords } from "./closed-values.ts";
import type { ExhibitBytes } from "./crate.ts";
import { publishError } from "./errors.ts";
import type { BagFile, PublishInput } from "./input.ts";
import { type Finding, leakCheck } from "./leaks.ts";
import { pictureMetadata } from "./picture-metadata.ts";
import { pictureBookFaults } from "./redact/picture-book.ts";
import type { Selection } from "./selection.ts";

/**
 * Every closed value that the finished files hold, in any form that the leak check knows: in which files, and which open
 * words say it.
 */
export function closedValueProblems(
  input: PublishInput,
  selection: Selection,
  files: readonly BagFile[],
): readonly Problem[] {
  const secrets = withoutFixedWords([...input.forbidden, ...closedValues(input, selection)], input);
  const found = groups(leakCheck(files, secrets));
  if (found.size === 0) return [];
  const said = groups(leakCheck(openWords(selection), secrets));
  return [...found].map(([what, paths]) => {
    // The page first, then what a reader would not open.
    const file = paths.find((path) => path === "index.html") ?? paths[0]!;
    const others = paths.filter((path) => path !== file);
    const rest = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : "";
    const more = others.length === 0 ? "" : `; also in ${others.slice(0, MOST_NAMED).join(" ")}${rest}`;
    const words = said.has(what) ? `; said by ${said.get(what)!.join(" ")}` : "";
    return { file, message: `holds ${what}${more}${words}` };
  });
}

/** Files that a message names; more are counted. */
const MOST_NAMED = 8;

/** Where each value and form was found. */
function groups(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const { path, label, form } of findings) {
    const what = `${label}, ${form}`;
    paths.set(what, [...(paths.get(what) ?? []), path]);
  }
  return paths;
}

/** Every open value as a file that is named by its place in the case. */
function openWords({ byUid }: Selection): readonly BagFile[] {
  return [...byUid.values()].flatMap(({ item, open }) =>
    [...open].map(([pointer, value]) => ({ path: `${item.id}${pointer}`, bytes: Buffer.from(String(value)) })),
  );
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
    found: `${problems.length} ${problems.length === 1 ? "value" : "values"} closed to this audience stand in the files, or the files depend on them, as listed above`,
    unchanged: "Nothing was published.",
    mend: "Take the words out of the open text, or open the field with a mark; if you did neither, report a bug.",
    problems,
  });
}

function byPath(files: readonly BagFile[]): ReadonlyMap<string, Uint8Array> {
  return new Map(files.map(({ path, bytes }) => [path, bytes]));
}
