import { EXIT } from "#kernel";
import type { Command } from "./command.ts";
import { usageWords } from "./main.ts";
import { REGISTRY } from "./registry.ts";

const EXIT_WORDS: Readonly<Record<keyof typeof EXIT, string>> = {
  done: "done",
  bug: "a bug of snowmelt",
  usage: "usage",
  partly: "partly done or incomplete; what is missing is listed",
  refused: "input refused whole",
  noCase: "no case here",
  inUse: "case in use",
  wrongKey: "wrong key or passphrase",
  verification: "verification failed",
  disclosure: "disclosure refused",
  stopped: "stopped",
};

/** `snowmelt` alone: the verbs in the order of the work. */
export function overview(): string {
  const width = Math.max(...REGISTRY.map((verb) => verb.name.length));
  const lines = REGISTRY.map((verb) => `  ${verb.name.padEnd(width)}  ${verb.summary}`);
  return `snowmelt: from raw evidence to a dossier that a stranger can check.

${lines.join("\n")}

snowmelt VERB --help shows examples, options and exit statuses of a verb. Nothing is sent anywhere unless the first line
of a verb's help says so.
`;
}

/** The help page of one command: sentence, examples, arguments, options, exit statuses. */
export function helpOf(
  command: Command,
  path: string,
  common: readonly { readonly flags: string; readonly about: string }[],
): string {
  const sections = [
    `${command.summary}\n`,
    section(
      "Examples",
      command.examples.map((example) => `  ${example}`),
    ),
  ];
  if (command.verbs !== undefined) {
    const width = Math.max(...command.verbs.map((verb) => verb.name.length));
    sections.push(
      section(
        "Verbs",
        command.verbs.map((verb) => `  ${verb.name.padEnd(width)}  ${verb.summary}`),
      ),
    );
  } else {
    sections.push(section("Usage", [`  ${path} ${usageWords(command)}`]));
    sections.push(section("Arguments", table(command.arguments.map((a) => [a.name.toUpperCase(), a.about]))));
  }
  const groups = groupOptions(command);
  for (const [name, options] of groups) sections.push(section(name, table(options.map((o) => [o.flags, o.about]))));
  sections.push(section("Every command", table(common.map((option) => [option.flags, option.about]))));
  const statuses = Object.entries(EXIT).map(([key, code]) => `${code} ${EXIT_WORDS[key as keyof typeof EXIT]}`);
  sections.push(
    section(
      "Exit status",
      statuses.map((status) => `  ${status}`),
    ),
  );
  return sections.filter((text) => text !== "").join("\n");
}

function groupOptions(command: Command): Map<string, Command["options"][number][]> {
  const groups = new Map<string, Command["options"][number][]>();
  for (const option of command.options) {
    const name = option.group ?? "Options";
    groups.set(name, [...(groups.get(name) ?? []), option]);
  }
  return groups;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}\n${lines.join("\n")}\n`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(28, Math.max(0, ...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
