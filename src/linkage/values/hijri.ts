/**
 * The day number (`Date.UTC` in days since 1970-01-01) of a day of the Islamic calendar, by the tabular calendar: months of 30 and 29
 * days in turn, 11 leap days in 30 years (years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29), 1 Muharram 1 = 16 July 622 Julian
 * (Reingold and Dershowitz, Calendrical Calculations, 4th ed. 2018, chapter 7: fixed-from-islamic). Which evening a month began was
 * seen or announced by country, so the true day may lie one or two days to either side.
 */
export function dayOfHijri(year: number, month: number, day: number): number {
  // 227015 is 16 July 622 as days from 1 January of year 1, 719163 is 1970-01-01.
  return (
    227015 -
    719163 -
    1 +
    (year - 1) * 354 +
    Math.floor((3 + 11 * year) / 30) +
    29 * (month - 1) +
    Math.floor(month / 2) +
    day
  );
}
