import { expect, test } from "vitest";
import { parseGrammar } from "./grammar.ts";
import { read } from "./read.ts";

// A language that nobody speaks, as a linguist would begin its grammar file: no line of code can know a word of it.
const GRAMMAR = `[language]
| code=tok direction=ltr script=Latn order=subject-first elisions=v'
[ending.plural]
oj
[definite]
lu | article
[article]
lu
[determiners]
lu, ku
[number-article]
ku
[prepositions]
ne, po, fru
[conjunctions]
ke | joins
[relatives]
qui
[auxiliaries]
esta, hava
[verbs]
esta, hava, fugita, klosita
[subject-pronouns]
zi | verb
[pronouns]
zi | person=third number=one
[complementizers]
zat, v'
[cue.verbs]
dirita, diras | basic
kreda | that belief hedge=judgement
[cue.according]
lau
[person-words]
urbestro, urbestroj, homo, homoj, vidanto, vidantoj
[org-words]
komitato
[hedge.probability]
versajne | icd=likely_55-80
[number]
tri | value=3
dek du | value=12
kvardek | value=40
[multiplier]
cent | value=100 alone
mil | value=1000
[bound.atLeast]
minime
[range.open]
inter | until=ke
[number-and]
ke
[unit]
leko, lekoj | unit=kilometre
[per]
po
[per-unit]
tago | per=day
[month]
marso | value=3
[time.lead]
ne, fru | year
[time.relative]
hiera | unit=day n=-1
lu lasta semo | unit=week n=-1
[time.unit]
tago, tagoj | unit=day
[time.ago-after]
antau
`;
const grammar = parseGrammar("tok", GRAMMAR);
const readToy = (text: string) => read(text, { referenceDate: "2017-05-15", grammar });

test("a new language is a grammar file and no code: who says what, how strongly", () => {
  const { claims, document } = readToy("Lu urbestro dirita zat lu ponto esta versajne klosita.");
  expect(document.language).toBe("tok");
  const said = claims.find((c) => c.attribution.voice === "attributed")!;
  expect(said.attribution.chain[0]!.mention!.exact).toBe("Lu urbestro");
  expect(said.spans.map((s) => s.exact).join(" ")).toBe("lu ponto esta versajne klosita");
  expect(said.hedges.map((h) => [h.exact, h.type, h.icd203])).toEqual([["versajne", "probability", "likely 55-80"]]);
  const [other] = readToy("Lau lu komitato, tri homoj fugita.").claims;
  expect(other!.attribution.chain[0]!.mention!.exact).toBe("lu komitato");
});

test("quotations, and words that an apostrophe cuts", () => {
  const [quoted] = readToy("« Lu ponto esta klosita », dirita Tamro Belun.").claims;
  expect([quoted!.attribution.mode, quoted!.attribution.chain[0]!.label]).toEqual(["direct", "Tamro Belun"]);
  const [clause] = readToy("Lu vidanto dirita v'omo hava fugita.").claims;
  expect(clause!.spans.map((s) => s.exact)).toEqual(["omo hava fugita"]);
});

test("how many, with bounds, units and rates", () => {
  const found = (text: string) =>
    readToy(text).quantities.map((q) => [q.relation, q.value ?? [q.lower, q.upper], q.unit, q.per]);
  expect(found("Minime kvardek homoj fugita.")).toEqual([["atLeast", 40, "persons", null]]);
  expect(found("Inter 30 ke 45 homoj fugita.")).toEqual([["between", [30, 45], "persons", null]]);
  expect(found("Dek du lekoj po tago.")).toEqual([["exact", 12, "kilometre", "day"]]);
  expect(found("Tri mil cent homoj fugita.")).toEqual([["exact", 3100, "persons", null]]);
});

test("when, with months in small letters", () => {
  const times = (text: string) => readToy(text).times.map((t) => t.value);
  expect(times("Zi fugita ne 12 marso 2014.")).toEqual(["2014-03-12"]);
  expect(times("Zi fugita hiera.")).toEqual(["2017-05-14"]);
  expect(times("Zi fugita lu lasta semo.")).toEqual(["2017-05-08/2017-05-14"]);
  expect(times("Zi fugita tri tagoj antau.")).toEqual(["2017-05-12"]);
});
