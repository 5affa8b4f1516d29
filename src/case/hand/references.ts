import type { Problem } from "#kernel";
import { makeUid, type Uid } from "#record";
import { isOurs, ownerOf } from "../devices/owner.ts";
import { BY_COMMAND, type CaseState, type Noun } from "../state.ts";
import type { TomlPath } from "../toml.ts";

const LETTERS: Readonly<Record<string, Noun>> = {
  E: "exhibit",
  S: "source",
  C: "claim",
  I: "incident",
  N: "figure",
  H: "hypothesis",
  F: "finding",
  A: "assessment",
  W: "weighing",
  O: "outcome",
  J: "judgement",
  M: "mark",
  P: "person",
  K: "population",
  R: "redaction",
  D: "approval",
  L: "list",
  X: "link",
  B: "erratum",
};

/** The noun whose ids begin with the letter, or `null`. */
export function nounOf(id: string): Noun | null {
  return /^[A-Z][1-9]\d*[a-z]*$/.test(id) ? (LETTERS[id[0]!] ?? null) : null;
}

/**
 * Turns the ids that people write into the uids that the record keeps. An item that the case already holds keeps its
 * uid; a new one gets a random one. Items under hand/ must be declared before they are resolved.
 */
export class References {
  readonly #uids = new Map<string, Uid>();
  readonly #declared = new Map<string, Problem>();
  readonly #rejected = new Map<string, string>();
  readonly #problems: Problem[];
  readonly #state: CaseState;
  readonly #randomBytes: (count: number) => Uint8Array;

  constructor(state: CaseState, randomBytes: (count: number) => Uint8Array, problems: Problem[]) {
    this.#state = state;
    this.#randomBytes = randomBytes;
    this.#problems = problems;
    for (const item of state.items.values()) {
      if (BY_COMMAND.has(item.noun) || !isOurs(state, item.id)) this.#uids.set(item.id, item.uid);
    }
  }

  /** Says that an item is written under hand/ and not accepted: nothing may rest on it. */
  reject(id: string, reason: string): void {
    this.#rejected.set(id, reason);
  }

  /** Declares an item written under hand/. A wrong letter or an id written twice becomes a problem. */
  declare(noun: Noun, id: string, place: Problem): void {
    const isText = noun === "text";
    if (!isText && nounOf(id) !== noun) {
      const letter = Object.keys(LETTERS).find((key) => LETTERS[key] === noun);
      this.#problems.push({
        ...place,
        message: `"${id}" is no id of a ${noun}: write ${letter} and a number, as in ${letter}7`,
      });
      return;
    }
    // Which languages a dossier has is one decision for the whole case.
    if (!isOurs(this.#state, id)) {
      const { device } = this.#state;
      const owner = ownerOf(id);
      const own =
        device === "a" || isText ? "" : `; here ids of what you write end in ${device}, as in ${id[0]}7${device}`;
      this.#problems.push({ ...place, message: `"${id}" belongs to device ${owner}, which alone states it${own}` });
      return;
    }
    const first = this.#declared.get(id);
    if (first !== undefined) {
      this.#problems.push({ ...place, message: `"${id}" stands twice: first at ${first.file}:${first.line}` });
      return;
    }
    this.#declared.set(id, place);
    const known = this.#state.items.get(id);
    this.#uids.set(id, known?.uid ?? makeUid(this.#randomBytes(16)));
  }

  /** The uid of an item of the case or of hand/. @throws Error when it was never declared: a bug, not a user's mistake */
  uid(id: string): Uid {
    const uid = this.#uids.get(id);
    if (uid === undefined) throw new Error(`item ${id} was not declared`);
    return uid;
  }

  /** Whether the case or hand/ holds the item. */
  has(id: string): boolean {
    return this.#uids.has(id);
  }

  /** The uid of a referenced item, which must be of one of the nouns; else a problem and `null`. */
  resolve(id: string, nouns: readonly Noun[], problemAt: (message: string) => Problem): Uid | null {
    const noun = nounOf(id);
    const wanted = nouns.join(" or ");
    if (noun === null || !nouns.includes(noun)) {
      this.#problems.push(problemAt(`"${id}" is no id of a ${wanted}`));
      return null;
    }
    const rejected = this.#rejected.get(id);
    if (rejected !== undefined) {
      this.#problems.push(problemAt(`${noun} "${id}" was rejected (${rejected}): nothing can rest on it`));
      return null;
    }
    const uid = this.#uids.get(id);
    if (uid === undefined) {
      this.#problems.push(problemAt(`unknown ${noun} "${id}"`));
      return null;
    }
    return uid;
  }

  /** Resolves a list; what cannot be resolved becomes problems and is left out. */
  resolveAll(
    ids: readonly string[],
    nouns: readonly Noun[],
    problemAt: (path: TomlPath, message: string) => Problem,
    path: TomlPath,
  ): Uid[] {
    return ids.flatMap((id, i) => this.resolve(id, nouns, (message) => problemAt([...path, i], message)) ?? []);
  }
}
