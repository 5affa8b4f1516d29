// Reading turns a text into claims: who says what, according to whom, how strongly, how many, when, where, at exact characters.
// It never alters a text, asks a network or a clock, or decides what the words leave open; it asks instead.
// Example: `read(text, { referenceDate: "2017-05-15" }).claims[0].attribution.chain`.
export { type BoundDrift, boundDrift } from "./drift.ts";
export { readingErrors } from "./errors.ts";
export { EXAMPLES_DATE, type Example, examplesOf, missedBy } from "./examples.ts";
export { type Extracted, extract, extractionWarnings, mediaTypeOf, type Place } from "./extract/extract.ts";
export type { Claim, Entity, Hedge, Link, Quantity, Reading, Sentence, Span, Time, Warning } from "./format.ts";
export { type Grammar, LANGUAGES, parseGrammar } from "./grammar.ts";
export { type ReadOptions, read } from "./read.ts";
export { type Gold, type Layer, scoreReading } from "./score.ts";
export { type Suggestion, suggestionsOf } from "./suggest.ts";
export { readingPage } from "./view.ts";
