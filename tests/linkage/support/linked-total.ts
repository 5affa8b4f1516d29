import { estimate, type ListFile, readTable } from "../../../src/estimate/index.ts";
import {
  historiesCsv,
  link,
  linkagesCsv,
  makeFamilies,
  parseMapWords,
  proposeMap,
  readList,
  type SyntheticOptions,
} from "../../../src/linkage/index.ts";

/** An estimate beside the truth. */
export interface Covered {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly holdsTruth: boolean;
}

/** What became of made-up lists on the way to a total. */
export interface LinkedTotal {
  /** Persons on the lists: true, in the most likely linkage, and on average over the drawn ones with their standard deviation. */
  readonly seen: { readonly true: number; readonly best: number; readonly drawn: number; readonly deviation: number };
  /** By method: estimates from the true persons, from the most likely linkage, and from the drawn ones. */
  readonly totals: Readonly<
    Record<string, { readonly true: Covered; readonly best: Covered; readonly drawn: Covered }>
  >;
}

/** Links made-up lists (nobody in them exists) and estimates how many people there are. */
export async function linkedTotal(
  options: SyntheticOptions & { readonly unique: boolean },
  draws: number,
  methods: readonly ("dga" | "loglinear")[],
): Promise<LinkedTotal> {
  const made = makeFamilies(options);
  const tables = await Promise.all(
    made.lists.map((text, l) => readList(new TextEncoder().encode(text), `list-${l + 1}.csv`)),
  );
  const names = tables.map((table) => table.name);
  const maps = parseMapWords(
    ["note=ignore"],
    tables,
    tables.map((table) => proposeMap(table, ["person"])),
  );
  const linked = await link(tables, maps, { truth: "person", draws: true, unique: options.unique ? names : [] });
  const truth = linked.truthOf!;
  const drawn = Array.from({ length: draws }, (_, draw) => new Set(linked.draw(draw, 1)).size);
  const mean = drawn.reduce((sum, n) => sum + n, 0) / draws;
  const trueLinkage = `linkage,list,person\n${Array.from(truth, (person, i) => `1,${names[linked.records.listOf[i]!]},${person}\n`).join("")}`;
  const files = {
    true: trueLinkage,
    best: historiesCsv(linked, names),
    drawn: [...linkagesCsv(linked, names, draws, 1)].join(""),
  };
  const totals: Record<string, { true: Covered; best: Covered; drawn: Covered }> = {};
  for (const method of methods) {
    const of = (text: string): Promise<Covered> => covered(text, method, made.people);
    totals[method] = { true: await of(files.true), best: await of(files.best), drawn: await of(files.drawn) };
  }
  return {
    seen: {
      true: new Set(truth).size,
      best: linked.persons,
      drawn: mean,
      deviation: Math.sqrt(drawn.reduce((sum, n) => sum + (n - mean) ** 2, 0) / Math.max(1, draws - 1)),
    },
    totals,
  };
}

async function covered(text: string, method: "dga" | "loglinear", people: number): Promise<Covered> {
  const { report } = await estimate(readTable(text) as ListFile, { methods: [method], seed: 1, checks: false });
  const { median, lower, upper } = report.methods[0]!.estimate!;
  return { median, lower, upper, holdsTruth: lower <= people && people <= upper };
}
