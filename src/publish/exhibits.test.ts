import { describe, expect, it } from "vitest";
import { exhibitFiles, rememberingFiles } from "./exhibits.ts";
import { select } from "./selection.ts";
import { madeUpCase } from "./testing/made-up-case.ts";
import { type MadeUpItem, madeUpItems, PICTURE, PICTURE_COPY, REPORT } from "./testing/made-up-items.ts";

const filesOf = async (items: readonly MadeUpItem[] = madeUpItems()) => {
  const { input } = madeUpCase(items);
  return exhibitFiles(input, select(input));
};
const changed = (id: string, change: Partial<MadeUpItem>, value: MadeUpItem["value"] = {}): readonly MadeUpItem[] =>
  madeUpItems().map((item) => (item.id === id ? { ...item, ...change, value: { ...item.value, ...value } } : item));

describe("exhibitFiles", () => {
  it("gives the very bytes of a text, and of a picture never the original", async () => {
    const files = await filesOf();
    expect(files.map(({ path, isDerivative }) => `${path} ${isDerivative}`)).toEqual([
      "data/exhibits/E1.txt false",
      "data/exhibits/E2.png true",
    ]);
    expect(Buffer.from(files[0]!.bytes)).toEqual(REPORT);
    expect(Buffer.from(files[1]!.bytes)).toEqual(PICTURE_COPY);
    expect(files.some(({ bytes }) => Buffer.from(bytes).equals(PICTURE))).toBe(false);
  });

  it("gives no bytes that could not be checked: hash or size closed", async () => {
    for (const pointer of ["/sha256", "/size", "/mediaType"]) {
      const files = await filesOf(changed("E1", { fields: { [pointer]: ["team"] } }));
      expect(files.map(({ path }) => path)).toEqual(["data/exhibits/E2.png"]);
    }
  });

  it("ends names so that no browser runs what was preserved", async () => {
    const ending = async (mediaType: string): Promise<string> =>
      (await filesOf(changed("E1", {}, { mediaType })))[0]!.path;
    expect(await ending("text/html")).toBe("data/exhibits/E1.html.txt");
    for (const type of [
      "image-ish/x",
      "application/javascript",
      "application/xhtml+xml",
      "text/xml",
      "constructor",
      "../../x",
    ]) {
      expect(await ending(type)).toBe("data/exhibits/E1.bin");
    }
  });

  it("fetches each file once, however often it is asked for", async () => {
    const { input } = madeUpCase();
    let [fetched, made] = [0, 0];
    const counting = rememberingFiles({
      ...input,
      bytes: (sha256) => {
        fetched += 1;
        return input.bytes(sha256);
      },
      deriveImage: (bytes) => {
        made += 1;
        return input.deriveImage(bytes);
      },
    });
    for (let i = 0; i < 3; i++) await exhibitFiles(counting, select(counting));
    expect([fetched, made]).toEqual([2, 1]);
  });
});
