import { dayNumber, parseEdtf } from "#kernel";
import { word } from "../words.ts";
import { AMBER, arrow, BLUE, box, lead, line, SOFT, svg, text, wrap } from "./svg.ts";

/** Something that happened at a time as exact as it is known, in EDTF. */
export interface TimelineEvent {
  readonly label: string;
  readonly time: string;
}

const ROW = 40;
const [LEFT, RIGHT, TOP, WIDTH] = [300, 690, 46, 720];

/**
 * Events below one another, each as long as its time is uncertain: a day is a mark, `2014` a bar of a year. An open end is an
 * arrow; what is approximate or doubtful has a broken edge. Events whose time cannot be read are listed below, never dropped.
 */
export function timeline(language: string, title: string, events: readonly TimelineEvent[]): string {
  const placed = events.flatMap((event) => {
    const time = parseEdtf(event.time);
    if (time === null || (time.earliest === null && time.latest === null)) return [];
    return [{ ...event, time, text: event.time }];
  });
  const unplaced = events.filter(
    (event) => !placed.some(({ label, text: said }) => label === event.label && said === event.time),
  );
  const days = placed.flatMap(({ time }) => [time.earliest, time.latest].filter((day) => day !== null).map(dayNumber));
  const years = days.map((day) => 1970 + day / 365.2425);
  const [first, last] = [Math.floor(Math.min(...years, 1e6)), Math.ceil(Math.max(...years, -1e6))];
  const span = Math.max(1, last - first);
  const place = (day: string): number =>
    LEFT + ((1970 + dayNumber(day) / 365.2425 - first) / span) * (RIGHT - 30 - LEFT);
  const bottom = TOP + placed.length * ROW;
  const parts = [lead(title, WIDTH, 26, { size: 16, weight: "bold" }, language)];
  const step = Math.max(1, Math.ceil(span / 8));
  for (let year = first; placed.length > 0 && year <= last; year += step) {
    const x = LEFT + ((year - first) / span) * (RIGHT - 30 - LEFT);
    parts.push(line(x, TOP - 6, x, bottom), text(String(year), x, bottom + 18, { size: 11, fill: SOFT, at: "middle" }));
  }
  for (const [i, { label, time, text: said }] of placed.entries()) {
    const y = TOP + i * ROW + ROW / 2;
    const isDoubtful = time.approximate || time.uncertain;
    const colour = isDoubtful ? AMBER : BLUE;
    const [start, end] = [time.earliest, time.latest].map((day) => (day === null ? null : place(day)));
    const from = start ?? LEFT;
    const to = Math.max(end ?? RIGHT - 10, from + 3);
    parts.push(
      ...wrap(label, LEFT - 30, 13, 1).map((words) => text(words, LEFT - 16, y - 1, { at: "right" }, language)),
    );
    parts.push(text(said, LEFT - 16, y + 13, { size: 11, fill: SOFT, at: "right" }));
    const edge = isDoubtful ? { stroke: colour, dash: "4 3", radius: 2 } : { radius: 2 };
    parts.push(box(from, y - 7, to - from, 14, isDoubtful ? "#fff3d6" : colour, edge));
    if (start === null) parts.push(arrow(LEFT - 8, y, "left", colour));
    if (end === null) parts.push(arrow(RIGHT, y, "right", colour));
  }
  const notes = [
    word(language, "chart.timeline"),
    ...(unplaced.length === 0
      ? []
      : [`${word(language, "chart.undated")} ${unplaced.map(({ label, time }) => `${label} (${time})`).join("; ")}`]),
  ];
  const lines = notes.flatMap((note) => wrap(note, WIDTH - 24, 11, 6));
  for (const [i, note] of lines.entries())
    parts.push(lead(note, WIDTH, bottom + 40 + i * 16, { size: 11, fill: SOFT }, language));
  return svg(language, title, { width: WIDTH, height: bottom + 48 + lines.length * 16 }, parts);
}
