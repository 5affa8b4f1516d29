import { expect, test } from "vitest";
import { parseGrammar } from "./grammar.ts";
import { read } from "./read.ts";

// A few words of French, as a linguist would begin a grammar file: no line of code knows them.
const french = parseGrammar(
  "fr",
  `[language]
| code=fr direction=ltr script=Latn order=subject-first
[definite]
le, la, les | article
[article]
le, la, les
[determiners]
le, la, les, un, une, des, ce, cette, ces
[number-article]
un, une
[prepositions]
de, à, en, dans, par, pour, depuis, sur
[conjunctions]
et | joins
[relatives]
qui, que
[auxiliaries]
a, ont, est, sont, était, étaient, avait, avaient
[verbs]
a, ont, est, sont, était, étaient, mort, partis
[subject-pronouns]
il, elle, ils, elles
[pronouns]
il, elle | person=third number=one
ils, elles | person=third number=many
[complementizers]
que
[cue.verbs]
déclaré, dit, affirmé | basic
estime, estimé | basic hedge=estimate
[cue.according]
selon, d'après
[person-words]
maire, personnes, habitants, enfants, hommes, familles
[org-words]
ministère, comité
[hedge.probability]
probablement | icd=likely_55-80
[number]
deux | value=2
trois | value=3
douze | value=12
quarante | value=40
[multiplier]
cent, cents | value=100
mille | value=1000
[percent]
%, pour cent
[bound.atLeast]
au moins
[bound.approx]
environ
[range.open]
entre | until=et
[number-and]
et
[unit]
kilomètre, kilomètres | unit=kilometre
[per]
par
[per-unit]
jour | per=day
[households]
familles | unit=families
[month]
janvier | value=1
mars | value=3
juin | value=6
[weekday]
lundi | value=1
[time.lead]
en, depuis | year
le
[time.since]
depuis
[time.between]
de | until=à
[range.middle]
à
[time.relative]
hier | unit=day n=-1
la semaine dernière | unit=week n=-1
[time.unit]
jours, jour | unit=day
mois | unit=month
[time.ago-before]
il y a
`,
);
const inFrench = (text: string) => read(text, { referenceDate: "2017-05-15", grammar: french });

test("a third language needs a grammar file and no code: who says what", () => {
  const { claims, document } = inFrench("Le maire a déclaré que la route était probablement fermée.");
  expect(document.language).toBe("fr");
  const said = claims.find((c) => c.attribution.voice === "attributed")!;
  expect(said.attribution.chain[0]!.mention!.exact).toBe("Le maire");
  expect(said.spans.map((s) => s.exact).join(" ")).toBe("la route était probablement fermée");
  expect(said.hedges.map((h) => [h.exact, h.type, h.icd203])).toEqual([
    ["probablement", "probability", "likely 55-80"],
  ]);
  const [other] = inFrench("Selon le comité, trois habitants sont partis.").claims;
  expect(other!.attribution.chain[0]!.mention!.exact).toBe("le comité");
});

test("how many, with bounds, units and rates", () => {
  const found = (text: string) =>
    inFrench(text).quantities.map((q) => [q.relation, q.value ?? [q.lower, q.upper], q.unit, q.per]);
  expect(found("Au moins 40 personnes sont parties.")).toEqual([["atLeast", 40, "persons", null]]);
  expect(found("Entre 30 et 45 familles sont parties.")).toEqual([["between", [30, 45], "families", null]]);
  expect(found("Environ douze kilomètres par jour.")).toEqual([["approx", 12, "kilometre", "day"]]);
  expect(found("Deux mille trois cents hommes sont partis.")).toEqual([["exact", 2300, "persons", null]]);
  expect(found("40 pour cent des enfants sont partis.")[0]!.slice(0, 2)).toEqual(["exact", 0.4]);
});

test("when, with months in small letters", () => {
  const times = (text: string) => inFrench(text).times.map((t) => t.value);
  expect(times("Il est parti le 12 mars 2014.")).toEqual(["2014-03-12"]);
  expect(times("Il est parti en juin 2013.")).toEqual(["2013-06"]);
  expect(times("Il est parti hier.")).toEqual(["2017-05-14"]);
  expect(times("Elle est partie la semaine dernière.")).toEqual(["2017-05-08/2017-05-14"]);
  expect(times("La route est fermée depuis 2011.")).toEqual(["2011/.."]);
});

test("without that file, short French is not taken for English", () => {
  const unknown = (text: string) => () => read(text, { referenceDate: "2017-05-15" });
  expect(unknown("Le maire a déclaré que la route était fermée.")).toThrow(/no language that there is a grammar for/);
  expect(unknown("Los vecinos dijeron que nadie quiso abrir el puente durante quince largos meses.")).toThrow(
    /grammar/,
  );
  // names and headlines are no reason to doubt
  expect(read("José Núñez fled Bogotá, said a clerk.", { referenceDate: "2017-05-15" }).document.language).toBe("en");
  expect(read("Shells kill 40 near Tal Amra market", { referenceDate: "2017-05-15" }).document.language).toBe("en");
});
