import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "#kernel";
import { madeUpItems } from "../../src/publish/testing/made-up-items.ts";
import { areFound, page } from "./liar.ts";
import { failedChecks, put, replaceIn, reportOf, SmallBag, textOf, together } from "./small-bag.ts";

// Everything here is signed by the case key itself: the publisher lies, and the proofs tell.
let bag: SmallBag;
beforeAll(async () => {
  bag = await SmallBag.of();
});

describe("sentences on the page", () => {
  const first = /<span class="s" id="s1".*?<\/span>(?= <span class="s")/;
  areFound(
    () => bag,
    [
      [
        "a word is changed",
        page("Everything here is made up.", "Everything here is proven."),
        "sentences",
        /#s8 does not say/,
      ],
      ["an invisible character", page("Everything here", "Every\u00adthing here"), "sentences", /#s8 does not say/],
      ["a page runs against its language", page('dir="ltr"', 'dir="rtl"'), "page", /the direction/],
      ["a direction is turned", page("Everything here", "\u202eEverything here"), "sentences", /#s8 does not say/],
      ["a letter of another script", page("Everything here", "Ev\u0435rything here"), "sentences", /#s8 does not say/],
      ["another white space", page("Everything here", "Everything\u00a0here"), "sentences", /#s8 does not say/],
      ["an escape that need not be", page("Everything here", "Everything &#104;ere"), "sentences", /#s8 does not say/],
      [
        "a figure is changed",
        page(/at most 50 people per day(?=<\/a> were)/, "at least 50 people per day"),
        "sentences",
        /#s1 does not say/,
      ],
      [
        "a figure shows another's words",
        page('data-p="10 /words/en">at most 50', 'data-p="11 /words/en">at most 50'),
        "sentences",
        /#s1 does not say/,
      ],
      [
        "a figure is typed",
        page(/<a class="figure" href="#N1"[^>]*>(at most 50 people per day)<\/a>/, "$1"),
        "sentences",
        /#s1 does not say/,
      ],
      [
        "a reference leads elsewhere",
        page(/href="#C1">C1<\/a>\.<\/span>/, 'href="#C2">C1</a>.</span>'),
        "sentences",
        /#s1 does not say/,
      ],
      [
        "a reference shows another number",
        page(/href="#C1">C1<\/a>\.<\/span>/, 'href="#C2">C2</a>.</span>'),
        "sentences",
        /#s1 does not say/,
      ],
      ["the place of a reference is changed", page("p. 1", "p. 2"), "sentences", /#s2 does not say/],
      [
        "the place of a reference is left out",
        page(/ <bdi class="at"[^>]*>p\. 1<\/bdi>/, ""),
        "sentences",
        /#s2 does not say/,
      ],
      [
        "what is withheld is filled in",
        page(
          /Others counted <span class="withheld" data-w="withheld">\[withheld\]<\/span>/,
          "Others counted 73,519 people",
        ),
        "sentences",
        /#s3 does not say/,
      ],
      [
        "what is opened is withheld",
        page(/Everything here is made up\./, '<span class="withheld" data-w="withheld">[withheld]</span>'),
        "sentences",
        /#s8 does not say/,
      ],
      [
        "a sentence is left out",
        page(/<span class="s" id="s8".*?<\/span> /, ""),
        "sentences",
        /leaves out the sentence 15 \/sections\/1\/blocks\/0\/sentences\/0/,
      ],
      [
        "the last sentence is left out",
        page(/ <span class="s" id="s9".*?J1<\/a>\.<\/span>/, ""),
        "sentences",
        /leaves out the sentence/,
      ],
      ["a sentence stands twice", page(first, "$& $&"), "sentences", /#s1 is number 2/],
      [
        "two sentences are swapped",
        page(/(<span class="s" id="s8".*?<\/span>) (<span class="s" id="s9".*?J1<\/a>\.<\/span>)/, "$2 $1"),
        "sentences",
        /not the sentence that comes next/,
      ],
      [
        "two sentences are swapped and numbered anew",
        page(
          /<span class="s" id="s8"(.*?<\/span>) <span class="s" id="s9"(.*?J1<\/a>\.<\/span>)/,
          '<span class="s" id="s8"$2 <span class="s" id="s9"$1',
        ),
        "sentences",
        /not the sentence that comes next/,
      ],
      [
        "a sentence more",
        page(first, '$& <span class="s" id="s2" data-s="15 /sections/0/blocks/0/sentences/1">All is proven.</span>'),
        "sentences",
        /#s2/,
      ],
      ["a sentence without a mark", page(first, "$& <span>All is proven.</span>"), "page", /index\.html:\d+/],
      [
        "a sentence in Arabic",
        replaceIn("index.ar.html", "ورآه من يختبئ", "ورآه الجميع"),
        "sentences",
        /index\.ar\.html#s2/,
      ],
    ],
  );
});

describe("everything else on the page", () => {
  areFound(
    () => bag,
    [
      [
        "text between blocks",
        page("</section>\n<section>", "</section>\nAll is proven.<section>"),
        "page",
        /index\.html:\d+/,
      ],
      ["text after the end", page(/$/, "All is proven."), "page", /what follows the page/],
      ["text before the beginning", page(/^/, "All is proven."), "page", /the beginning/],
      ["a byte order mark", page(/^/, "\ufeff"), "page", /the beginning/],
      ["a comment", page("<main>", "<main><!-- All is proven. -->"), "page", /index\.html:\d+/],
      ["a comment in the head", page("<title", "<!-- All is proven. --><title"), "page", /the head/],
      ["a script", page("</body>", "<script>1</script></body>"), "page", /the footer/],
      ["a handler", page('<article class="card"', '<article onclick="x" class="card"'), "page", /index\.html:\d+/],
      ["a tooltip", page("<h2><bdi", '<h2 title="All is proven."><bdi'), "page", /a heading/],
      [
        "words for screen readers",
        page('<article class="card"', '<article aria-label="All is proven." class="card"'),
        "page",
        /index\.html:\d+/,
      ],
      [
        "a description of the page",
        page('<meta name="referrer"', '<meta name="description" content="Proven."><meta name="referrer"'),
        "page",
        /the head/,
      ],
      [
        "a refresh",
        page('<meta name="referrer"', '<meta http-equiv="refresh" content="0;x"><meta name="referrer"'),
        "page",
        /the head/,
      ],
      ["a weaker policy", page("default-src &#39;none&#39;", "default-src *"), "page", /the policy/],
      [
        "words in the style sheet",
        page("</style>", 'h1::after{content:"All is proven."}</style>'),
        "page",
        /the style sheet/,
      ],
      ["a style sheet that hides", page("</style>", ".card{display:none}</style>"), "page", /the style sheet/],
      ["a second style sheet", page("</head>", "<style>.s{display:none}</style></head>"), "page", /the head/],
      ["a style of its own", page('<p class="how"', '<p style="display:none" class="how"'), "page", /the header/],
      ["another title", page(/<title([^>]*)>[^<]*/, "<title$1>All is proven"), "page", /the head/],
      ["another headline", page(/<h1>.*?<\/h1>/, "<h1>All is proven</h1>"), "page", /the header/],
      ["another heading", page("What was said</bdi>", "What is proven</bdi>"), "page", /a heading/],
      ["a heading more", page("<main>", "<main><h2>All is proven</h2>"), "page", /index\.html:\d+/],
      ["a heading less", page(/<h2><bdi data-p="15 \/sections\/1\/heading">.*?<\/h2>\n/, ""), "page", /a heading/],
      ["the authors pass for evidence", page(/<p class="voice".*?<\/p>\n/, ""), "page", /the authors speak/],
      [
        "evidence passes for the authors",
        page(
          /(What was said<\/bdi><\/h2>\n)/,
          '$1<p class="voice" data-p="15 /sections/0/voice" data-w="voice.authors">Here the authors speak for themselves.</p>\n',
        ),
        "page",
        /a block/,
      ],
      [
        "a quote passes for prose",
        page(/<blockquote>(<span class="s".*?)<\/blockquote>/, "<p>$1</p>"),
        "page",
        /a block/,
      ],
      ["a word of the interface is changed", page("What it rests on", "What proves it"), "page", /the evidence/],
      [
        "a word of the interface under another key",
        page('data-w="how"', 'data-w="check.advice"'),
        "page",
        /the header/,
      ],
      [
        "another name of the case",
        page(/Made-up case of Qarn Zahra/, "Proven case of Qarn Zahra"),
        "page",
        /the header/,
      ],
      ["another day", page(/(data-v="Bagging-Date">)\d{4}/, "$11999"), "page", /the header/],
      ["another fingerprint", page(/(data-v="Snowmelt-Case-Key">).{8}/, "$100000000"), "page", /the footer/],
      ["a link away", page('href="checkpoint"', 'href="https://example.org/"'), "page", /the footer/],
      [
        "a picture from elsewhere",
        page('src="data/exhibits/E2.png"', 'src="data:image/png;base64,AAAA"'),
        "page",
        /the file of E2/,
      ],
      ["another picture", page('src="data/exhibits/E2.png"', 'src="data/exhibits/E1.txt"'), "page", /the file of E2/],
      ["a caption", page('alt="E2"', 'alt="The mass grave"'), "page", /the file of E2/],
      ["a copy passes for the original", page(/<p class="copy".*?<\/p>/, ""), "page", /what the file of E2 is/],
      ["a tag in capitals", page("<main>", "<MAIN>"), "page", /the main part|the header/],
      ["a NUL", page("<main>", "<main>\0"), "page", /index\.html:\d+/],
      ["a carriage return", page("<main>", "<main>\r"), "page", /index\.html:\d+/],
      ["a form", page("</main>", "<form><input value='proven'></form></main>"), "page", /index\.html:\d+/],
      ["a template", page("</main>", "<template>proven</template></main>"), "page", /index\.html:\d+/],
      [
        "no UTF-8",
        (files) => files.set("index.html", Buffer.concat([files.get("index.html")!, Uint8Array.of(0xff)])),
        "sentences",
        /index\.html is no well-formed UTF-8/,
      ],
    ],
  );
});

describe("what would be hidden in what there is not", () => {
  it("a code for which there is no word shows nothing", () => {
    for (const word of ["", "\0", "undefined", "\ufffd"]) {
      const files = bag.sealed(
        together(
          replaceIn("proofs/5.json", '"/value/reliability","C"', '"/value/reliability","Z"'),
          replaceIn("index.html", /reliability\.C">C: fairly reliable/g, `reliability.Z">${word}`),
        ),
      );
      expect(failedChecks(reportOf(files))).toContain("page");
    }
  });

  it("a sentence of a thousand marks is read to its end", async () => {
    const items = madeUpItems().map((item) => {
      if (item.id !== "text.en") return item;
      const value = structuredClone(item.value) as {
        sections: { blocks: { sentences: { [key: string]: Json }[] }[] }[];
      };
      value.sections[0]!.blocks[0]!.sentences[0]!["text"] = `${"{f0} ".repeat(1000)}{r0}`;
      return { ...item, value: value as unknown as typeof item.value };
    });
    expect(reportOf((await SmallBag.of(items)).files).outcome).toBe("verified");
  });
});

describe("a page is read from the first byte to the last", () => {
  const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it("fails with anything put in anywhere", () => {
    const html = textOf(bag.files, "index.html");
    const inserted = fc.oneof(
      fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }),
      fc.constantFrom(" ", "\n", "<b>", "&amp;", "\u200b"),
    );
    fc.assert(
      fc.property(position, inserted, (where, text) => {
        const at = Math.floor(where * (html.length + 1));
        const changed = html.slice(0, at) + text + html.slice(at);
        const report = reportOf(bag.sealed(put("index.html", changed)));
        expect(report.outcome).toBe("failed");
      }),
      { numRuns: 60 },
    );
  });

  it("fails with anything taken out of anywhere", () => {
    const html = textOf(bag.files, "index.html");
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 400 }), (where, length) => {
        const at = Math.floor(where * html.length);
        const changed = html.slice(0, at) + html.slice(at + length);
        expect(reportOf(bag.sealed(put("index.html", changed))).outcome).toBe("failed");
      }),
      { numRuns: 60 },
    );
  });
});
