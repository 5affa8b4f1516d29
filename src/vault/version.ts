import { readFileSync } from "node:fs";

/** The version of this package, as recorded in acts. */
export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return String((JSON.parse(text) as { version: unknown }).version);
}
