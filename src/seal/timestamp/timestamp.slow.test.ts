import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { hasOpenssl } from "../../../tests/support/authority.ts";
import { verifyTimestamp } from "./verify-timestamp.ts";

const vectors = fileURLToPath(new URL("../../../tests/vectors/rfc3161/", import.meta.url));

it.skipIf(!hasOpenssl).each(["r.tsr", "rec.tsr"])(
  "%s with any one byte changed: what is accepted here, openssl accepts",
  (name) => {
    const token = readFileSync(join(vectors, name));
    const stamped = join(vectors, "cp.txt");
    const digest = createHash("sha256").update(readFileSync(stamped)).digest();
    const root = join(vectors, "ca.pem");
    const dir = mkdtempSync(join(tmpdir(), "snowmelt-"));
    const changedFile = join(dir, "changed.tsr");
    let accepted = 0;
    for (let at = 0; at < token.length; at += 1) {
      for (const mask of [0x01, 0x80, 0xff]) {
        const changed = Buffer.from(token);
        changed[at] = changed[at]! ^ mask;
        if ("fault" in verifyTimestamp(changed, digest, readFileSync(root, "utf8"))) continue;
        accepted += 1;
        writeFileSync(changedFile, changed);
        const args = ["ts", "-verify", "-data", stamped, "-in", changedFile, "-CAfile", root];
        expect(spawnSync("openssl", args).status, `byte ${at} with ${mask}`).toBe(0);
      }
    }
    rmSync(dir, { recursive: true });
    expect(accepted).toBeLessThan(40);
  },
  600_000,
);
