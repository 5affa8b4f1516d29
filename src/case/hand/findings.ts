import { z } from "zod";
import { type Finding, issueWords, type Uid } from "#record";
import type { References } from "./references.ts";
import type { FindingRow } from "./rows.ts";
import type { HandRow } from "./table.ts";

/** What is read of a record that `snowmelt imagery` wrote (docs/formats/imagery.md). */
const recordSchema = z.object({
  schema: z.literal("snowmelt-imagery-finding/1"),
  target: z.string().min(1),
  statement: z.string().min(1),
  planSha256: z.string().nullable().optional(),
  resultSha256: z.string().regex(/^[0-9a-f]{64}$/),
  likelihoodRatioAtMost: z.number().min(1).nullable(),
  caveats: z.array(z.object({ text: z.string().min(1) })),
  otherExplanations: z.array(z.object({ text: z.string().min(1), bearing: z.string().min(1) })).default([]),
});

/** What the measurements did to another explanation. */
const BEARINGS: Readonly<Record<string, string>> = {
  weakened: "what was measured speaks against it",
  supported: "what was measured speaks for it",
  open: "nothing measured decides",
};

/** Findings from their rows: each names an exhibit that holds the record of a measurement, and says no number itself. */
export async function buildFindings(
  rows: readonly HandRow<FindingRow>[],
  references: References,
  bytesOf: (exhibitId: string) => Promise<Uint8Array | string>,
  planOf: (planSha256: string) => Uid | undefined,
  problems: { push(problem: ReturnType<HandRow<FindingRow>["problemAt"]>): unknown },
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { value: row, problemAt } of rows) {
    const exhibit = references.resolve(row.exhibit, ["exhibit"], (message) => problemAt(["exhibit"], message));
    if (exhibit === null || !references.has(row.id)) continue;
    const record = readRecord(await bytesOf(row.exhibit));
    if (typeof record === "string") {
      problems.push(problemAt(["exhibit"], `${row.exhibit} is no record of a finding: ${record}`));
      continue;
    }
    const plan = record.planSha256 == null ? undefined : planOf(record.planSha256);
    findings.push({
      uid: references.uid(row.id),
      id: row.id,
      exhibit,
      ...(plan === undefined ? {} : { plan }),
      // The measurement speaks English; people add other languages, and never change its own words.
      statement: { ...row.translations, en: record.statement },
      target: record.target,
      resultSha256: record.resultSha256,
      ...(record.likelihoodRatioAtMost === null ? {} : { ratioAtMost: String(record.likelihoodRatioAtMost) }),
      // A finding never goes without what else could explain it.
      caveats: [
        ...record.caveats.map(({ text }) => text),
        ...record.otherExplanations.map(
          ({ text, bearing }) => `Another explanation (${BEARINGS[bearing] ?? bearing}): ${text}`,
        ),
      ],
      credibility: row.credibility,
    });
  }
  return findings;
}

function readRecord(bytes: Uint8Array | string): z.infer<typeof recordSchema> | string {
  if (typeof bytes === "string") return bytes;
  try {
    const document = JSON.parse(Buffer.from(bytes).toString("utf8")) as { readonly finding?: unknown } | null;
    // The output of `snowmelt imagery VERB --json` holds the record beside the whole result.
    const parsed = recordSchema.safeParse(document?.finding ?? document);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `"${issue!.path.join(".")}" ${issueWords(issue!, document?.finding ?? document)}`;
  } catch {
    return "it is no JSON";
  }
}
