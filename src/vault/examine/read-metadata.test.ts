import { describe, expect, it } from "vitest";
import { avi, film, matroska } from "../film-for-test.ts";
import { makeZip } from "../zip-for-test.ts";
import { filmMetadata } from "./film-metadata.ts";
import { matroskaMetadata } from "./matroska-metadata.ts";
import { officeMetadata } from "./office-metadata.ts";
import { readMetadata } from "./read-metadata.ts";
import { riffMetadata } from "./riff-metadata.ts";

// Every name, place and device here is made up.

describe("films", () => {
  it("tell when, how long, where and with what", async () => {
    const { entries, flags } = await readMetadata(film(), "video/mp4");
    expect(entries).toEqual([
      { name: "film made", value: "2026-01-02T03:04:05.000Z" },
      { name: "film changed", value: "2026-01-02T03:04:15.000Z" },
      { name: "film seconds", value: "5.500" },
      { name: "track", value: "vide" },
      { name: "xyz", value: "+33.6000+036.1000/" },
      { name: "com.apple.quicktime.make", value: "Inventa" },
      { name: "com.apple.quicktime.model", value: "Planted-7" },
    ]);
    expect(flags).toEqual(["location-metadata", "device-metadata"]);
  });

  it("in Matroska, also live ones that know no sizes, and AVI tell it too, and their pictures say nothing", async () => {
    const ofMatroska = await readMetadata(matroska(), "video/matroska");
    expect(ofMatroska.entries).toEqual([
      { name: "document type", value: "matroska" },
      { name: "film made", value: "2026-01-02T03:04:05.000Z" },
      { name: "writing application", value: "Made Up Recorder 7" },
      { name: "track codec", value: "V_VP8" },
      { name: "track name", value: "front camera" },
      { name: "ARTIST", value: "Planted Author" },
      { name: "com.apple.quicktime.model", value: "Planted-8" },
      { name: "LOCATION", value: "+33.6000+036.1000/" },
      { name: "attached file", value: "cover.jpg" },
      { name: "film seconds", value: "5.500" },
    ]);
    expect(ofMatroska.flags).toEqual(["location-metadata", "device-metadata", "author-metadata"]);
    const ofAvi = await readMetadata(avi(), "video/vnd.avi");
    expect(ofAvi.entries).toEqual([
      { name: "film seconds", value: "4.000" },
      { name: "track", value: "vidsMJPG" },
      { name: "made", value: "FRI JAN 02 03:04:05 2026" },
      { name: "software", value: "Made Up Camera 7" },
      { name: "artist", value: "Planted Author" },
      { name: "make", value: "Inventa" },
      { name: "model", value: "Planted-9" },
    ]);
    expect(ofAvi.flags).toEqual(["device-metadata", "author-metadata"]);
  });

  it.each([
    ["MP4", film(), filmMetadata],
    ["Matroska", matroska(), matroskaMetadata],
    ["AVI", avi(), riffMetadata],
  ] as const)("in %s that are cut off or lie about sizes tell what can be read, and never hang", (_, whole, read) => {
    for (let cut = 0; cut < whole.length; cut += 3) expect(() => read(whole.subarray(0, cut))).not.toThrow();
    for (const lie of [0, 1, 0x7f, 0xff]) {
      for (let at = 0; at < whole.length; at += 1) {
        const bent = Buffer.from(whole);
        bent[at] = lie;
        try {
          read(bent);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }
    }
  });
});

describe("office files", () => {
  it("of both families tell who, when and with what", async () => {
    const core = `<?xml version="1.0"?><cp:coreProperties><dc:title/><dc:creator>Planted Author</dc:creator><cp:lastModifiedBy>Planted Editor</cp:lastModifiedBy></cp:coreProperties>`;
    const word = makeZip([
      { name: "docProps/core.xml", body: core },
      { name: "docProps/app.xml", body: "<Properties><Company>Made Up Ltd</Company></Properties>" },
      { name: "word/comments.xml", body: "<x/>" },
    ]);
    expect(await officeMetadata(word)).toEqual([
      { name: "dc:creator", value: "Planted Author" },
      { name: "cp:lastmodifiedby", value: "Planted Editor" },
      { name: "company", value: "Made Up Ltd" },
      { name: "part", value: "word/comments.xml" },
    ]);
    const text = makeZip([
      {
        name: "meta.xml",
        body: `<office:document-meta><office:meta><meta:initial-creator>Planted</meta:initial-creator><meta:user-defined meta:name="Case">7</meta:user-defined></office:meta></office:document-meta>`,
      },
    ]);
    expect(await officeMetadata(text)).toEqual([
      { name: "meta:initial-creator", value: "Planted" },
      { name: "meta:user-defined Case", value: "7" },
    ]);
  });

  it("with a part that is too large are left alone", async () => {
    const bomb = makeZip([{ name: "docProps/core.xml", body: "x".repeat(2 << 20) }]);
    await expect(officeMetadata(bomb)).rejects.toThrow(/has 2097152 bytes/);
  });
});
