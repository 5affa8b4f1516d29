// Words without I/O that every room speaks: digests, canonical JSON, dates, quantities, spans, folding, random numbers.
// It never touches a file, a clock or a terminal; what does comes in as `Effects`.
// Example: `canonicalJson({ b: 1, a: [true] })` gives `{"a":[true],"b":1}`.
export { asUtf8, type NotText } from "./as-utf8.ts";
export { fromBase64, toBase64, toBase64Url } from "./base64.ts";
export {
  addDecimals,
  compareDecimals,
  type Decimal,
  divideDecimals,
  groupDigits,
  isDecimal,
  multiplyDecimals,
  subtractDecimals,
} from "./decimal.ts";
export { digestOf, equalBytes, hmacSha256, sha256, sha256Hex, sha256HexOf, sha256Letters, toHex } from "./digest.ts";
export { directionOf } from "./direction.ts";
export { compareDays, dayNumber, type Edtf, edtfMayOverlap, isEdtf, parseEdtf } from "./edtf.ts";
export type { Effects, ProgressStep } from "./effects.ts";
export {
  type ErrorKind,
  type ErrorTable,
  type ErrorText,
  EXIT,
  type ExitCode,
  errorMaker,
  formatProblem,
  type Problem,
  SnowmeltError,
} from "./errors.ts";
export { type Folded, fold, foldMapped } from "./fold.ts";
export { canonicalJson, isWellFormed, type Json, parseCanonicalJson } from "./json.ts";
export {
  addIntervals,
  divideIntervals,
  type Interval,
  intervalOf,
  makeQuantity,
  multiplyIntervals,
  negateInterval,
  type Quantity,
  quantityOf,
  RELATIONS,
  type Relation,
} from "./quantity.ts";
export { Random } from "./random.ts";
export { fromCodePoints, isSpanOf, lineColumn, type Span, sliceSpan, toCodePoints, toUtf8 } from "./spans.ts";
export { type ThreadStart, threadStart } from "./thread-start.ts";
