// Reading turns a text into claims: who says what, according to whom, how strongly, how many, when, where, at exact characters.
// It never alters a text, asks a network or a clock, or decides what the words leave open; it asks instead.
// Example: `read(text, { referenceDate: "2017-05-15" }).claims[0].attribution.chain`.
export { readingErrors } from "./errors.ts";
export { type Extracted, extract, mediaTypeOf, type Place } from "./extract/extract.ts";
export type { Claim, Entity, Hedge, Link, Quantity, Reading, Sentence, Span, Time, Warning } from "./format.ts";
export { type ReadOptions, read } from "./read.ts";
