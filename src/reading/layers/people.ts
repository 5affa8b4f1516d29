import type { EntityType } from "../format.ts";
import type { Grammar } from "../grammar.ts";
import type { Token } from "../text/tokens.ts";
import { withoutArticle, withoutClitic } from "../word-shapes.ts";
import { antecedentOf, byHead, type Context } from "./antecedents.ts";
import { typeOf, unnamedType } from "./entity-types.ts";
import type { Known } from "./known.ts";
import { acronymAfter, clean, contentWords, type Name, nameRuns } from "./names.ts";
import { Roster } from "./roster.ts";
import { type SeenName, SeenNames } from "./seen-names.ts";

/** Who is named as a source in a document, and who "he", "the group", "the report" is: by recency and type. */
export class People {
  readonly #grammar: Grammar;
  readonly #roster = new Roster();
  #answerer: Known | null = null;
  readonly #byInitials = new Map<string, Name>();
  readonly #bySurname = new Map<string, Name>();
  readonly #acronyms = new Map<string, Name>();
  readonly #seen = new SeenNames();
  #at = 0;
  #from = 0;
  #teller: Known | null = null;

  constructor(grammar: Grammar) {
    this.#grammar = grammar;
  }

  /** Notes the full names of a sentence, so that a surname or an acronym finds them from anywhere in the text. */
  learn(tokens: readonly Token[], text: string): void {
    for (const { from, to } of nameRuns(tokens, this.#grammar)) {
      let start = from;
      while (start < to - 1 && this.#isLead(tokens[start]!, tokens[start + 1]!)) start++;
      const words = contentWords(tokens.slice(start, to), this.#grammar);
      if (words.length === 0) continue;
      const acronym = acronymAfter(tokens, to);
      const name = { words, text: clean(text.slice(tokens[start]!.start, tokens[to - 1]!.end)), acronym };
      if (words.length > 1) {
        const initials = words.map((w) => w[0]).join("");
        if (!this.#byInitials.has(initials)) this.#byInitials.set(initials, name);
        const last = words.at(-1)!;
        const old = this.#bySurname.get(last);
        if (old === undefined || (old.words.length > 3 && words.length <= 3)) this.#bySurname.set(last, name);
      }
      if (acronym !== null && !this.#acronyms.has(acronym)) this.#acronyms.set(acronym, name);
      const person = typeOf(this.#grammar, tokens.slice(from, to), { from: 0, to: to - from }, undefined) === "person";
      const [first, last] = [tokens[from]!, tokens[to - 1]!];
      const seen = tokens.slice(from, to);
      const gender = person ? this.#genderOf(tokens.slice(Math.max(0, from - 1), to)) : null;
      const lead = this.#grammar.word("place-prepositions", tokens[from - 1]?.norm ?? "");
      const placed = lead !== undefined && lead.attributes["loose"] !== "yes";
      this.#seen.add({ start: first.start, end: last.end, tokens: seen, person, leads: from <= 2, placed, gender });
    }
  }

  /** Notes a person without a name whom a sentence is about. */
  meet(tokens: readonly Token[]): void {
    const [start, end] = [tokens[0]!.start, tokens.at(-1)!.end];
    this.#seen.add({ start, end, tokens, person: true, leads: true, placed: false, gender: this.#genderOf(tokens) });
  }

  /** `from`: names before this offset may be meant; a name in the sentence itself is what is spoken about. */
  #context(text: string, from: number): Context {
    const teller = this.#teller;
    const reach = Math.min(400, from - this.#from);
    return {
      grammar: this.#grammar,
      latest: (fits) => this.#roster.latest((k) => k !== teller && fits(k)),
      nameBefore: (fits) => this.#seen.before(from, reach, (n) => fits(n) && !isOf(n, teller)),
      meet: (name) => {
        const { entity } = this.resolve(name.tokens, text, [], null);
        entity.gender ??= name.gender;
        return entity;
      },
    };
  }

  /** The words of a statement begin here: "he" is nobody whom its head names. */
  beginAt(offset: number): void {
    this.#from = offset;
  }

  /** Whose turn or statement is read, or null: "he" is not who says it. */
  tells(key: string | undefined): void {
    this.#teller = this.#roster.all.find((k) => k.key === key) ?? null;
  }

  /** "The Network said it had counted": the body named first in the same sentence is "it". */
  #localOrg(attributes: Readonly<Record<string, string>>, before: readonly Token[], text: string): Known | null {
    if (attributes["gender"] !== "n") return null;
    const run = nameRuns(before, this.#grammar).find(
      ({ from, to }) =>
        typeOf(this.#grammar, before.slice(from, to), { from: 0, to: to - from }, undefined) !== "person",
    );
    return run === undefined ? null : this.resolve(before.slice(run.from, run.to), text, [], null).entity;
  }

  /** "My brother Jorn worked there, and he told me": whom the clause before is about may be meant. */
  #joined(before: readonly Token[], pronoun: Token): boolean {
    const norm = before.at(-1)?.norm ?? "";
    if (before.some((t) => t.norm === pronoun.norm)) return false;
    return this.#grammar.has("conjunctions", norm) || this.#grammar.has("turning-words", norm);
  }

  /** What a title or a role tells of somebody's gender. */
  #genderOf(mention: readonly Token[]): string | null {
    // of "le chef de l'organisation" the head tells, and stands first
    const head = mention.find((t) => ["f", "m"].some((g) => this.#grammar.has(`gender.${g}`, t.norm)));
    if (head !== undefined && this.#grammar.setting("heads-first") === "yes")
      return this.#grammar.has("gender.f", head.norm) ? "f" : "m";
    for (const gender of ["f", "m"])
      if (mention.some((t) => this.#grammar.has(`gender.${gender}`, t.norm))) return gender;
    return null;
  }

  /** A word before a name that is no part of it; "Witness 9" and "Witness D-31" are one name. */
  #isLead(token: Token, next: Token): boolean {
    const numbered = next.kind === "number" || (/^\p{Lu}{1,2}$/u.test(next.text) && this.#isWitness(token.norm));
    return token.kind === "mark" || (this.#isRole(token.norm) && !numbered);
  }

  #isWitness(norm: string): boolean {
    return this.#grammar.has("witness-words", norm);
  }

  #isRole(norm: string): boolean {
    return this.#grammar.has("titles", norm) || this.#grammar.has("person-words", norm);
  }

  /**
   * The entity behind a mention. `before` are tokens to its left in the sentence, where a pronoun's antecedent may stand;
   * `after` what follows it (a role in commas).
   */
  resolve(
    mention: readonly Token[],
    text: string,
    before: readonly Token[],
    role: string | null,
  ): { entity: Known; unresolved: boolean } {
    this.#at = mention[0]!.start;
    const grammar = this.#grammar;
    const pronoun = mention.length === 1 ? grammar.word("pronouns", mention[0]!.norm) : undefined;
    if (pronoun !== undefined) {
      const found =
        this.#localOrg(pronoun.attributes, before, text) ??
        antecedentOf(
          pronoun.attributes,
          this.#context(text, this.#joined(before, mention[0]!) ? this.#at : (before[0]?.start ?? this.#at)),
        );
      if (found !== null) return this.#touch(found, false);
      return this.#touch(
        this.#add(mention[0]!.text, "group", new Set([mention[0]!.norm]), false, true),
        pronoun.attributes["person"] === "third",
      );
    }
    const definite =
      grammar.has("definite", mention[0]?.norm) ||
      (grammar.setting("article-prefix") !== undefined &&
        (mention[0]?.norm ?? "").startsWith(grammar.setting("article-prefix")!));
    const found = this.#name(mention, text, before, role, definite);
    if (found.entity.type === "person" || grammar.setting("heads-first") === "yes")
      found.entity.gender ??= this.#genderOf(mention);
    return found;
  }

  #name(
    mention: readonly Token[],
    text: string,
    before: readonly Token[],
    role: string | null,
    definite: boolean,
  ): { entity: Known; unresolved: boolean } {
    const grammar = this.#grammar;
    const runs = nameRuns(mention, grammar, true);
    const words = contentWords(mention, grammar);
    const surface = withoutClitic(clean(text.slice(mention[0]!.start, mention.at(-1)!.end)), grammar);
    const lone =
      runs.length === 1 &&
      runs[0]!.from === 0 &&
      runs[0]!.to === 1 &&
      before.length === 0 &&
      mention.length > 1 &&
      !mention[1]!.capital &&
      mention[1]!.kind === "word" &&
      !grammar.has("prepositions", mention[1]!.norm) &&
      grammar.hasCapitals &&
      !this.#acronyms.has(mention[0]!.text);
    // "a Western diplomat", "UN officials": a kind of people, no name
    const lastRun = runs.at(-1);
    const people =
      lastRun !== undefined &&
      mention.slice(lastRun.to).some((t) => grammar.has("person-words", t.norm)) &&
      !mention.slice(lastRun.to).some((t) => grammar.has("prepositions", t.norm));
    const run = lone || people || isOffice(mention, lastRun?.from ?? 0, grammar) ? undefined : lastRun;
    if (run !== undefined) {
      const nameTokens = mention.slice(run.from, run.to);
      const nameWords = contentWords(nameTokens, grammar);
      let stripped = nameTokens;
      while (stripped.length > 1 && this.#isLead(stripped[0]!, stripped[1]!)) stripped = stripped.slice(1);
      const last = nameWords.at(-1) ?? "";
      const acronym = stripped.length === 1 ? this.#acronyms.get(stripped[0]!.text.replace(/\./g, "")) : undefined;
      const full = acronym ?? (contentWords(stripped, grammar).length === 1 ? this.#bySurname.get(last) : undefined);
      const type = typeOf(this.#grammar, mention, run, full);
      const label =
        full !== undefined && (acronym !== undefined || type === "person")
          ? full.text
          : clean(text.slice(stripped[0]!.start, stripped.at(-1)!.end));
      const keyWords = new Set(
        full !== undefined && (acronym !== undefined || type === "person")
          ? full.words
          : contentWords(stripped, grammar),
      );
      const old = this.#roster.sameName(keyWords, type);
      if (old !== undefined) {
        if (role !== null && !old.label.includes(",") && old.type === "person") old.label = `${old.label}, ${role}`;
        if (stripped[0]!.text !== old.label && !old.label.includes(label) && !old.aliases.includes(label))
          old.aliases.push(label);
        return this.#touch(old, false);
      }
      const known = this.#add(
        type === "person" && role !== null ? `${label}, ${role}` : label,
        type,
        keyWords,
        true,
        false,
      );
      const short = full?.acronym ?? acronymAfter(mention, run.to);
      if (short !== null && short !== undefined) known.aliases.push(short);
      if (type === "person" && run.from > 0) {
        const lead = withoutArticle(clean(text.slice(mention[0]!.start, nameTokens[0]!.start)), grammar);
        if (lead !== "" && role === null && /\p{L}{3}/u.test(lead)) known.label = `${known.label}, ${lead}`;
      }
      return this.#touch(known, false);
    }
    if (definite || !grammar.hasCapitals) {
      // "a quarter of them" after "two thirds of those asked" is somebody else
      const counted = mention.some(
        (t) => t.kind === "number" || ["number", "fraction", "vague"].some((l) => grammar.has(l, t.norm)),
      );
      const old = counted ? null : byHead(words, mention, this.#context(text, this.#at));
      if (old !== null) return this.#touch(old, false);
    }
    const same = this.#roster.unnamed(words);
    if (same !== undefined) return this.#touch(same, false);
    const type = unnamedType(this.#grammar, mention);
    const bare = withoutArticle(surface, grammar, ["label-articles"]);
    // without capitals, a phrase of words that no list knows is taken for a name
    const lists = [
      "person-words",
      "org-words",
      "report-words",
      "evidence-words",
      "determiners",
      "number",
      "vague",
      "prepositions",
    ];
    const unknown =
      !grammar.hasCapitals &&
      mention.length >= 2 &&
      mention.length <= 4 &&
      !mention.some((t) => lists.some((l) => grammar.has(l, t.norm)));
    const label = role === null ? surface : `${surface}, ${role}`;
    if (unknown) return this.#touch(this.#add(label, "person", new Set(words), true, false), false);
    const named = !grammar.hasCapitals && (type === "org" || mention.some((t) => grammar.has("titles", t.norm)));
    return this.#touch(
      this.#add(
        named
          ? surface
          : `${definite && type !== "group" && type !== "person" ? surface : grammar.has("number-article", mention[0]?.norm) ? surface : bare} (unnamed)`,
        type,
        new Set(words),
        named,
        grammar.ends("plural", words.at(-1) ?? ""),
      ),
      false,
    );
  }

  /** A witness whose name the text keeps back. */
  witness(): { source: string; label: string } {
    const { key, label } = this.#touch(
      this.#add(
        `${this.#grammar.setting("witness-label") ?? "the witness"} (unnamed)`,
        "person",
        new Set(["witness"]),
        false,
        false,
      ),
      false,
    ).entity;
    return { source: key, label };
  }

  /** "LH:" before a turn is Lena Haddo when the text names her: a link to the entity, or null. */
  byInitials(label: string): { source: string } | null {
    if (!/^\p{Lu}{2,3}$/u.test(label)) return null;
    const name = this.#byInitials.get(label.toLowerCase());
    if (name === undefined) return null;
    const old = this.#roster.sameName(new Set(name.words), "person");
    const entity = old ?? this.#add(name.text, "person", new Set(name.words), true, false);
    return { source: entity.key };
  }

  /** Who answers in a conversation that does not name them. */
  interviewee(): Known {
    if (this.#answerer !== null) return this.#answerer;
    const known: Known = {
      key: "interviewee",
      label: `${this.#grammar.setting("answerer-label") ?? "the person who answers"} (unnamed)`,
      type: "person",
      org: null,
      count: 1,
      aliases: [],
      words: new Set(["interviewee"]),
      named: false,
      plural: false,
      gender: null,
      at: this.#at,
    };
    this.#answerer = known;
    this.#roster.add(known);
    return known;
  }

  /** In the order in which they came into the text. */
  get entities(): readonly Known[] {
    return this.#roster.all;
  }

  #touch(entity: Known, unresolved: boolean): { entity: Known; unresolved: boolean } {
    this.#roster.touch(entity, this.#at);
    return { entity, unresolved };
  }

  #add(label: string, type: EntityType, words: Set<string>, named: boolean, plural: boolean): Known {
    const count = type === "group" || type === "documents" ? ("vague" as const) : named ? null : 1;
    const known: Known = {
      key: `k${this.#roster.all.length}`,
      label,
      type,
      org: null,
      count,
      aliases: [],
      words,
      named,
      plural,
      gender: null,
      at: this.#at,
    };
    this.#roster.add(known);
    return known;
  }
}

/** Is this a name of the one who tells, whole or in part? */
const isOf = (name: SeenName, teller: Known | null): boolean =>
  teller?.named === true && name.tokens.every((t) => t.kind === "mark" || teller.words.has(t.norm));

/** "the mayor of Tal Amra": the name behind a preposition is where somebody belongs, not who it is. */
function isOffice(mention: readonly Token[], name: number, grammar: Grammar): boolean {
  const link = name - (grammar.has("definite", mention[name - 1]?.norm) ? 2 : 1);
  return (
    link > 0 &&
    grammar.hasCapitals &&
    grammar.has("prepositions", mention[link]?.norm) &&
    mention.slice(0, link).some((t) => !t.capital && grammar.has("person-words", t.norm))
  );
}
