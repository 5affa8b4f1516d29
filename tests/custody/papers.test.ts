import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { madeUpCase, Workbench } from "../support/cli.ts";

// A made-up case whose first key turns out to have been in other hands.
const bench = new Workbench();
const run = (...args: readonly string[]) => bench.run([...args, "--case", "case"]);
const papers = async (id: string, ...more: readonly string[]): Promise<string> => {
  expect(await run("papers", id, "--out", "papers.html", ...more)).toMatchObject({ exit: 0 });
  return readFileSync(bench.path("papers.html"), "utf8");
};
/** What a page says, without the marks that keep words from the left together. */
const words = (html: string): string =>
  html.replace(/<[^>]*>|[\u2066\u2069]/g, (mark) => (mark.length > 1 ? " " : "")).replace(/\s+/g, " ");
let dossier: string;

beforeAll(async () => {
  await madeUpCase(bench);
  bench.write("facts.csv", "file,consent_by\n*,n/a\n");
  await run("collect", "evidence", "--facts", "facts.csv");
  dossier = (JSON.parse((await run("publish", "--audience", "public", "--json")).out) as { name: string }).name;
  await run(
    "hand-over",
    "E1",
    dossier,
    "--to",
    "the registry (made up)",
    "--purpose",
    "case file",
    "--means",
    "disk 4",
  );
});
afterAll(() => bench.remove());

describe("the keys in the papers of an exhibit", () => {
  let old: string;

  it("while nobody revoked one", async () => {
    const page = words(await papers("E1"));
    expect(page).toMatch(/[0-9a-f]{16} Device a\. Nobody revoked it, as far as this log tells\./);
    expect(page).toContain("No act shown here is in doubt for its key.");
  });

  it("a key that gave way, and one that was lost, leave what they signed as it is", async () => {
    old = (JSON.parse((await run("keys", "rotate", "--json")).out) as { before: string }).before;
    await run("fixity");
    const page = words(await papers("E1"));
    expect(page).toMatch(
      new RegExp(`${old} Device a\\. It gave way to another key at act \\d+; what it signed stands\\.`),
    );
    expect(page.match(/Device a\./g)).toHaveLength(2);
    expect(await run("keys", "revoke", old, "--reason", "lost")).toMatchObject({ exit: 0 });
    const lost = words(await papers("E1"));
    expect(lost).toMatch(/revoked, because it was lost\. What it signed before stands\./);
    expect(lost).not.toMatch(/\d disputed|[Dd]isputed here/);
  });

  it("of a key that was in other hands, tells which acts are disputed, and what that means", async () => {
    await run("keys", "revoke", old, "--reason", "compromised", "--since", "2000-01-01");
    const html = await papers("E1");
    const page = words(html);
    const signed = [
      ...html.matchAll(
        /<tr><td>(\d+)<\/td><td class="day">[\d-]+<\/td><td>.*?<code>([0-9a-f]{16})<\/code>( <b>disputed<\/b>)?/g,
      ),
    ];
    expect(signed.length).toBeGreaterThan(3);
    for (const [, , key, disputed] of signed) expect([key, disputed !== undefined]).toEqual([key, key === old]);
    const acts = signed.flatMap(([, seq, key]) => (key === old ? [seq] : [])).join(", ");
    expect(page).toContain(
      `from 2000-01-01 on somebody else may have used it. Acts before that day stand. Disputed here: acts ${acts}.`,
    );
    expect(page).toContain("A disputed act may be by somebody else who had the key.");
  });

  it("in Arabic from the right, with no English but what people recorded", async () => {
    const html = await papers("E1", "--language", "ar");
    expect(html).toContain('<html lang="ar" dir="rtl">');
    const page = words(html);
    expect(page).toContain("سلسلة حيازة E1");
    expect(page).toContain("منذ 2000-01-01 ربما استعمله شخص آخر");
    expect(page).toMatch(/موضع شك هنا: القيود \d+/);
    expect(page).not.toMatch(/What happened|Device a|disputed|Signature|missing:|Collected/);
    expect(await run("papers", "E1", "--language", "xx")).toMatchObject({ exit: 2, code: "cli/usage" });
  });
});

it("the papers of a dossier tell who has it, what was wrong in it, and what took its place", async () => {
  bench.write(
    "case/hand/errata.toml",
    `[[erratum]]\nid = "B1"\ndossier = "${dossier}"\nwas = "400"\nis = "40"\nreason = "a nought too much (made up)"\nlevel = "public"\n`,
  );
  await run("run");
  await run("withdraw", dossier, "--reason", "misread (made up)");
  const next = (JSON.parse((await run("publish", "--audience", "public", "--json")).out) as { name: string }).name;
  const page = words(await papers(dossier));
  for (const told of [
    /made for public from the checkpoint of \d+ acts, as version 1/,
    /handed to the registry \(made up\), for case file, disk 4/,
    /a mistake in it was recorded as B1: a nought too much \(made up\)/,
    /withdrawn: misread \(made up\)/,
    new RegExp(`replaced by ${next}, version 2`),
  ])
    expect(page).toMatch(told);
  expect(words(await papers(next))).toContain("as version 2");
  expect(await run("papers", "public-9999")).toMatchObject({ code: "case/unknown-id" });
});
