import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Patterns, SHORTEST_PATTERN } from "./patterns.ts";

const found = (patterns: readonly string[], text: string): string[] => {
  const searcher = new Patterns<string>();
  for (const pattern of patterns) searcher.add(Buffer.from(pattern), pattern);
  const hits: string[] = [];
  searcher.search(Buffer.from(text), (what, start, end) => {
    hits.push(`${start}-${end} ${what}`);
    return undefined;
  });
  return hits.sort();
};

describe("Patterns", () => {
  it("finds what a search for each string alone finds, overlaps and all", () => {
    const unit = fc.constantFrom("a", "b", "c");
    const word = fc.string({ unit, minLength: SHORTEST_PATTERN, maxLength: 7 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.string({ unit, maxLength: 60 }), (words, text) => {
        const naive = words.flatMap((word) => {
          const places: string[] = [];
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
            places.push(`${at}-${at + word.length} ${word}`);
          return places;
        });
        expect(found(words, text)).toEqual(naive.sort());
      }),
    );
  });

  it("finds a string at the very beginning and at the very end", () => {
    expect(found(["abcd", "wxyz"], "abcd-wxyz")).toEqual(["0-4 abcd", "5-9 wxyz"]);
    expect(found(["abcd"], "abc")).toEqual([]);
  });

  it("leaves out what is shorter than its hash: callers must not rely on it for that", () => {
    expect(found(["abc", "abcd"], "abcd")).toEqual(["0-4 abcd"]);
  });

  it("tells bytes above 127 apart", () => {
    const searcher = new Patterns<string>();
    searcher.add(Uint8Array.of(0xff, 0xfe, 0xfd, 0xfc, 0xfb), "high");
    const hits: number[] = [];
    const note = (_: string, start: number): undefined => {
      hits.push(start);
    };
    searcher.search(Uint8Array.of(0xff, 0xfe, 0xfd, 0xfc, 0x7b, 0xff, 0xfe, 0xfd, 0xfc, 0xfb), note);
    expect(hits).toEqual([5]);
  });

  it("ends when the caller has seen enough", () => {
    const searcher = new Patterns<string>();
    searcher.add(Buffer.from("aaaa"), "a");
    let count = 0;
    searcher.search(Buffer.from("a".repeat(100)), () => {
      count += 1;
      return count === 3;
    });
    expect(count).toBe(3);
  });
});
