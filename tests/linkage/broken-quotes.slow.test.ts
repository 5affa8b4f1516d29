import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readList } from "../../src/linkage/index.ts";

// Made up: 100 MB of rows, every 5,000th of which opens a quote that is never closed, or closes one before the end of the value.
it("100 MB with broken quotes: every broken line is listed, every other row is read", {
  timeout: 3_600_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "snowmelt-quotes-"));
  try {
    const path = join(folder, "list.csv");
    const file = createWriteStream(path);
    file.write("id,name,place\n");
    let [line, bytes] = [1, 0];
    const broken: number[] = [];
    let held = "";
    while (bytes < 100_000_000) {
      line++;
      let row = `${line},Made Up ${line % 977},"A place, and more of it ${line % 131}"\n`;
      if (line % 5000 === 0) {
        broken.push(line);
        row = line % 10_000 === 0 ? `${line},"Made Up,"Somewhere"\n` : `${line},Made Up,"Somewhere\n`;
      }
      held += row;
      bytes += row.length;
      if (held.length > 1 << 20) {
        if (!file.write(held)) await once(file, "drain");
        held = "";
      }
    }
    file.end(held);
    await once(file, "close");
    const table = await readList(readFileSync(path), "list.csv");
    expect(table.problems.map((problem) => problem.line)).toEqual(broken);
    expect(broken.length).toBeGreaterThan(300);
    expect(table.rows).toBe(line - 1 - broken.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
