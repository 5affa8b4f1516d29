import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createStore, openStore } from "#store";
import { testCase } from "./case-for-test.ts";
import { collect, exhibitsOf, nextId, readExhibit } from "./index.ts";

test("what collect() records in a real ledger is read back from it after reopening", async () => {
  const root = mkdtempSync(join(tmpdir(), "collect-store-"));
  const { effects, remove } = testCase();
  try {
    const [dir, home] = [join(root, "case"), join(root, "home")];
    mkdirSync(join(root, "in"));
    for (let index = 0; index < 70; index++)
      writeFileSync(join(root, "in", `${100 + index}.txt`), `made-up text ${index}`);
    const place = { dir, home, effects };
    createStore({ ...place, passphrase: null }).close();
    const writer = openStore(place);
    await writer.unlock(async () => null);
    const { added, refused } = await collect([join(root, "in")], { store: writer }, effects);
    writer.close();
    expect([added.length, refused.length]).toEqual([70, 0]);

    const reader = openStore(place);
    expect(reader.verifyPrivate().problems).toEqual([]);
    const known = exhibitsOf(reader.acts());
    expect([...known.values()].map(({ exhibit }) => exhibit)).toEqual(added);
    expect(nextId(reader.acts(), "E", reader.device)).toBe("E71");
    for (const { sha256, size } of added) expect(await readExhibit(dir, sha256)).toHaveLength(size);
    expect(readdirSync(join(dir, "vault/tmp"))).toEqual([]);
    reader.close();
  } finally {
    remove();
    rmSync(root, { recursive: true, force: true });
  }
});
