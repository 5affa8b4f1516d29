/** Text and lines of a plate; pure strings, no clock, no locale. */

export interface PlatePanel {
  /** PNG of the crop as a data URI. */
  readonly image: string;
  readonly heading: string;
  readonly notes: readonly string[];
  /** Outlines in panel coordinates (0 to 1), with a label or none. */
  readonly outlines: readonly {
    readonly points: readonly (readonly [number, number])[];
    readonly label: PlateLabel | null;
    readonly role: string;
  }[];
  /** Degrees from up to true north, clockwise. */
  readonly northDeg: number;
  readonly widthM: number;
  readonly verified: boolean;
}

export interface PlateLabel {
  readonly en: string;
  readonly ar: string | null;
}

export interface PlateText {
  readonly title: PlateLabel;
  readonly synthetic: boolean;
  readonly statement: string | null;
  readonly footer: readonly string[];
  /** Probability words in use with their ranges. */
  readonly legend: readonly string[];
  readonly annotated: boolean;
}

const SIZE = 560;
const GAP = 28;
const SYNTHETIC = {
  en: "SYNTHETIC: made by a generator; shows no real place or event",
  ar: "اصطناعي: من مولّد؛ لا يُظهر مكانًا أو حدثًا حقيقيًا",
};
const COLOURS: Record<string, string> = {
  target: "#d00000",
  control: "#0057b8",
  "snow-reference": "#00843d",
  exclude: "#7a5c00",
  stable: "#6b3fa0",
};

/** A plate of one or two panels side by side. */
export function plateSvg(panels: readonly PlatePanel[], text: PlateText): string {
  const width = panels.length * SIZE + (panels.length + 1) * GAP;
  const head = drawHead(text, width);
  const top = head.bottom;
  const noteLines = Math.max(...panels.map((p) => notesOf(p).length));
  const words = wrap(text.statement ?? "", Math.floor(width / 7.4));
  const below = top + SIZE + 30 + noteLines * 17 + 14;
  const bottom = [
    ...words,
    ...[...text.legend, ...text.footer].flatMap((l) => wrap(l, Math.floor((width - 2 * GAP) / 6.6))),
  ];
  const height = below + bottom.length * 17 + 26;
  const parts: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Noto Sans Arabic, Noto Sans">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...head.parts,
  ];
  panels.forEach((panel, i) => {
    parts.push(drawPanel(panel, GAP + i * (SIZE + GAP), top, text.annotated, i));
  });
  bottom.forEach((words_, i) => {
    const colour = i < words.length ? "#000000" : "#333333";
    const y = below + 12 + i * 17;
    const rtl = startsRightToLeft(words_);
    parts.push(line(rtl ? width - GAP : GAP, y, 12.5, words_, rtl ? "end" : "start", colour, "400", rtl));
  });
  parts.push("</svg>");
  return `${parts.join("\n")}\n`;
}

/** Title and stamp in both languages: side by side where they fit, else one under the other. */
function drawHead(text: PlateText, width: number): { readonly parts: readonly string[]; readonly bottom: number } {
  const room = width - 2 * GAP;
  const parts: string[] = [line(GAP, 38, 21, text.title.en, "start", "#000000", "600")];
  let y = 38;
  if (text.title.ar !== null) {
    if ((text.title.en.length + text.title.ar.length) * 12 > room) y += 28;
    parts.push(line(width - GAP, y, 21, text.title.ar, "end", "#000000", "600", true));
  }
  if (!text.synthetic) return { parts, bottom: y + 58 };
  const apart = (SYNTHETIC.en.length + SYNTHETIC.ar.length) * 7.2 > room ? 20 : 0;
  parts.push(`<rect x="${GAP}" y="${y + 14}" width="${room}" height="${24 + apart}" fill="#ffe08a"/>`);
  parts.push(line(GAP + 8, y + 31, 14, SYNTHETIC.en, "start", "#000000"));
  parts.push(line(width - GAP - 8, y + 31 + apart, 14, SYNTHETIC.ar, "end", "#000000", "400", true));
  return { parts, bottom: y + 58 + apart };
}

/** Notes under a panel, in rows that fit it. */
function notesOf(panel: PlatePanel): string[] {
  return panel.notes.flatMap((note) => wrap(note, Math.floor(SIZE / 6)));
}

/** Whether the first letter of a line is of a script written from right to left. */
function startsRightToLeft(text: string): boolean {
  return /[\u0590-\u08ff\ufb1d-\ufefc]/.test(/\p{L}/u.exec(text)?.[0] ?? "");
}

function drawPanel(panel: PlatePanel, x: number, y: number, annotated: boolean, index: number): string {
  const parts: string[] = [
    line(x, y - 6, 14, panel.heading, "start", "#000000", "600"),
    `<clipPath id="panel${index}"><rect x="${x}" y="${y}" width="${SIZE}" height="${SIZE}"/></clipPath>`,
    `<image x="${x}" y="${y}" width="${SIZE}" height="${SIZE}" preserveAspectRatio="none" image-rendering="optimizeSpeed" xlink:href="${panel.image}"/>`,
    `<rect x="${x}" y="${y}" width="${SIZE}" height="${SIZE}" fill="none" stroke="#000000"/>`,
  ];
  if (annotated) {
    parts.push(`<g clip-path="url(#panel${index})">`);
    for (const outline of panel.outlines) {
      const points = outline.points.map(([u, v]) => `${num(x + u * SIZE)},${num(y + v * SIZE)}`).join(" ");
      const colour = COLOURS[outline.role] ?? "#444444";
      parts.push(`<polygon points="${points}" fill="none" stroke="#ffffff" stroke-width="3.4" stroke-opacity=".75"/>`);
      parts.push(
        `<polygon points="${points}" fill="none" stroke="${colour}" stroke-width="${outline.role === "target" ? 2.2 : 1.2}"/>`,
      );
    }
    for (const outline of panel.outlines)
      if (outline.label !== null) parts.push(drawLabel(outline.label, outline.points, x, y));
    parts.push("</g>");
  }
  parts.push(scaleBar(panel.widthM, x, y), northArrow(panel.northDeg, x, y));
  if (!panel.verified) {
    parts.push(`<g transform="translate(${x + SIZE / 2} ${y + SIZE / 2}) rotate(-20)">`);
    parts.push(
      `<rect x="-200" y="-38" width="400" height="76" fill="#ffffff" fill-opacity=".82" stroke="#d00000" stroke-width="3"/>`,
    );
    parts.push(
      line(0, -6, 24, "position not verified", "middle", "#d00000", "600"),
      line(0, 26, 22, "الموقع غير متحقَّق منه", "middle", "#d00000", "600", true),
      "</g>",
    );
  }
  notesOf(panel).forEach((note, i) => {
    parts.push(line(x, y + SIZE + 22 + i * 17, 12, note, "start", "#222222"));
  });
  return parts.join("\n");
}

function drawLabel(label: PlateLabel, points: readonly (readonly [number, number])[], x: number, y: number): string {
  const cx = points.reduce((s, p) => s + p[0], 0) / points.length;
  const top = Math.min(...points.map((p) => p[1]));
  const px = Math.min(x + SIZE - 120, Math.max(x + 120, x + cx * SIZE));
  const rows = label.ar === null ? 1 : 2;
  const py = Math.max(y + 4 + rows * 19, y + top * SIZE - 8);
  const widest = Math.max(label.en.length, label.ar?.length ?? 0) * 7.2 + 14;
  const parts = [
    `<rect x="${num(px - widest / 2)}" y="${num(py - rows * 19)}" width="${num(widest)}" height="${rows * 19 + 4}" fill="#ffffff" fill-opacity=".85"/>`,
  ];
  parts.push(line(px, py - (rows - 1) * 19 - 3, 13, label.en, "middle", "#d00000", "600"));
  if (label.ar !== null) parts.push(line(px, py - 3, 13.5, label.ar, "middle", "#d00000", "600", true));
  return parts.join("\n");
}

/** 1, 2 or 5 times a power of ten, about a quarter of the panel, in metres on the ground. */
function scaleBar(widthM: number, x: number, y: number): string {
  const power = 10 ** Math.floor(Math.log10(widthM / 4));
  const metres = [5, 2, 1].map((k) => k * power).find((m) => m <= widthM / 4) ?? power;
  const length = (metres / widthM) * SIZE;
  const label = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  const by = y + SIZE - 18;
  return [
    `<rect x="${x + 10}" y="${by - 22}" width="${num(length + 20)}" height="34" fill="#ffffff" fill-opacity=".82"/>`,
    `<path d="M${x + 20} ${by} v6 h${num(length)} v-6" fill="none" stroke="#000000" stroke-width="2"/>`,
    line(x + 20 + length / 2, by - 5, 12, label, "middle", "#000000"),
  ].join("\n");
}

function northArrow(northDeg: number, x: number, y: number): string {
  return [
    `<circle cx="${x + SIZE - 28}" cy="${y + 32}" r="24" fill="#ffffff" fill-opacity=".82"/>`,
    `<g transform="translate(${x + SIZE - 28} ${y + 34}) rotate(${num(northDeg)})"><path d="M0 -18 L6 6 L0 2 L-6 6 Z" fill="#000000"/>${line(0, 18, 11, "N", "middle", "#000000")}</g>`,
  ].join("\n");
}

function line(
  x: number,
  y: number,
  size: number,
  text: string,
  anchor: "start" | "middle" | "end",
  colour: string,
  weight = "400",
  rtl = false,
): string {
  // resvg anchors by left and right, whatever the direction of the text, and orders its parts by marks in the text only.
  const heavy = weight === "600" ? ` stroke="${colour}" stroke-width=".35"` : "";
  return `<text x="${num(x)}" y="${num(y)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}"${heavy}${rtl ? ` direction="rtl" xml:lang="ar"` : ""}>${escapeXml(rtl ? `\u2067${text}\u2069` : text)}</text>`;
}

function num(v: number): string {
  return String(Math.round(v * 100) / 100);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function wrap(text: string, columns: number): string[] {
  const out: string[] = [];
  let row = "";
  for (const word of text.split(/\s+/)) {
    if (row.length + word.length + 1 > columns && row !== "") {
      out.push(row);
      row = word;
    } else row = row === "" ? word : `${row} ${word}`;
  }
  if (row !== "") out.push(row);
  return out;
}
