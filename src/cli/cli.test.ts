import { describe, expect, it } from "vitest";
import { main } from "./main.ts";
import { visible } from "./print-error.ts";
import { ProgressPrinter } from "./progress.ts";
import { REGISTRY } from "./registry.ts";
import { testEffects } from "./testing/effects.ts";

describe("the command line", () => {
  it("lists every verb with the sentence that the command itself has, and shows help for each", async () => {
    const effects = testEffects();
    expect(await main([], effects)).toBe(0);
    for (const entry of REGISTRY) {
      expect((await entry.load()).summary).toBe(entry.summary);
      expect((await entry.load()).name).toBe(entry.name);
      expect(effects.outText()).toContain(entry.summary);
      const help = testEffects();
      expect(await main([entry.name, "--help"], help), entry.name).toBe(0);
      expect(help.outText()).toContain("Examples\n");
      expect(help.outText()).toContain("Exit status\n");
    }
  });

  it("suggests the verb that was meant", async () => {
    const effects = testEffects();
    expect(await main(["colect"], effects)).toBe(2);
    expect(effects.sayText()).toMatch(/\[cli\/usage\]/);
  });

  it("refuses an unknown option, a missing argument and one too many", async () => {
    for (const args of [["status", "--nope"], ["show"], ["show", "C1", "C2"]]) {
      const effects = testEffects();
      expect(await main(args, effects)).toBe(2);
      expect(effects.sayText().split("\n")).toHaveLength(4);
      expect(effects.outText()).toBe("");
    }
  });

  it("tells an error as one JSON document when asked", async () => {
    const effects = testEffects({ env: { SNOWMELT_HOME: "/nowhere/home" } });
    expect(await main(["status", "--json", "--case", "/nowhere"], effects)).toBe(10);
    expect(JSON.parse(effects.outText())).toMatchObject({ error: { code: "case/not-found" } });
  });
});

describe("visible()", () => {
  it("shows characters that would rewrite a terminal or turn a name around", () => {
    expect(visible("a\u202egpj.exe\u001b[2J")).toBe("a\\u202egpj.exe\\u001b[2J");
  });
});

describe("ProgressPrinter", () => {
  const step = (done: number) => ({ what: "collecting", done, total: 10, unit: "files" }) as const;
  const printed = (
    options: Partial<{ isTerminal: boolean; quiet: boolean; progress: "text" | "json" }>,
    times: readonly number[],
  ): string => {
    let [text, now] = ["", 0];
    const printer = new ProgressPrinter({
      write: (part) => {
        text += part;
      },
      nowMs: () => now,
      isTerminal: false,
      quiet: false,
      progress: "text",
      ...options,
    });
    for (const [i, time] of times.entries()) {
      now = time;
      printer.print(step(i + 1));
    }
    printer.clear();
    return text;
  };
  it("keeps silent in the first second, then a line every ten seconds when piped", () => {
    expect(printed({}, [0, 900])).toBe("");
    expect(printed({}, [0, 5000, 10_000, 15_000])).toBe("collecting: 3 files of 10 files, about 24 s left\n");
  });
  it("redraws one line on a terminal and takes it away", () => {
    expect(printed({ isTerminal: true }, [0, 1500])).toBe(
      "\r\u001b[Kcollecting: 2 files of 10 files, about 6 s left\r\u001b[K",
    );
  });
  it("says nothing when quiet, and JSON lines when asked", () => {
    expect(printed({ quiet: true }, [0, 20_000])).toBe("");
    expect(printed({ progress: "json" }, [0])).toBe(
      '{"kind":"progress","what":"collecting","done":1,"total":10,"unit":"files"}\n',
    );
  });
});
