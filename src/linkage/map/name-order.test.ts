import { expect, it } from "vitest";
import { roleOfHeading } from "./heading-role.ts";
import { saysFamilyFirst } from "./name-order.ts";

const HEADINGS = {
  family: [
    "الشهرة والاسم",
    "الكنية والاسم",
    "اللقب والاسم",
    "العائلة والاسم",
    "Surname and name",
    "SURNAME, Name",
    "Nom et prénom",
    "Last, First",
    "Last name, first name",
    "Family name and given name",
    "Soyadı Adı",
    "Paşnav û nav",
    "Familienname, Vorname",
    "Name (family name first)",
  ],
  given: ["الاسم والشهرة", "الاسم والكنية", "Name and surname", "First and last name", "Prénom et nom", "Adı Soyadı"],
  none: ["الاسم", "Full name", "Nom complet", "Name of victim", "اسم الشهيد رباعي"],
} as const;

it("a heading of whole names says which of them comes first, and is one of names", () => {
  for (const [said, headings] of Object.entries(HEADINGS))
    for (const heading of headings) {
      expect([heading, saysFamilyFirst(heading)]).toEqual([heading, said]);
      expect([heading, roleOfHeading(heading, false)?.role]).toEqual([heading, "name"]);
    }
});
