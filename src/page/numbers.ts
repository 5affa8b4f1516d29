import { type Decimal, groupDigits } from "#kernel";

const ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩";

/**
 * A decimal as it is printed: thousands grouped. Western digits in every language by default, as Arabic news and courts
 * in the Levant mostly print them; `digits: "arab"` gives Arabic-Indic digits with their own separators.
 */
export function formatDecimal(value: Decimal, digits: "latn" | "arab" = "latn"): string {
  const grouped = groupDigits(value);
  if (digits === "latn") return grouped;
  return grouped.replace(/[0-9,.]/g, (sign) =>
    sign === "," ? "٬" : sign === "." ? "٫" : ARABIC_DIGITS[Number(sign)]!,
  );
}
