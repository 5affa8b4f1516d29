const NOTHING = /^(n\/?a|null|none|nil|unknown|not known|unk|-+|\?+|\.|غير معروف|مجهول|لا يوجد|غير محدد)$/;

/** Whether a folded value only says that there is none. */
export function saysNothing(folded: string): boolean {
  return NOTHING.test(folded);
}
