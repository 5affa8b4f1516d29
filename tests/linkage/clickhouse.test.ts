import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clickhouse, makeFamilies } from "../../src/linkage/index.ts";
import { requireLoopback } from "../../src/linkage/sql/require-loopback.ts";
import { Workbench } from "../support/cli.ts";
import { hasChdb, serveChdb } from "./support/chdb.ts";
import { expectSame } from "./support/expect-same.ts";
import { madeUpPeople } from "./support/made-up-people.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const families = (people: number): readonly string[] =>
  makeFamilies({ people, lists: 2, capture: 0.6, seed: 11 }).lists;

describe.skipIf(!hasChdb)(
  "the same plan in ClickHouse (skipped: chdb not present, where `npm install --prefix tests/linkage/chdb` was not run)",
  () => {
    let server: Awaited<ReturnType<typeof serveChdb>>;
    beforeAll(async () => {
      server = await serveChdb();
    });
    afterAll(() => server.stop());

    const cases = [
      ["families", families(200), ["note=ignore", "person=ignore"]],
      ["a Western list", [madeUpPeople(60, 3)], ["person=ignore"]],
    ] as const;
    for (const [name, lists, map] of cases) {
      it(`gives the kernel's pairs, patterns, weights and edges on made-up ${name}`, async () => {
        const files = lists.map((text, l) => ({ name: `list-${l}.csv`, bytes: bytes(text) }));
        const database = clickhouse({ url: server.url, session: "a-test" });
        await expectSame(database, files, map);
        await database.close();
      });
    }

    it("`snowmelt link --clickhouse` writes the very files that it writes without", async () => {
      const bench = new Workbench();
      families(200).forEach((text, l) => {
        bench.write(`${l}.csv`, text);
      });
      const link = async (out: string, ...words: string[]): Promise<string[]> => {
        const ran = await bench.run(["link", "0.csv", "1.csv", "--map", "note=ignore", "--out", out, ...words]);
        expect(ran).toMatchObject({ exit: 0 });
        return ["edges.csv", "persons.csv", "model.json", "review.csv"].map((file) =>
          readFileSync(bench.path(out, file), "utf8"),
        );
      };
      const here = await link("here");
      expect(here[0]!.split("\n").length).toBeGreaterThan(40);
      expect(await link("there", "--clickhouse", server.url)).toEqual(here);
      bench.remove();
    });
  },
);

describe("names stay on this machine", () => {
  const refused = (address: string, named?: string): string => {
    try {
      requireLoopback(address, named);
      return "allowed";
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  it("loopback hosts are allowed, and no name that only looks like one", () => {
    for (const address of ["http://127.0.0.1:8123", "http://localhost:8123", "http://[::1]:8123", "http://127.9.9.9"])
      expect(refused(address)).toBe("allowed");
    for (const address of [
      "http://127.0.0.1.example.org",
      "http://localhost.example.org",
      "http://10.0.0.5:8123",
      "https://db.example.org",
      "not an address",
      "http://user@db.example.org",
    ])
      expect(refused(address)).toBe("linkage/not-loopback");
  });
  it("another host must be named, exactly, and reached over TLS", () => {
    expect(refused("https://db.example.org:8443", "db.example.org")).toBe("allowed");
    expect(refused("http://db.example.org:8123", "db.example.org")).toBe("linkage/not-loopback");
    expect(refused("https://db.example.org", "example.org")).toBe("linkage/not-loopback");
  });
});
