import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "#kernel";
import type { PublishInput, PublishItem } from "#publish";
import { type MadeUpItem, madeUpItems, uidOf } from "../../src/publish/testing/made-up-items.ts";
import { type Change, failedChecks, replaceIn, reportOf, SmallBag, textOf } from "./small-bag.ts";

// What publish shows of closed words, people and pictures: the verifier reads all of it, and no more than that. Made up.

type Value = { [key: string]: Json };

const PERSON: MadeUpItem = {
  kind: "person",
  id: "P1",
  value: {
    uid: uidOf("P1"),
    id: "P1",
    name: { en: "Halvard Quist (made up)" },
    otherNames: [],
    attributes: { profession: "collector of invented things" },
    claims: [uidOf("C1")],
  },
};

const firstSentence = (value: Value): Value =>
  (((value["sections"] as Value[])[0]!["blocks"] as Value[])[0]!["sentences"] as Value[])[0]!;

function items(): readonly MadeUpItem[] {
  const all = madeUpItems().map((item): MadeUpItem => {
    const value = structuredClone(item.value) as Value;
    if (item.id === "C1") {
      value["spans"] = [
        { field: "/statement/en", count: 3, parts: ["As many as 50 people a day were ", "brought to", " Qarn Zahra."] },
      ];
    }
    if (item.id === "text.en") {
      const sentence = firstSentence(value);
      const words = ["According to the Gazette ", "and Halvard {p0} ", "{f0} were brought there {r0}, says {p0}."];
      Object.assign(sentence, { text: words.join(""), persons: [uidOf("P1")] });
      value["spans"] = [{ field: "/sections/0/blocks/0/sentences/0/text", count: 3, parts: words }];
    }
    return { ...item, value };
  });
  const texts = all.findIndex(({ kind }) => kind === "text");
  return [...all.slice(0, texts), PERSON, ...all.slice(texts)];
}

/** Closes the middle part of each split text, and says why things are closed. */
function closing(input: PublishInput): PublishInput {
  const close = (item: PublishItem): PublishItem => {
    const field = (item.value["spans"] as Value[] | undefined)?.[0]?.["field"];
    const reasons = { "": "protection" as const };
    if (field === undefined) return { ...item, levels: { ...item.levels, reasons } };
    const fields = { ...item.levels.fields, "/spans/0/parts/1": ["team" as const] };
    return { ...item, levels: { ...item.levels, fields, spans: { [String(field)]: ["team"] }, reasons } };
  };
  return { ...input, items: input.items.map(close), pseudonymKey: new Uint8Array(32).fill(7) };
}

let bag: SmallBag;
beforeAll(async () => {
  bag = await SmallBag.of(items(), closing);
});

it("texts in parts, people in sentences and signs with reasons are verified", () => {
  const html = textOf(bag.files, "index.html");
  expect(html).toMatch(
    /data-p="\d+ \/spans\/0\/parts\/0">According to the Gazette <\/span><span class="withheld" data-w="withheld\.protection">/,
  );
  expect(html).toContain('data-p="15 /name/en">Halvard Quist (made up)</a>');
  expect(html).toMatch(
    /<bdi data-p="7 \/spans\/0\/parts\/0">As many as 50 people a day were <\/bdi><span class="withheld"/,
  );
  const report = reportOf(bag.files);
  expect(report.checks.flatMap(({ problems }) => problems)).toEqual([]);
  expect(report.outcome).toBe("verified");
});

describe("and nothing else", () => {
  const page = (from: string | RegExp, to: string): Change => replaceIn("index.html", from, to);
  const sign = /<span class="withheld" data-w="withheld\.protection">[^<]*<\/span>/;
  it.each<readonly [string, Change, string]>([
    ["the closed words are filled in", page(sign, "and Halvard Quist "), "sentences"],
    ["the sign is left out", page(sign, ""), "sentences"],
    [
      "the parts are put in another order",
      page(/(<span data-p="\d+ \/spans\/0\/parts\/0">.*?<\/span>)(<span class="withheld".*?<\/span>)/, "$2$1"),
      "sentences",
    ],
    [
      "a part says something else",
      page("According to the Gazette </span>", "According to the court </span>"),
      "sentences",
    ],
    ["a person is named otherwise", page("Halvard Quist (made up)</a>", "Somebody Else</a>"), "sentences"],
    [
      "a reason that there is not",
      page('data-w="withheld.protection">[withheld: protection]', 'data-w="withheld.guilt">[withheld: guilt]'),
      "sentences",
    ],
    ["a reason in other words", page("[withheld: protection]", "[withheld: they are guilty]"), "sentences"],
    [
      "a card's part says something else",
      page(/(parts\/0">)As many as 50 people a day were /, "$1As many as 50 people a week were "),
      "page",
    ],
  ])("%s", (_what, change, check) => {
    const report = reportOf(bag.sealed(change));
    expect(report.outcome).toBe("failed");
    expect(failedChecks(report)).toContain(check);
  });
});
