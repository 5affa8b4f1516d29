import { expect, test } from "vitest";
import { read } from "./read.ts";

const BODY = `I lived in Orvel until 2015. We had a small shop there. In the spring the soldiers came and took my cousin Tavi. He told me later that they had beaten him. I saw the marks myself.

A man from the council stopped us on the bridge. He said the road was mined.

I never went back to our house.`;

const chainOf = (head: string, words: string): string[] | undefined =>
  read(`${head}\n\n${BODY}`, { referenceDate: "2017-05-15", language: "en" })
    .claims.find((c) => c.proposition.includes(words))
    ?.attribution.chain.map((l) => l.label);

test.each([
  "Testimony No. 12\nPetra Volan, nurse; recorded by the Archive of Sarn, 3 May 2016",
  "Testimony\nPetra Volan, aged 44, farmer, Sarn",
  "TESTIMONY No. 3 – Petra Volan\nSarn, 3 May 2016",
  "Statement\n\nI, Petra Volan, aged 44, a farmer, make this statement of my own free will.",
  "Account 7\nRecorded in Sarn, 3 May 2016\n\nMy name’s Petra Volan.",
  "Survivor testimony\nAs told to Lena Korr by Petra Volan, Sarn, 3 May 2016",
  "Testimony collected on 3 May 2016 by Lena Korr from Petra Volan, nurse",
  "Personal account, file 88/2016\nInterviewer: Lena Korr\nInterviewee: Petra Volan, nurse",
  "Petra Volan, farmer, 44\nTestimony recorded in Sarn, 3 May 2016",
])("a witness is named by the head or by themselves: %j", (head) => {
  expect(chainOf(head, "never went back")?.[0]).toMatch(/^Petra Volan/);
  // whoever wrote it down, and the witness, are not "he"
  expect(chainOf(head, "had beaten him")?.[1]).toBe("Tavi");
  expect(chainOf(head, "was mined")?.[1]).toBe("A man from the council (unnamed)");
});

test.each([
  "Testimony No. 12\nName withheld; recorded by the Archive of Sarn, 3 May 2016",
  "Testimony No. 12\nNew Sarn, 3 May 2016\nTranslated by Lena Korr",
  "Testimony No. 12, New Sarn, 3 May 2016",
])("a place, an archive and a translator are no witness: %j", (head) => {
  expect(chainOf(head, "never went back")?.[0]).toBe("the witness (unnamed)");
});
