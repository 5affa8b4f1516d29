import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Decrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterEach, beforeEach, expect, it } from "vitest";
import { MADE_UP, Workbench } from "../support/cli.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});
afterEach(() => bench.remove());

it("what the numbers of a dossier stand for is sealed to the court, and to nobody else", async () => {
  // Everybody here is made up.
  const people = ["Zaynab Ujaylan", "Halvard Quist", "Rojîn Şêxmûs"];
  const ids = people.map((_, i) => `P${i + 1}`);
  const files = {
    ...MADE_UP,
    "facts.csv": "file,consent_by\n*,n/a\n",
    "hand/persons.toml": people.map((name, i) => `[[person]]\nid = "P${i + 1}"\nname = "${name}"\n`).join("\n"),
    "hand/marks.toml": `${MADE_UP["hand/marks.toml"]}\n[[mark]]\nid = "M2"\nitems = ${JSON.stringify(ids)}\nlevel = "public"\nreason = "made up"\n\n[[mark]]\nid = "M3"\nitems = ${JSON.stringify(ids)}\nfield = "/name"\nlevel = "team"\nreason = "made up"\n`,
    "hand/dossier.md": MADE_UP["hand/dossier.md"]!.replace("The difference stays open [N3].", "{P1} {P2} {P3} [C1]."),
  };
  await bench.run(["init", "case", "--no-passphrase"]);
  for (const [path, content] of Object.entries(files))
    bench.write(/^(hand\/|case\.toml)/.test(path) ? `case/${path}` : path, content);
  await bench.run(["collect", "evidence", "--facts", "facts.csv", "--case", "case"]);
  await bench.run(["run", "--case", "case"]);
  const identity = await generateX25519Identity();
  const court = await identityToRecipient(identity);
  const ran = await bench.run(["publish", "--audience", "public", "--crosswalk", court, "--case", "case"]);
  expect(ran).toMatchObject({ exit: 0 });
  expect(ran.said).toMatch(/sealed in .*public-\d+\.crosswalk\.age/);

  const dossiers = bench.path("case", "dossiers");
  const sealed = readdirSync(dossiers).find((name) => name.endsWith(".crosswalk.age"))!;
  const folder = join(dossiers, sealed.replace(".crosswalk.age", ""));
  const bytes = readFileSync(join(dossiers, sealed));
  expect(bytes.includes("Quist")).toBe(false);
  const opened = new Decrypter();
  opened.addIdentity(identity);
  const list = JSON.parse(await opened.decrypt(new Uint8Array(bytes), "text"));
  const manifest = readFileSync(join(folder, "tagmanifest-sha256.txt"));
  expect(list.manifest).toBe(createHash("sha256").update(manifest).digest("hex"));
  // The numbers are those of the dossier: its proof of a person is of the entry that the case has under that id.
  const crate = JSON.parse(readFileSync(join(folder, "ro-crate-metadata.json"), "utf8"));
  for (const [i, id] of ids.entries()) {
    const item = list.items.find((one: { id: string }) => one.id === id);
    expect(Object.values(item.name)).toEqual([people[i]]);
    const entity = crate["@graph"].find((one: { "@id": string }) => one["@id"] === `#${item.number}`);
    expect(entity.opened["/uid"]).toBe(item.uid);
  }
  const stranger = new Decrypter();
  stranger.addIdentity(await generateX25519Identity());
  await expect(stranger.decrypt(new Uint8Array(bytes), "text")).rejects.toThrow();
});
