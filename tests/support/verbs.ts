import process from "node:process";
import { text } from "node:stream/consumers";
import { main } from "../../src/cli/main.ts";

// Runs the commands that come on standard input, a JSON array of arrays of words, one after the other in this process with
// its real clock, randomness and environment; ends with the status of the first that is not done.
for (const words of JSON.parse(await text(process.stdin)) as string[][]) {
  const status = await main(words);
  if (status !== 0) {
    process.exitCode = status;
    break;
  }
}
