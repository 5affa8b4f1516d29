import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type Converted, fileSha256, gdalArguments, imageryError } from "#imagery";
import { makeFolder } from "../make-folder.ts";

const PROGRAM = "gdal_translate";

/**
 * Runs gdal_translate for files that the reader of this house cannot read. Without a folder to keep them in, what it
 * makes is gone after the call: its hash and how it was made stay, and with that version it can be made again.
 *
 * @throws imagery/no-gdal when the program is not there
 */
export function gdalConverter(
  keep: string | null,
  env: Readonly<Record<string, string | undefined>>,
): { readonly convert: (file: string) => Converted; readonly close: () => void } {
  // No file may make it look elsewhere: not for side files in the folder, not in the network.
  const given = { ...env, GDAL_DISABLE_READDIR_ON_OPEN: "EMPTY_DIR", GDAL_PAM_ENABLED: "NO", LC_ALL: "C" };
  const asked = spawnSync(PROGRAM, ["--version"], { env: given, encoding: "utf8" });
  if (asked.error !== undefined || asked.status !== 0) {
    throw imageryError("imagery/no-gdal", {
      what: "Cannot convert with GDAL",
      found: `the program ${PROGRAM} cannot be started (${asked.error?.message ?? asked.stderr.trim()})`,
      unchanged: "Nothing was measured and no file was written.",
      mend: "Install GDAL (Debian: apt install gdal-bin), or leave out --gdal.",
    });
  }
  const version = asked.stdout.trim();
  const folder = keep ?? mkdtempSync(join(tmpdir(), "snowmelt-gdal-"));
  makeFolder(folder);
  return {
    convert(file) {
      const output = join(folder, `${basename(file).replace(/\.[^.]*$/, "")}.tif`);
      if (resolve(file) === output)
        throw failed(file, "the converted file would take its place; choose another --gdal-out");
      const args = gdalArguments(resolve(file), output);
      const ran = spawnSync(PROGRAM, args, { env: given, encoding: "utf8" });
      if (ran.status !== 0) throw failed(file, ran.stderr.trim().split("\n").slice(-2).join(" ") || "it says nothing");
      return {
        file: output,
        step: {
          program: PROGRAM,
          version,
          arguments: gdalArguments(basename(file), basename(output)),
          inputSha256: fileSha256(file),
          outputSha256: fileSha256(output),
        },
      };
    },
    close() {
      if (keep === null) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function failed(file: string, said: string): Error {
  return imageryError("imagery/convert-failed", {
    what: `Cannot convert "${file}"`,
    found: `${PROGRAM} refuses it: ${said}`,
    unchanged: "Nothing was measured; the file is as it was.",
    mend: `gdalinfo "${file}"   shows what GDAL makes of it.`,
  });
}
