import {
  achMatrix,
  type ForestRow,
  forestPlot,
  type GraphSource,
  type MapPlace,
  placeMap,
  sourceGraph,
  type TimelineEvent,
  timeline,
  unitWords,
} from "#page";
import type { OpenItem } from "../selection.ts";
import type { Values } from "./values.ts";

/** A chart with its title. */
export interface Chart {
  readonly name: string;
  readonly title: string;
  readonly svg: string;
}

/** Every chart that the open values of a dossier allow, in the order of a report. */
export function chartsOf(values: Values): readonly Chart[] {
  const title = (key: string): string => values.word(`chart.title.${key}`);
  const matrices = values.items("weighing").map((weighing) => matrixOf(values, weighing, title("matrix")));
  const sources = values.items("source").map((source) => graphSource(values, source));
  const events = eventsOf(values);
  const places = placesOf(values);
  const { language } = values;
  return [
    ...matrices,
    ...forests(values, title("figures")),
    ...(events.length === 0
      ? []
      : [{ name: "timeline", title: title("timeline"), svg: timeline(language, title("timeline"), events) }]),
    ...(places.length === 0
      ? []
      : [{ name: "map", title: title("map"), svg: placeMap(language, title("map"), places) }]),
    ...(sources.length < 2
      ? []
      : [{ name: "sources", title: title("sources"), svg: sourceGraph(language, title("sources"), sources) }]),
  ];
}

function matrixOf(values: Values, weighing: OpenItem, title: string): Chart {
  const count = (list: string): number =>
    new Set([...weighing.open.keys()].flatMap((at) => new RegExp(`^/${list}/(\\d+)/`).exec(at)?.[1] ?? [])).size;
  const at = (pointer: string): string => values.at(weighing, pointer) ?? "–";
  const named = (pointer: string): { readonly id: string; readonly label: string } => {
    const target = values.target(weighing, pointer);
    return target === undefined
      ? { id: values.withheld, label: "" }
      : { id: target.number, label: values.heading(target) };
  };
  const hypotheses = Array.from({ length: count("hypotheses") }, (_, i) => {
    const [lower, upper] = ["lower", "upper"].map((end) => values.at(weighing, `/hypotheses/${i}/${end}`));
    return {
      ...named(`/hypotheses/${i}/hypothesis`),
      inconsistency: short(at(`/hypotheses/${i}/inconsistency`)),
      ...(lower === undefined || upper === undefined ? {} : { bounds: { lower: short(lower), upper: short(upper) } }),
    };
  });
  const evidence = Array.from({ length: count("evidence") }, (_, e) => ({
    ...named(`/evidence/${e}/evidence`),
    weight: short(at(`/evidence/${e}/weight`)),
    diagnosticity: short(at(`/evidence/${e}/diagnosticity`)),
    disagreement: short(at(`/evidence/${e}/disagreement`)),
    means: hypotheses.map((_, h) => {
      const mean = Number(weighing.open.get(`/evidence/${e}/cells/${h}/mean`) ?? Number.NaN);
      return Number.isNaN(mean) ? null : mean;
    }),
  }));
  const whole = `${title}: ${values.heading(weighing)}`;
  return {
    name: `matrix-${weighing.number}`,
    title: whole,
    svg: achMatrix(values.language, whole, hypotheses, evidence),
  };
}

/** `0.6000` as `0.6`: four decimals are for checking, not for reading. */
function short(decimal: string): string {
  return /^\d+\.\d+$/.test(decimal) ? String(Math.round(Number(decimal) * 100) / 100) : decimal;
}

/** Figures that count the same: one chart for each unit and rate with two figures at least. */
function forests(values: Values, title: string): readonly Chart[] {
  const groups = new Map<string, OpenItem[]>();
  for (const figure of values.items("figure")) {
    const unit = figure.open.get("/quantity/unit");
    if (unit === undefined || forestNumbers(figure).every((number) => number === undefined)) continue;
    const per = figure.open.get("/quantity/per");
    const counts = { unit: String(unit), ...(per === undefined ? {} : { per: String(per) }) };
    const key = unitWords(counts, values.language);
    groups.set(key, [...(groups.get(key) ?? []), figure]);
  }
  return [...groups]
    .filter(([, figures]) => figures.length > 1)
    .map(([key, figures], i) => {
      const whole = `${title}: ${key}`;
      const rows = figures.map((figure) => forestRow(values, figure));
      return { name: `figures-${i + 1}`, title: whole, svg: forestPlot(values.language, whole, rows) };
    });
}

function forestNumbers(figure: OpenItem): readonly (number | undefined)[] {
  return ["value", "lower", "upper"].map((name) => {
    const said = figure.open.get(`/quantity/${name}`);
    return said === undefined || !(Number(said) >= 0) ? undefined : Number(said);
  });
}

function forestRow(values: Values, figure: OpenItem): ForestRow {
  const [value, lower, upper] = forestNumbers(figure);
  const claim = values.target(figure, "/claim");
  const source = claim === undefined ? undefined : values.target(claim, "/source");
  const said = [figure.number, ...(claim === undefined ? [] : [claim.number])].join(" · ");
  return {
    label: values.words(figure, "/words") ?? figure.number,
    note: source === undefined ? said : `${said} · ${values.heading(source)}`,
    ...(value === undefined ? {} : { value }),
    ...(lower === undefined ? {} : { lower }),
    ...(upper === undefined ? {} : { upper }),
    isEstimate: figure.open.get("/kind") === "estimated" || figure.open.get("/kind") === "computed",
  };
}

function eventsOf(values: Values): readonly TimelineEvent[] {
  const dated = (kind: "incident" | "claim", field: string): readonly TimelineEvent[] =>
    values.items(kind).flatMap((open) => {
      const coarse = [...open.open.keys()].find((at) => at.startsWith(`/coarse/${field}/`));
      const time = open.open.get(`/${field}`) ?? (coarse === undefined ? undefined : open.open.get(coarse));
      return time === undefined ? [] : [{ label: `${open.number} ${values.heading(open)}`, time: String(time) }];
    });
  const incidents = dated("incident", "when");
  // Claims repeat each other's dates; the incidents gather them. Without incidents the claims stand for themselves.
  return incidents.length > 0 ? incidents : dated("claim", "time").slice(0, 24);
}

function placesOf(values: Values): readonly MapPlace[] {
  const places = values.items("incident").flatMap((open) => {
    const [latitude, longitude, radiusM] = ["latitude", "longitude", "radiusM"].map((name) =>
      Number(open.open.get(`/point/${name}`) ?? Number.NaN),
    ) as [number, number, number];
    const isDrawn = Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && radiusM > 0;
    return isDrawn ? [{ label: values.at(open, "/where") ?? open.number, latitude, longitude, radiusM }] : [];
  });
  // Several incidents at one place are one circle.
  return places.filter(
    (place, at) => places.findIndex((other) => JSON.stringify(other) === JSON.stringify(place)) === at,
  );
}

function graphSource(values: Values, source: OpenItem): GraphSource {
  return {
    id: source.number,
    label: values.heading(source),
    reliability: String(source.open.get("/reliability") ?? ""),
    reliesOn: values.targets(source, /^\/reliesOn\/\d+$/).map(({ number }) => number),
  };
}
