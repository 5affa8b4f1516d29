import { deflateSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";

const FONTS = ["NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf"].map(
  (name) => new URL(`../assets/fonts/${name}`, import.meta.url),
);

/** Pixels of the picture for one of the drawing: sharp on a screen and, at 144 to the inch, on paper. */
const ZOOM = 2;

/** Draws an SVG once, with the fonts of this package only: the same bytes on every machine and run. */
export function drawPlate(svg: string, title: string): { readonly png: Uint8Array; readonly pdf: Uint8Array } {
  const picture = new Resvg(svg, {
    fitTo: { mode: "zoom", value: ZOOM },
    font: { loadSystemFonts: false, fontFiles: FONTS.map((url) => filePath(url)), defaultFontFamily: "Noto Sans" },
  }).render();
  return { png: picture.asPng(), pdf: pageOf(picture, title) };
}

/** Path of a file URL, also on Windows, without node:url. */
function filePath(url: URL): string {
  const path = decodeURIComponent(url.pathname);
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path;
}

/** One page with the plate as an image; no date and no identifier in the file, so the same plate is the same bytes. */
function pageOf(
  { width, height, pixels: rgba }: { readonly width: number; readonly height: number; readonly pixels: Uint8Array },
  title: string,
): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0, o = 0; i < rgba.length; i += 4) {
    rgb[o++] = rgba[i]!;
    rgb[o++] = rgba[i + 1]!;
    rgb[o++] = rgba[i + 2]!;
  }
  const data = deflateSync(rgb, { level: 6 });
  const w = (width / ZOOM) * 0.75;
  const h = (height / ZOOM) * 0.75;
  const draw = `q ${w.toFixed(2)} 0 0 ${h.toFixed(2)} 0 0 cm /I Do Q`;
  const hex = [...`\ufeff${title}`].map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("");
  const objects: (string | [string, Uint8Array])[] = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w.toFixed(2)} ${h.toFixed(2)}] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>`,
    [`<< /Length ${draw.length} >>`, new TextEncoder().encode(draw)],
    [
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode /Length ${data.length} >>`,
      data,
    ],
    `<< /Title <${hex}> /Producer (snowmelt) >>`,
  ];
  const chunks: Uint8Array[] = [];
  const places: number[] = [];
  let at = 0;
  const put = (part: string | Uint8Array): void => {
    const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
    chunks.push(bytes);
    at += bytes.length;
  };
  put("%PDF-1.5\n");
  objects.forEach((object, i) => {
    places.push(at);
    put(`${i + 1} 0 obj\n`);
    if (typeof object === "string") put(object);
    else {
      put(`${object[0]}\nstream\n`);
      put(object[1]);
      put("\nendstream");
    }
    put("\nendobj\n");
  });
  const start = at;
  put(
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((p) => `${String(p).padStart(10, "0")} 00000 n \n`).join("")}`,
  );
  put(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  const out = new Uint8Array(at);
  let to = 0;
  for (const chunk of chunks) {
    out.set(chunk, to);
    to += chunk.length;
  }
  return out;
}
