import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveHome } from "./home.ts";
import { acts, code, create, dir, eachInItsOwnFolder, home, keys, open, unlocked } from "./testing/store-scene.ts";

eachInItsOwnFolder();

describe("the keys", () => {
  it("open with their passphrase, in any way of composing its letters, and no other", async () => {
    create("neige fonde\u0301e");
    const store = open();
    expect(store.hasPassphrase).toBe(true);
    expect(await code(() => store.unlock(() => Promise.resolve("neige")))).toBe("store/wrong-key");
    expect(await code(() => store.unlock(() => Promise.resolve(null)))).toBe("store/passphrase-needed");
    await store.unlock(() => Promise.resolve("neige fond\u00e9e"));
    store.append(acts(1));
    store.close();
    const file = readFileSync(join(keys(), "keys.json"), "utf8");
    expect(JSON.parse(file)).toMatchObject({
      kdf: { name: "scrypt", N: 131_072, r: 8, p: 1 },
      cipher: "chacha20-poly1305",
    });
    const damages = [
      file.replace(/"box":"./, (text) => `${text.slice(0, -1)}${text.endsWith("A") ? "B" : "A"}`),
      file.replace("131072", "1024"),
      file.replace('"v":1', '"v":2'),
      file.replace(/"nonce":"[^"]*"/, '"nonce":1'),
      "{}",
      "[]",
      "",
    ];
    for (const damaged of damages) {
      writeFileSync(join(keys(), "keys.json"), damaged);
      expect(await code(() => open().unlock(() => Promise.resolve("neige fond\u00e9e")))).toBe("store/wrong-key");
    }
  });
  it("lie in clear only where the ledger says so", async () => {
    create();
    expect(open().hasPassphrase).toBe(false);
    const clear = readFileSync(join(keys(), "keys.json"), "utf8");
    const folder = keys();
    rmSync(dir, { recursive: true });
    create("winter");
    writeFileSync(join(keys(), "keys.json"), clear.replace(/"origin":"[^"]*"/, `"origin":"${open().origin}"`));
    expect(await code(() => open().unlock(() => Promise.resolve("winter")))).toBe("store/wrong-key");
    expect(folder).not.toBe(keys());
    rmSync(join(keys(), "keys.json"));
    expect(await code(unlocked)).toBe("store/no-key");
  });
  it("of another case do not open this one", async () => {
    create();
    const [folder, file] = [keys(), readFileSync(join(keys(), "keys.json"), "utf8")];
    rmSync(dir, { recursive: true });
    create();
    const own = open().origin;
    for (const text of [
      file,
      file.replace(/"origin":"[^"]*"/, `"origin":"${own}"`),
      file.replace(/"log":"[^"]*"/, '"log":1'),
    ]) {
      writeFileSync(join(keys(), "keys.json"), text);
      expect(await code(unlocked)).toBe("store/wrong-key");
    }
    expect(readdirSync(join(folder, ".."))).toHaveLength(2);
  });
  it("are not made under an empty passphrase", () => {
    expect(() => create("")).toThrow(/the passphrase is empty/);
    expect(existsSync(home)).toBe(false);
  });
  it("lie where the environment says", () => {
    expect(resolveHome({ SNOWMELT_HOME: "/a" }, "linux")).toBe("/a");
    expect(resolveHome({ XDG_CONFIG_HOME: "/b" }, "linux")).toBe(join("/b", "snowmelt"));
    expect(resolveHome({ HOME: "/c" }, "linux")).toBe(join("/c", ".config", "snowmelt"));
    expect(resolveHome({ APPDATA: "/d" }, "win32")).toBe(join("/d", "snowmelt"));
    expect([resolveHome({}, "linux"), resolveHome({ HOME: "/c" }, "win32")]).toEqual([null, null]);
  });
});
