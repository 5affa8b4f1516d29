import type { EstimateReport } from "../estimate-report.ts";
import type { Finding } from "../finding.ts";
import type { HardlyListed } from "../honesty/hardly-listed.ts";
import { assumptionSentences, codeIn, type Say, sayer } from "../honesty/words.ts";
import { sayWhole } from "../say-whole.ts";

/** A sentence in the page's language; `original` holds the engine's own words where those are English and the page is not. */
export interface Said {
  readonly text: string;
  readonly original?: string;
}

/** The sentences that belong to a headline wherever it is quoted: what it rests on, and what speaks against it. */
export function estimateSentences(report: EstimateReport): string[] {
  return sentencesIn(report, "en").map(({ text }) => text);
}

/** The same in a language of the catalogue. */
export function sentencesIn(report: EstimateReport, language: string): Said[] {
  const { honesty, headline, warnings, methods, lists } = report;
  if (honesty === null || headline === null) return [];
  const say = sayer(language);
  const own = methods.find(({ method }) => method === headline.method)?.warnings ?? [];
  return [
    ...assumptionSentences(say, lists, headline.method).map((text) => ({ text })),
    { text: say("expansion", { factor: headline.expansion.toFixed(2) }) },
    ...hardly(honesty, headline.upper, say).map((text) => ({ text })),
    ...findingsIn(honesty.findings, language),
    ...robustness(honesty, say).map((text) => ({ text })),
    ...findingsIn([...warnings, ...own], language),
  ];
}

export function findingsIn(findings: readonly Finding[], language: string): Said[] {
  const say = sayer(language);
  if (language === "en") return findings.map(({ text }) => ({ text }));
  return findings.map((finding) => ({ text: codeIn(say, finding), original: finding.text }));
}

/** Said of the smallest chance, the one that made-up populations show to be the danger, unless the headline's interval reaches that far. */
function hardly({ hardlyListed }: NonNullable<EstimateReport["honesty"]>, upper: number, say: Say): string[] {
  const last = hardlyListed.at(-1);
  return last === undefined || last.total <= upper ? [] : [say("hardly.sentence", hardlyWords(last))];
}

/** Two digits are all that such bounds deserve. */
export function hardlyWords({ share, persons, total }: HardlyListed) {
  const roughly = (x: number) => sayWhole(Number(x.toPrecision(2)));
  return { share: `1/${Math.round(1 / share)}`, persons: roughly(persons), total: roughly(total) };
}

function robustness({ hideOne, leaveOneOut }: NonNullable<EstimateReport["honesty"]>, say: Say): string[] {
  const missed = hideOne.filter(({ covered }) => !covered).map(({ hidden }) => hidden);
  const counts = { held: hideOne.length - missed.length, all: hideOne.length };
  const left = leaveOneOut.filter(({ converged }) => converged).map(({ median }) => median);
  return [
    ...(left.length < 2
      ? []
      : [say("leaving", { least: sayWhole(Math.min(...left)), most: sayWhole(Math.max(...left)) })]),
    ...(hideOne.length === 0
      ? []
      : [
          missed.length === 0
            ? say("selftest", counts)
            : say("selftest.missed", { ...counts, missed: missed.join(", ") }),
        ]),
  ];
}
