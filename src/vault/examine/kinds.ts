const IMAGES = /^image\/(jpeg|tiff|png|heic|heif|avif|webp|x-adobe-dng|x-canon-cr2|x-nikon-nef|x-sony-arw)$/;
const OFFICE = /^application\/vnd\.(openxmlformats-officedocument\..+|oasis\.opendocument\..+)$/;
const MATROSKA = /^(video|audio)\/(matroska|webm)$/;
const RIFF = /^(video\/vnd\.avi|audio\/wav)$/;
const FILM = /^(video\/(mp4|quicktime|3gpp2?|x-m4v)|audio\/(mp4|x-m4a))$/;

/** Which reader looks into files of a type; `null`: none does. */
export function kindOf(mediaType: string): "image" | "pdf" | "office" | "matroska" | "riff" | "film" | null {
  if (IMAGES.test(mediaType)) return "image";
  if (mediaType === "application/pdf") return "pdf";
  if (OFFICE.test(mediaType)) return "office";
  if (MATROSKA.test(mediaType)) return "matroska";
  if (RIFF.test(mediaType)) return "riff";
  return FILM.test(mediaType) ? "film" : null;
}
