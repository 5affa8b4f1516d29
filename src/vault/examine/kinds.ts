const IMAGES = /^image\/(jpeg|tiff|png|heic|heif|avif|webp|x-adobe-dng|x-canon-cr2|x-nikon-nef|x-sony-arw)$/;
const OFFICE = /^application\/vnd\.(openxmlformats-officedocument\..+|oasis\.opendocument\..+)$/;
const FILM = /^(video\/(mp4|quicktime|3gpp2?|x-m4v)|audio\/(mp4|x-m4a))$/;

/** Which reader looks into files of a type; `null`: none does. */
export function kindOf(mediaType: string): "image" | "pdf" | "office" | "film" | null {
  if (IMAGES.test(mediaType)) return "image";
  if (mediaType === "application/pdf") return "pdf";
  if (OFFICE.test(mediaType)) return "office";
  return FILM.test(mediaType) ? "film" : null;
}
