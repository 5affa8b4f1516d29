import { describe, expect, it } from "vitest";
import { Marks } from "./marks.ts";
import { select } from "./selection.ts";
import { madeUpCase } from "./testing/made-up-case.ts";
import { uidOf } from "./testing/made-up-items.ts";

const selection = select(madeUpCase().input);
const of = (id: string) => selection.byUid.get(uidOf(id))!;
const [english, arabic] = [new Marks("en", selection), new Marks("ar", selection)];

describe("Marks", () => {
  it("ties an open leaf to entry and pointer, escaped", () => {
    const source = of("S2");
    expect(english.leaf(source, "/descriptor").html).toBe(
      `<bdi data-p="${source.item.seq} /descriptor">It was there &amp; &lt;saw&gt; it.</bdi>`,
    );
  });

  it("shows one sign for all that is withheld, whatever it is and however long", () => {
    const claim = of("C2");
    const sign = '<span class="withheld" data-w="withheld">[withheld]</span>';
    expect(english.leaf(claim, "/anchor/quote").html).toBe(sign);
    expect(english.reference(claim, "/source").html).toBe(sign);
    expect(english.code(claim, "/quantity/relation").html).toBe(sign);
    expect(english.leaf(claim, "/never/there").html).toBe(sign);
    expect(arabic.leaf(claim, "/anchor/quote").html).toBe(sign.replace("[withheld]", "[محجوب]"));
  });

  it("writes values of closed lists in the page's language and keeps the value in the proof", () => {
    const claim = of("C1");
    const at = `data-p="${claim.item.seq} /quantity/relation" data-w="relation.atMost"`;
    expect(english.code(claim, "/quantity/relation").html).toBe(`<span ${at}>at most</span>`);
    expect(arabic.code(claim, "/quantity/relation").html).toBe(`<span ${at}>ما لا يزيد على</span>`);
  });

  it("a reference is the number that its target has in this dossier", () => {
    const claim = of("C1");
    const source = of("S1");
    expect(english.reference(claim, "/source").html).toBe(
      `<a class="ref" data-u="${claim.item.seq} /source" href="#${source.number}">${source.number}</a>`,
    );
  });

  it("takes words in the page's language, else those that there are", () => {
    expect(arabic.inLanguage(of("C1"), "/statement")).toBe("/statement/ar");
    expect(arabic.inLanguage(of("C2"), "/statement")).toBe("/statement/en");
    expect(new Marks("ku", selection).inLanguage(of("C1"), "/statement")).toMatch(/^\/statement\/(en|ar)$/);
  });
});
