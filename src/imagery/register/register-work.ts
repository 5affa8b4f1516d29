import { gradientField, type MaskedImage } from "./gradient-field.ts";
import { type PairShift, registerPair, spectraOf, type WindowGrid, type WindowSpectra } from "./register-pair.ts";

/** What a thread is asked: the spectra of one scene's windows, or the shift between two scenes. */
export type RegisterTask =
  | {
      readonly kind: "spectra";
      readonly image: MaskedImage;
      readonly shadowsFall: readonly [number, number] | null;
      readonly grid: WindowGrid;
    }
  | {
      readonly kind: "pair";
      readonly first: WindowSpectra;
      readonly second: WindowSpectra;
      readonly overlap: number;
    };

export type RegisterResult<T extends RegisterTask> = T extends { kind: "spectra" } ? WindowSpectra : PairShift;

/** The same answer in whatever thread it is asked. */
export function carryOut(task: RegisterTask): WindowSpectra | PairShift {
  if (task.kind === "pair") return registerPair(task.first, task.second, task.overlap);
  return spectraOf(gradientField(task.image, task.shadowsFall), task.grid);
}
