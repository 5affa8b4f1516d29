import { readingsOf } from "./headers.ts";

/** Words of headings for the name of a family, and for the other one, as `readingsOf` leaves them. */
const FAMILY =
  /^(?:و?(?:ال)?(?:شهره|كنيه|لقب|عايله|نسبه)|surnames?|family|last|noms?|soyad[iı]?|pasnav|nachname|familienname)$/;
const GIVEN = /^(?:و?(?:ال)?(?:اسم|اول)|first|given|fore|forenames?|prenoms?|ad[iı]?|nav|vorname)$/;

// Of a name by itself: Surname and name. Family name, full name say which.
const QUALIFIED = /^(?:family|last|first|given|full|fore|sur)$/;
const SAYS_FIRST = /(?:family|surname|last)(?: name)? first$/;

/** Which of the two a heading of whole names puts first: الشهرة والاسم, Surname and name; الاسم والشهرة; `none` where it does not say. */
export function saysFamilyFirst(heading: string): "family" | "given" | "none" {
  for (const reading of readingsOf(heading)) {
    if (SAYS_FIRST.test(reading)) return "family";
    const words = reading.split(" ");
    const family = words.findIndex((word) => FAMILY.test(word));
    const given = words.findIndex(
      (word, at) => GIVEN.test(word) || (/^names?$/.test(word) && !QUALIFIED.test(words[at - 1] ?? "")),
    );
    if (family !== -1 && given !== -1) return family < given ? "family" : "given";
  }
  return "none";
}
