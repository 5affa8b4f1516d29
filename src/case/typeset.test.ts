import { expect, it } from "vitest";
import { typesetter } from "./typeset.ts";

it("typesetter(): the same bytes each time, also for letters that PDF/A does not take; nothing of the machine", () => {
  let typeset: ReturnType<typeof typesetter>;
  try {
    typeset = typesetter();
  } catch (error) {
    console.log("skipped: Typst not present");
    expect(String(error)).toMatch(/Cannot make a PDF/);
    return;
  }
  for (const words of ["قُتل في صيدنايا ما لا يزيد على 50 شخصًا", "پێشمەرگە ڕۆژان ڤیا گوڵ", "Rojîn Şêxmûs"]) {
    const document = {
      source: `#set document(title: "x", author: (), date: datetime(year: 2026, month: 1, day: 2))\n#set text(font: ("Libertinus Serif", "Amiri"), lang: "ar")\n#par("${words}")\n#pdf.attach("bag.zip", mime-type: "application/zip", description: "x", relationship: "data")\n`,
      files: [{ path: "bag.zip", bytes: Buffer.from("PK made up") }],
      day: "2026-01-02",
    };
    const pdf = Buffer.from(typeset(document));
    expect(pdf.equals(Buffer.from(typeset(document)))).toBe(true);
    expect(pdf.includes("/MarkInfo")).toBe(true);
    expect(pdf.includes("PK made up") || pdf.includes("/EmbeddedFile")).toBe(true);
    expect(pdf.toString("latin1")).not.toMatch(/snowmelt-typeset|\/home\//);
  }
});
