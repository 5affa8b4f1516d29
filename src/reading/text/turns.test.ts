import { expect, test } from "vitest";
import { read } from "../read.ts";

const speakers = (text: string): string[] =>
  read(text, { referenceDate: "2017-05-15" }).claims.map((c) => c.attribution.chain[0]?.label ?? "(author)");

const HEARING = `محضر جلسة استماع

الرئيسة ليلى عساف: متى أوقفوك؟
الشاهد رقم 3: أوقفوني فجر 4 أيار 2014 عند الحاجز.
الرئيسة: ومن كان معك؟
الشاهد رقم 3: كان معي جاري.
المحامي نبيل فرج (عن العائلات): تقول الإدارة إن السجل ضاع.
العقيد المتقاعد سمير نور: لم يحدث شيء من هذا.
الرئيسة: سترفع الجلسة بعد ساعة.
سمير نور: كنت خارج المدينة.
`;

test("in a transcript a label between two turns names who speaks, numbers, titles and a role in brackets included", () => {
  expect(speakers(HEARING)).toEqual([
    "الشاهد رقم 3 (unnamed)",
    "الشاهد رقم 3 (unnamed)",
    "المحامي نبيل فرج",
    "العقيد المتقاعد سمير نور",
    "الرئيسة ليلى عساف",
    "العقيد المتقاعد سمير نور",
  ]);
});

test("four labelled lines with a question are a conversation though nobody is named twice", () => {
  const text = `Day two of the hearing

Judge Mara Tolen: The hearing is open.
Doctor Ivo Brand: The wounds show that the distance was short.
Lawyer: Are you certain?
Doctor: Yes, the bodies were burned.
`;
  const said = speakers(text);
  expect(said[0]).toContain("Mara Tolen");
  expect(said.at(-1)).toContain("Ivo Brand");
});

test("a list of labels and values is no conversation", () => {
  const text =
    "Place: The mill at Tal Amra.\nWeather: It was cold.\nRoads: They were shut.\nNote: The bridge was burned.\n";
  expect(new Set(speakers(text))).toEqual(new Set(["(author)"]));
});
