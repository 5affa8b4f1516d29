// Reading turns a text into claims: who says what, according to whom, how strongly, how many, when, where, at exact characters.
// It never alters a text, asks a network or a clock, or decides what the words leave open; it asks instead.
// Example: `const { text } = await extract(bytes, "text/html")`.

export { readingErrors } from "./errors.ts";
export { type Extracted, extract, mediaTypeOf, type Place } from "./extract/extract.ts";
