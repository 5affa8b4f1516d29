import { sha256Hex } from "#kernel";
import { compose, type PublishInput } from "#publish";
import { sign } from "#seal";
import { type Bag, type BagFiles, bagOf, type Report, verifyDossier } from "#verify";
import { type MadeUpCase, type MadeUpPublication, madeUpCase } from "../../src/publish/testing/made-up-case.ts";
import { type MadeUpItem, madeUpItems } from "../../src/publish/testing/made-up-items.ts";

export type Change = (files: Map<string, Uint8Array>) => void;

/** A dossier of made-up items with the key that signed it, so that a test can be a publisher who lies. */
export class SmallBag {
  readonly files: BagFiles;
  readonly zip: Uint8Array;
  readonly #case: MadeUpCase;

  private constructor(made: MadeUpCase, files: BagFiles, zip: Uint8Array) {
    this.#case = made;
    this.files = files;
    this.zip = zip;
  }

  /** @param change parts of the input that are otherwise, or what makes another input of it. */
  static async of(
    items = madeUpItems(),
    change: Partial<PublishInput> | ((input: PublishInput) => PublishInput) = {},
    published: readonly MadeUpPublication[] = [],
    withdrawn?: string,
  ): Promise<SmallBag> {
    const made = madeUpCase(items, typeof change === "function" ? {} : change, published, withdrawn);
    const { files, zip } = await compose(typeof change === "function" ? change(made.input) : made.input);
    return new SmallBag(made, new Map(files.map(({ path, bytes }) => [path, new Uint8Array(bytes)])), zip);
  }

  /** What the case key's holder could publish: files changed, every manifest made anew, and signed. */
  sealed(change: Change): BagFiles {
    const files = new Map(this.files);
    change(files);
    return this.resealed(files);
  }

  resealed(files: Map<string, Uint8Array>): BagFiles {
    const payload = [...files.keys()].filter((path) => path.startsWith("data/"));
    const bytes = payload.reduce((sum, path) => sum + files.get(path)!.length, 0);
    const info = files.get("bag-info.txt");
    if (info !== undefined && Buffer.compare(info, this.files.get("bag-info.txt")!) === 0) {
      const oxum = textOf(files, "bag-info.txt").replace(
        /^Payload-Oxum: .*$/m,
        `Payload-Oxum: ${bytes}.${payload.length}`,
      );
      files.set("bag-info.txt", Buffer.from(oxum));
    }
    files.set("manifest-sha256.txt", manifest(files, payload));
    const tags = [...files.keys()].filter((path) => !path.startsWith("data/") && !path.startsWith("tagmanifest"));
    files.set("tagmanifest-sha256.txt", manifest(files, tags));
    this.resign(files);
    return files;
  }

  resign(files: Map<string, Uint8Array>): void {
    const { privateKey } = this.#case.log.caseKeys;
    files.set("tagmanifest-sha256.txt.sig", sign(privateKey, files.get("tagmanifest-sha256.txt")!));
  }
}

function manifest(files: BagFiles, paths: readonly string[]): Uint8Array {
  return Buffer.from(
    [...paths]
      .sort()
      .map((path) => `${sha256Hex(files.get(path)!)}  ${path}\n`)
      .join(""),
  );
}

export function textOf(files: BagFiles, path: string): string {
  return Buffer.from(files.get(path)!).toString();
}

/** A change of one file's text; a text that is not there is a mistake of the test. */
export function replaceIn(path: string, from: string | RegExp, to: string): Change {
  return (files) => {
    const before = textOf(files, path);
    const after = before.replace(from, to);
    if (after === before) throw new Error(`nothing to change in ${path}: ${from}`);
    files.set(path, Buffer.from(after));
  };
}

export function together(...changes: readonly Change[]): Change {
  return (files) => {
    for (const change of changes) change(files);
  };
}

export function put(path: string, content: string | Uint8Array): Change {
  return (files) => {
    files.set(path, typeof content === "string" ? Buffer.from(content) : content);
  };
}

export function drop(...paths: readonly string[]): Change {
  return (files) => {
    for (const path of paths) if (!files.delete(path)) throw new Error(`${path} is not there to drop`);
  };
}

export function problemsOf(found: BagFiles | Bag): readonly string[] {
  return reportOf(found).checks.flatMap(({ problems }) => problems);
}

export function reportOf(found: BagFiles | Bag): Report {
  return verifyDossier("files" in found ? found : bagOf(found));
}

export function failedChecks(report: Report): readonly string[] {
  return report.checks.filter(({ problems }) => problems.length > 0).map(({ name }) => name);
}

export type { MadeUpItem };
