// Compiles src/ to dist/, bundles the stranger's verifier into one file, and links the command into the checkout.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
// A consumer who installs the packed tarball has dist/ already and no compiler.
if (existsSync(tsc)) {
  rmSync(join(root, "dist"), { recursive: true, force: true });
  execFileSync(process.execPath, [tsc, "-p", join(root, "tsconfig.build.json")], { stdio: "inherit", cwd: root });
  for (const copy of ["assets"]) await copyAssets(copy);
  if (existsSync(join(root, "src", "verify", "main.ts"))) {
    const { bundleVerifier } = await import("./verifier.mjs");
    const { program, page } = await bundleVerifier("dist");
    writeFileSync(join(root, "dist", "verify.mjs"), program);
    writeFileSync(join(root, "dist", "verify.html"), page);
  }
  linkCommand();
}

/** Data files that rooms read at run time lie in `src/<room>/assets` and keep their place under dist. */
async function copyAssets(name) {
  const { cpSync, readdirSync } = await import("node:fs");
  for (const room of readdirSync(join(root, "src"))) {
    const from = join(root, "src", room, name);
    if (existsSync(from)) cpSync(from, join(root, "dist", room, name), { recursive: true });
  }
}

/** npm does not link a package's own bin; `npx snowmelt` in the checkout needs it. */
function linkCommand() {
  const bin = join(root, "node_modules", ".bin");
  mkdirSync(bin, { recursive: true });
  const target = join(bin, "snowmelt");
  rmSync(target, { force: true });
  if (process.platform === "win32") {
    writeFileSync(`${target}.cmd`, `@node "%~dp0\\..\\..\\bin\\snowmelt.mjs" %*\r\n`);
  } else {
    symlinkSync("../../bin/snowmelt.mjs", target);
  }
}
