/** The language of a text by its letters: Arabic script is `ar`, else `en`. A guess that `--language` overrules. */
export function languageOf(text: string): string {
  const sample = text.slice(0, 20_000);
  const arabic = sample.match(/[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFF]/gu)?.length ?? 0;
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return arabic > latin ? "ar" : "en";
}
