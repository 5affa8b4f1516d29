import { dirname } from "node:path";
import type { Random } from "#kernel";
import type { Files } from "../files.ts";

const SECTOR = 512;

/** A file's bytes as programs see them and as they are known to be on the disk. */
interface Inode {
  now: Uint8Array;
  durable: Uint8Array;
  /** Sectors written or cut since the last sync. */
  readonly dirty: Set<number>;
}

/** A change of names that the folder was not yet synced for: path to inode, or to nothing. */
type Renaming = readonly (readonly [path: string, inode: Inode | "folder" | null])[];

/**
 * A disk in memory that keeps what POSIX promises and nothing more: bytes are durable after a sync of their file, names
 * after a sync of their folder. At a power cut every 512-byte sector that was written since may be there, be missing or
 * be torn in its middle, in any combination; lengths lie anywhere between; renamings are there or not.
 */
export class SimulatedDisk implements Files {
  readonly #names = new Map<string, Inode | "folder">();
  readonly #durableNames = new Map<string, Inode | "folder">();
  #renamings: { readonly folder: string; readonly changes: Renaming }[] = [];
  readonly #open = new Map<number, { readonly inode: Inode; at: number | null }>();
  #nextFd = 3;
  /** Called before and after each call that changes something. */
  onChange: () => void = () => undefined;

  constructor(folders: readonly string[] = []) {
    for (const folder of ["/", ...folders]) {
      this.#names.set(folder, "folder");
      this.#durableNames.set(folder, "folder");
    }
  }

  open(path: string, flags: "r" | "a" | "r+" | "wx"): number {
    let inode = this.#names.get(path);
    if (inode === "folder") throw failure("EISDIR");
    if (flags === "wx" && inode !== undefined) throw failure("EEXIST");
    if (inode === undefined) {
      if (flags === "r" || flags === "r+") throw failure("ENOENT");
      const made: Inode = { now: new Uint8Array(), durable: new Uint8Array(), dirty: new Set() };
      this.#change(() => this.#rename(dirname(path), [[path, made]]));
      inode = made;
    }
    const fd = this.#nextFd++;
    // Who appends writes at the end, whoever else wrote meanwhile.
    this.#open.set(fd, { inode, at: flags === "a" ? null : 0 });
    return fd;
  }

  close(fd: number): void {
    this.#inode(fd);
    this.#open.delete(fd);
  }

  read(fd: number, buffer: Uint8Array, position: number): number {
    const part = this.#inode(fd).now.subarray(position, position + buffer.length);
    buffer.set(part);
    return part.length;
  }

  write(fd: number, bytes: Uint8Array): number {
    const inode = this.#inode(fd);
    this.#change(() => {
      const handle = this.#open.get(fd)!;
      const start = handle.at ?? inode.now.length;
      const written = new Uint8Array(Math.max(inode.now.length, start + bytes.length));
      written.set(inode.now);
      written.set(bytes, start);
      inode.now = written;
      if (handle.at !== null) handle.at += bytes.length;
      markDirty(inode, start, start + bytes.length);
    });
    return bytes.length;
  }

  size(fd: number): number {
    return this.#inode(fd).now.length;
  }

  truncate(fd: number, length: number): void {
    const inode = this.#inode(fd);
    this.#change(() => {
      markDirty(inode, length, inode.now.length);
      inode.now = inode.now.slice(0, length);
    });
  }

  syncData(fd: number): void {
    const inode = this.#inode(fd);
    this.#change(() => {
      inode.durable = inode.now;
      inode.dirty.clear();
    });
  }

  sync(fd: number): void {
    this.syncData(fd);
  }

  syncFolder(path: string): void {
    if (this.#names.get(path) !== "folder") throw failure("ENOENT");
    this.#change(() => {
      for (const { folder, changes } of this.#renamings) if (folder === path) apply(this.#durableNames, changes);
      this.#renamings = this.#renamings.filter(({ folder }) => folder !== path);
    });
  }

  makeFolder(path: string): void {
    if (this.#names.has(path)) return;
    this.makeFolder(dirname(path));
    this.#change(() => this.#rename(dirname(path), [[path, "folder"]]));
  }

  /** A file's bytes as programs see them; `null` when there is none. */
  bytesOf(path: string): Uint8Array | null {
    const inode = this.#names.get(path);
    return inode === undefined || inode === "folder" ? null : inode.now;
  }

  exists(path: string): boolean {
    return this.#names.has(path);
  }

  rename(from: string, to: string): void {
    const inode = this.#names.get(from);
    if (inode === undefined) throw failure("ENOENT");
    const changes: Renaming = [
      [to, inode],
      [from, null],
    ];
    this.#change(() => this.#rename(dirname(to), changes));
  }

  remove(path: string): void {
    if (this.#names.has(path)) this.#change(() => this.#rename(dirname(path), [[path, null]]));
  }

  /** Whether a power cut now could take anything. */
  get isUnsettled(): boolean {
    if (this.#renamings.length > 0) return true;
    return [...this.#names.values()].some(
      (inode) => inode !== "folder" && (inode.dirty.size > 0 || inode.now !== inode.durable),
    );
  }

  /** The disk as a power cut now could leave it. This one goes on as if nothing had happened. */
  crash(random: Random): SimulatedDisk {
    const names = new Map(this.#durableNames);
    // Journalling disks keep the order of renamings; the standard asks for none.
    const keepsOrder = random.below(2) === 0;
    let kept = keepsOrder ? random.below(this.#renamings.length + 1) : 0;
    for (const { changes } of this.#renamings) {
      if (keepsOrder ? kept-- > 0 : random.below(2) === 0) apply(names, changes);
    }
    const after = new SimulatedDisk();
    const inodes = new Map<Inode, Inode>();
    for (const [path, inode] of [...names].sort(([a], [b]) => a.length - b.length)) {
      if (path !== "/" && after.#names.get(dirname(path)) !== "folder") continue;
      const found = inode === "folder" ? inode : (inodes.get(inode) ?? crashed(inode, random));
      if (inode !== "folder") inodes.set(inode, found as Inode);
      after.#names.set(path, found);
      after.#durableNames.set(path, found);
    }
    return after;
  }

  #change(change: () => void): void {
    this.onChange();
    change();
    this.onChange();
  }

  #rename(folder: string, changes: Renaming): void {
    if (this.#names.get(folder) !== "folder") throw failure("ENOENT");
    apply(this.#names, changes);
    this.#renamings.push({ folder, changes });
  }

  #inode(fd: number): Inode {
    const handle = this.#open.get(fd);
    if (handle === undefined) throw failure("EBADF");
    return handle.inode;
  }
}

function apply(names: Map<string, Inode | "folder">, changes: Renaming): void {
  for (const [path, inode] of changes) {
    if (inode === null) names.delete(path);
    else names.set(path, inode);
  }
}

function markDirty(inode: Inode, from: number, to: number): void {
  for (let sector = Math.floor(from / SECTOR); sector * SECTOR < to; sector += 1) inode.dirty.add(sector);
}

function crashed({ now, durable, dirty }: Inode, random: Random): Inode {
  if (dirty.size === 0 && now.length === durable.length) return { now: durable, durable, dirty: new Set() };
  const [short, long] = [Math.min(now.length, durable.length), Math.max(now.length, durable.length)];
  const length = [durable.length, now.length, short + random.below(long - short + 1)][random.below(3)]!;
  const bytes = new Uint8Array(length);
  bytes.set(durable.subarray(0, length));
  for (const sector of dirty) {
    const start = sector * SECTOR;
    const end = Math.min(start + SECTOR, length, now.length);
    if (start >= end) continue;
    const fate = random.below(4);
    // Missing: what stood there before, or zeros, or what a file that is long gone left there.
    if (fate === 0) {
      if (random.below(8) === 0 && start >= durable.length) bytes.fill(33 + random.below(90), start, end);
      continue;
    }
    const cut = fate === 1 ? start + random.below(end - start + 1) : end;
    bytes.set(now.subarray(start, cut), start);
  }
  return { now: bytes, durable: bytes, dirty: new Set() };
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: the simulated disk says so`), { code });
}
