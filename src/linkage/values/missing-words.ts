const NOTHING =
  /^(na|null|none|nil|unk|unknown|notknown|notavailable|unspecified|غيرمعروفه?|مجهوله?|لايوجد|لاشيء?|غيرمحدده?|غيرمتوفره?|غيرمتاحه?|بدون)?$/;

/** Whether a folded value only says that there is none: spaces and signs count for nothing, as folds of names and codes drop them. */
export function saysNothing(folded: string): boolean {
  return NOTHING.test(folded.replace(/[^\p{L}\p{N}]+/gu, ""));
}
