const BEFORE =
  /^(?:(?:c|ca|circa|about|around|approx|approximately|early|mid|late|beginning of|middle of|end of|in|born|حوالي|نحو|قرابه|تقريبا|بدايه|بدايات|اوايل|مطلع|منتصف|اواسط|نهايه|اواخر|خلال|في|عام|سنه|شهر|يوم|مواليد|صيف|شتاء?|خريف|summer|winter|spring|autumn|fall)(?:[.,: ]+|(?=\d))|(?:ربيع|ال) ?(?=\d)|[~≈±]) */;
const BEHIND = /[ ,]*(?:\?|؟|\((?:approx|about|حوالي|تقريبا)\.?\)|approx\.?|تقريبا|(?<!\p{L})م|ميلادي|ميلاديه)$/u;

/** A folded date or age without the words around it that leave the number standing; "before" and "after" do not, and stay. */
export function withoutHedge(text: string): string {
  let plain = text.trim();
  for (let before = ""; before !== plain; ) {
    before = plain;
    plain = plain.replace(BEFORE, "").replace(BEHIND, "");
  }
  return plain;
}
