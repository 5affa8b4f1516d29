// The command line: one file a verb under commands/, all made from the same description.
// It holds no logic that another face would need; that lies in `case` and the engines.
// Example: `await main(["verify", "dossier/"])` gives the exit code.
export type { Command, Invocation } from "./command.ts";
export { main } from "./main.ts";
