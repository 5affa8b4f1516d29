import { homedir, hostname, userInfo } from "node:os";
import { basename, resolve } from "node:path";
import type { ItemKind, Secret } from "#publish";
import { REFERABLE } from "./hand/items.ts";
import { wordsOf } from "./index-database.ts";
import type { CaseState, Item } from "./state.ts";

/** Values shorter than this occur by chance in any text; closing them is the composer's work, not the scanner's. */
const SHORTEST = 5;

/**
 * What a dossier must not hold beyond the closed values of its own items, which the composer looks for itself: the words
 * of items that never go out (marks, redactions, approvals) and the names of this machine and its user, unless an item that
 * may go out says the same; and the folders of the case and its keys, whoever says them.
 */
export function secretsOf(state: CaseState, paths: { readonly dir: string; readonly home: string }): readonly Secret[] {
  const items = [...state.items.values()];
  const [handed, kept] = [items.filter(isHanded), items.filter((item) => !isHanded(item) && !MEASURING.has(item.noun))];
  const said = [
    state.settings?.value.name ?? "",
    // What programs read out of a file does not go out with it, so that it excuses nobody's name.
    ...handed.flatMap((item) => wordsOf(item.recorded).map(({ text }) => text)),
  ].join("\n");
  const words = kept.flatMap((item) =>
    wordsOf(item.value).map(({ pointer, text }) => ({ label: `${item.id}${pointer}`, value: text })),
  );
  const unsaid = [...words.filter(({ label }) => !COMMON.test(label)), ...machineNames()].filter(
    ({ value }) => value.length >= SHORTEST && !said.includes(value),
  );
  return [...unsaid, ...folders(paths)];
}

/** How something was measured stands in the exhibits that it was measured on, and these have levels of their own. */
const MEASURING: ReadonlySet<string> = new Set(["scene", "plan"]);

/** Nouns of which a dossier can show items. */
const PRINTABLE: ReadonlySet<string> = new Set<ItemKind>([...REFERABLE, "person", "text", "erratum"]);

/** Whether the composer is handed an item, to open or to close. */
export function isHanded(item: Item): boolean {
  return PRINTABLE.has(item.noun);
}

/** Words of closed lists. */
const COMMON =
  /\/(level|items\/\d+|claims\/\d+|rating|field|because|coarse|audience|accepts\/\d+|exhibit|decision|engine)$/;

/** Names that every machine of a kind has; `/Root` stands in every PDF. */
const COMMON_NAMES: ReadonlySet<string> = new Set(["root", "/root", "localhost"]);

function folders({ dir, home }: { readonly dir: string; readonly home: string }): readonly Secret[] {
  return [
    { label: "the case's folder", value: resolve(dir) },
    { label: "the key folder", value: resolve(home) },
  ].filter(({ value }) => basename(value) !== "");
}

/** A user or a machine may be called like something that the case is about. */
function machineNames(): readonly Secret[] {
  const user = readUser();
  return [
    { label: "the home folder", value: homedir() },
    { label: "the machine's name", value: hostname() },
    ...(user === null ? [] : [{ label: "the user's name", value: user }]),
  ].filter(({ value }) => !COMMON_NAMES.has(value));
}

/** The user's name; `null` where the system has no entry for the user, as in some containers. */
function readUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
