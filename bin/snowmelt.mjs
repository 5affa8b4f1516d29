#!/usr/bin/env node
import { main } from "../dist/cli/index.js";

// Whoever reads us may stop early (`snowmelt list | head`): that is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}
// A write is whole or absent, so there is nothing to undo; the same command continues.
process.once("SIGINT", () => {
  process.stderr.write(
    "\nStopped. What was recorded before stays; nothing is half done. Run the same command to go on.\n",
  );
  process.exit(130);
});

process.exitCode = await main(process.argv.slice(2));
