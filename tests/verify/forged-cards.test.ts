import { beforeAll, describe } from "vitest";
import { areFound, page } from "./liar.ts";
import { type Change, SmallBag, textOf } from "./small-bag.ts";

// Everything here is signed by the case key itself: the publisher lies, and the proofs tell.
let bag: SmallBag;
beforeAll(async () => {
  bag = await SmallBag.of();
});

describe("cards and lineage", () => {
  const card =
    (number: string, from: string | RegExp, to: string): Change =>
    (files) => {
      const html = textOf(files, "index.html");
      const start = html.indexOf(`<article class="card" id="${number}"`);
      const end = html.indexOf("</article>", start) + "</article>\n".length;
      const changed = html.slice(start, end).replace(from, to);
      if (changed === html.slice(start, end)) throw new Error(`nothing to change in ${number}`);
      files.set("index.html", Buffer.from(html.slice(0, start) + changed + html.slice(end)));
    };
  const row = (label: string): RegExp => new RegExp(`<div><dt data-w="field\\.${label}">.*?</div>`);
  areFound(
    () => bag,
    [
      ["a card is left out", card("S2", /^[\s\S]*$/, ""), "page", /leaves out S2/],
      ["a card stands twice", card("S2", /^[\s\S]*$/, "$&$&"), "page", /a card of S2/],
      ["a card under another heading", page("Claims</h3>", "Figures</h3>"), "page", /heading of the evidence/],
      [
        "claims pass for incidents",
        page('<h3 data-w="group.C">Claims', '<h3 data-w="group.I">Incidents'),
        "page",
        /C1 stands under another heading/,
      ],
      ["a dissent is left out", card("J1", row("dissent.text"), ""), "page", /J1 leaves out \/dissent\/0\/text\/en/],
      ["an alternative is left out", card("J1", row("alternatives.text"), ""), "page", /J1 leaves out \/alternatives/],
      ["a hedge is left out", card("C1", row("strength"), ""), "page", /C1 leaves out \/strength/],
      ["a lower bound is left out", card("C1", row("quantity.lower"), ""), "page", /no row "quantity\.lower"/],
      [
        "a bound stands beside another",
        card(
          "C1",
          /(<dt data-w="field\.quantity\.lower">.*?)<\/div>/,
          '$1<dd><span class="withheld" data-w="withheld">[withheld]</span></dd></div>',
        ),
        "page",
        /C1 has more than one quantity\.lower/,
      ],
      ["the exhibit is left out", card("C1", row("exhibit"), ""), "page", /C1 leaves out \/exhibit|no row "exhibit"/],
      ["the withheld exhibit is left out", card("C2", row("exhibit"), ""), "page", /no row "exhibit"/],
      [
        "bounds are swapped",
        card(
          "N1",
          /(<dt data-w="field\.quantity\.)lower">At least(.*?<dt data-w="field\.quantity\.)upper">At most/,
          '$1upper">At most$2lower">At least',
        ),
        "page",
        /N1/,
      ],
      [
        "a bound that is stated passes for not stated",
        card(
          "N1",
          /<bdi data-p="10 \/quantity\/upper">50<\/bdi>/,
          '<span data-q="10 /quantity/upper" data-w="notStated">not stated by the source</span>',
        ),
        "page",
        /N1: quantity\.upper/,
      ],
      [
        "a value passes for withheld",
        card("C1", /<bdi data-p="7 \/place">.*?<\/bdi>/, '<span class="withheld" data-w="withheld">[withheld]</span>'),
        "page",
        /C1 leaves out \/place/,
      ],
      [
        "a sign with a reason that there is not",
        card("C2", 'data-w="withheld">[withheld]', 'data-w="withheld.proven">[proven]'),
        "page",
        /index\.html:\d+/,
      ],
      [
        "a value under another label",
        card("C1", '<dt data-w="field.place">Place', '<dt data-w="field.time">Time'),
        "page",
        /row "time" of C1|C1/,
      ],
      ["a value of another item", card("S1", "newspaper", "court"), "page", /S1: role/],
      [
        "a grade is raised",
        card("C1", 'data-w="credibility.3">3: possibly true', 'data-w="credibility.1">1: confirmed by other sources'),
        "page",
        /C1: credibility/,
      ],
      ["a grade in other words", card("C1", "3: possibly true", "1: confirmed"), "page", /C1: credibility/],
      [
        "a row of its own",
        card("C1", "<dl>", '<dl><div><dt data-w="field.note">Note</dt><dd>proven</dd></div>'),
        "page",
        /C1: note/,
      ],
      [
        "the quoted words are changed",
        card("C1", "taken to the made-up place", "killed in the made-up place"),
        "page",
        /C1's quoted words/,
      ],
      [
        "another heading of a card",
        card("C1", /brought to Qarn Zahra\.<\/bdi><\/h4>/, "killed in Qarn Zahra.</bdi></h4>"),
        "page",
        /C1's own words/,
      ],
      ["the proof of another item", card("C1", "proofs/7.json", "proofs/8.json"), "page", /the proof of C1/],
      [
        "a source's list is put in another order",
        card("S1", /(<dd>.*?S2.*?<\/dd>)(<dd>.*?withheld.*?<\/dd>)/, "$2$1$1"),
        "page",
        /S1/,
      ],
      [
        "a lineage without its claim",
        page(/<li><a class="ref" data-i="7"(?:(?!<\/li>)[\s\S])*<\/li>/, ""),
        "page",
        /leaves out C1/,
      ],
      [
        "a lineage without its source",
        page(/<span class="step"><span data-w="field\.source">.*?<\/bdi><\/span>/, ""),
        "page",
        /C1's source/,
      ],
      [
        "a lineage of something else",
        page(/<ul class="chain"><li><a class="ref" data-i="2"/, '<ul class="chain"><li><a class="ref" data-i="1"'),
        "page",
        /an item of what this rests on/,
      ],
      ["no lineage at all", page(/\n<details class="lineage">[\s\S]*?<\/details>/, ""), "page", /what this rests on/],
      [
        "a lineage where there is none",
        page(
          /(<li><div><span class="s" id="s6".*?<\/div>)/,
          '$1\n<details class="lineage"><summary data-w="rests">What this rests on</summary><ul class="chain"></ul></details>',
        ),
        "page",
        /the end of a block/,
      ],
    ],
  );
});
