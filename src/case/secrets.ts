import { homedir, hostname, userInfo } from "node:os";
import { basename, resolve } from "node:path";
import { type Audience, type Level, maySee } from "#record";
import { wordsOf } from "./index-database.ts";
import { levelsOf } from "./levels.ts";
import type { CaseState, Item } from "./state.ts";

/** A value that must not stand in any byte of a dossier, and what it is, for the message. */
export interface Secret {
  readonly label: string;
  readonly value: string;
}

/** Values shorter than this occur by chance in any text; closing them is the composer's work, not the scanner's. */
const SHORTEST = 5;

/**
 * Everything closed to an audience, as values to scan the finished dossier for: texts and hashes of closed items and
 * fields, and the names of this machine, its user and its folders. A text that an open item says too is no secret.
 */
export function secretsOf(
  state: CaseState,
  audience: Audience,
  paths: { readonly dir: string; readonly home: string },
): readonly Secret[] {
  const levels = levelsOf(state);
  const open: string[] = [state.settings?.value.name ?? "", state.settings?.value.publisher ?? ""];
  const closed: Secret[] = [];
  for (const item of state.items.values()) {
    const { item: whole, fields } = levels.get(item.id)!;
    const isOpen = item.noun !== "mark" && maySee(audience, whole);
    for (const { pointer, text } of valuesOf(item)) {
      const marks = Object.entries(fields).flatMap(([field, own]) =>
        pointer === field || pointer.startsWith(`${field}/`) ? own : [],
      );
      if (isOpen && maySee(audience, marks as readonly Level[])) open.push(text);
      else closed.push({ label: `${item.id}${pointer}`, value: text });
    }
  }
  const openText = open.join("\n");
  const machine = machineNames(paths);
  return [...closed, ...machine].filter(({ value }) => value.length >= SHORTEST && !openText.includes(value));
}

function valuesOf(item: Item): readonly { readonly pointer: string; readonly text: string }[] {
  const sha256 = item.value["sha256"];
  const hash = typeof sha256 === "string" ? [{ pointer: "/sha256", text: sha256 }] : [];
  // Words of closed vocabularies (a relation, a media type) are in every dossier and betray nothing.
  const words = wordsOf(item.value).filter(
    ({ pointer }) =>
      !/\/(relation|unit|per|polarity|reliability|kind|mediaType|lang|level|confidence|probability|items\/\d+|flags\/\d+)$/.test(
        pointer,
      ),
  );
  return [...hash, ...words];
}

function machineNames({ dir, home }: { readonly dir: string; readonly home: string }): readonly Secret[] {
  const user = readUser();
  return [
    { label: "the case's folder", value: resolve(dir) },
    { label: "the key folder", value: resolve(home) },
    { label: "the home folder", value: homedir() },
    { label: "the machine's name", value: hostname() },
    ...(user === null ? [] : [{ label: "the user's name", value: user }]),
  ].filter(({ value }) => basename(value) !== "");
}

/** The user's name; `null` where the system has no entry for the user, as in some containers. */
function readUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
