/** The two files of the stranger's verifier, bundled from the source, so that no test waits for a build. */
export async function bundleVerifier(): Promise<{ readonly program: string; readonly page: string }> {
  const script = new URL("../../scripts/verifier.mjs", import.meta.url).href;
  const { bundleVerifier: bundle } = (await import(script)) as {
    bundleVerifier(from: "src" | "dist"): Promise<{ readonly program: string; readonly page: string }>;
  };
  return bundle("src");
}
