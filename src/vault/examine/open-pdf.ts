/** Opens a PDF with what draws or executes shut off. The bytes are copied, for the library takes the buffer away from its owner. */
export async function openPdf(bytes: Uint8Array) {
  const pdfjs = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
  });
  return { pdfjs, task };
}
