// The command line as bin/snowmelt.mjs has it, for a bundle that is made from the sources.
import { main } from "../../src/cli/index.ts";

process.exitCode = await main(process.argv.slice(2));
