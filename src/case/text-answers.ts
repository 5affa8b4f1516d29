import { SnowmeltError } from "#kernel";
import { extract } from "#reading";

/** Answers in the shut-in process of `textOf`: the text of a file, or why reading refuses it. */
export async function answer({ mediaType }: { readonly mediaType: string }, bytes: Uint8Array): Promise<object> {
  try {
    return { extracted: await extract(bytes, mediaType) };
  } catch (error) {
    if (!(error instanceof SnowmeltError)) throw error;
    const { what, found, unchanged, mend } = error.text;
    return { refused: { code: error.code, text: { what, found, unchanged, mend } } };
  }
}
