import fc from "fast-check";
import { type DefaultTreeAdapterMap, parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { el, escapeHtml, join } from "./html.ts";

describe("el", () => {
  it("escapes children and attributes, and leaves out what is undefined", () => {
    expect(el("bdi", { class: "name", title: undefined }, "a < b").html).toBe('<bdi class="name">a &lt; b</bdi>');
    expect(el("p", { title: `"'<&>` }, el("b", {}, "x"), "&").html).toBe(
      '<p title="&quot;&#39;&lt;&amp;&gt;"><b>x</b>&amp;</p>',
    );
    expect(el("img", { src: "x.png" }).html).toBe('<img src="x.png">');
  });

  it("a parser reads back every text and attribute as it was", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("</p><script>", '"onload=x', "&#60;", "]]>", "<!--"),
    );
    // What HTML itself does not carry: a carriage return becomes a line feed, and nulls are dropped.
    const carried = hostile.map((text) => text.replace(/[\0\r]/g, ""));
    fc.assert(
      fc.property(carried, carried, (text, value) => {
        const [element] = parseFragment(el("i", { title: value }, text).html)
          .childNodes as DefaultTreeAdapterMap["element"][];
        expect(element!.attrs).toEqual([{ name: "title", value }]);
        expect(element!.childNodes.map((node) => ("value" in node ? node.value : "?")).join("")).toBe(text);
      }),
    );
  });
});

describe("join", () => {
  it("escapes strings, not markup, and what stands between", () => {
    expect(join([el("b", {}, "1"), "<2>"], " & ").html).toBe("<b>1</b> &amp; &lt;2&gt;");
    expect(escapeHtml("it's")).toBe("it&#39;s");
  });
});
