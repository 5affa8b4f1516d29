// Bundles the stranger's verifier: verify.mjs for Node, and verify.html, the same checks as a page. Each is one file without
// dependencies and travels in every dossier.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * @param from "dist", the compiled rooms, or "src", for tests that must not wait for a build.
 * @returns the texts of the two files.
 */
export async function bundleVerifier(from) {
  const { build } = await import("esbuild");
  const [folder, ending, conditions] = {
    dist: [join(root, "dist", "verify"), "js", []],
    src: [join(root, "src", "verify"), "ts", ["source"]],
  }[from];
  const bundle = async (options) => {
    const { outputFiles } = await build({
      bundle: true,
      // Modules are named in the text by their path from here.
      absWorkingDir: root,
      write: false,
      charset: "utf8",
      legalComments: "none",
      // Names stay, so that whoever distrusts it can have it laid out again and read it; 150 kB is what it may weigh.
      minifyWhitespace: true,
      // Shorter syntax, but lines and names as they were written: whoever doubts may read it.
      minifySyntax: true,
      conditions,
      ...options,
    });
    return outputFiles[0].text;
  };
  const program = await bundle({
    entryPoints: [join(folder, `main.${ending}`)],
    platform: "node",
    format: "esm",
    target: "node20",
  });
  const script = await bundle({
    entryPoints: [join(folder, "browser", `main.${ending}`)],
    platform: "browser",
    format: "iife",
    target: "es2022",
    plugins: [insteadOfNodeCrypto(join(folder, "browser", `node-crypto.${ending}`))],
    inject: [join(folder, "browser", `globals.${ending}`)],
  });
  return { program, page: pageOf(script) };
}

/**
 * Puts the browser's stand-in in the place of node:crypto. As a module of the old kind it may lack what the rooms import for
 * other ends and no check here calls.
 */
function insteadOfNodeCrypto(path) {
  return {
    name: "instead-of-node-crypto",
    setup(builder) {
      // esbuild writes the module's path into the page: one that says where it was built would not be the same elsewhere.
      builder.onResolve({ filter: /^node:crypto$/ }, () => ({ path: "node-crypto", namespace: "stand-in" }));
      builder.onLoad({ filter: /.*/, namespace: "stand-in" }, () => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
        resolveDir: join(path, ".."),
      }));
    },
  };
}

function pageOf(script) {
  const asset = (name) => readFileSync(join(root, "src", "verify", "assets", name), "utf8");
  const style = asset("verify.css");
  if (/<\/script|<!--/i.test(script)) throw new Error("The script of verify.html holds what would end or hide it");
  const parts = {
    '<link rel="stylesheet" href="verify.css">': `<style>${style}</style>`,
    '<script src="verify.js"></script>': `<script>${script}</script>`,
    "sha256-STYLE": `sha256-${hashOf(style)}`,
    "sha256-SCRIPT": `sha256-${hashOf(script)}`,
  };
  let page = asset("verify.html");
  for (const [place, part] of Object.entries(parts)) {
    if (page.split(place).length !== 2) throw new Error(`src/verify/assets/verify.html has not one ${place}`);
    page = page.replace(place, () => part);
  }
  return page;
}

/** As a Content-Security-Policy names what it admits. */
function hashOf(text) {
  return createHash("sha256").update(text).digest("base64");
}
