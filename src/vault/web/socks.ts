import type { Socket } from "node:net";

/** A host without the brackets of IPv6. */
export function plain(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}

/** Reads a number of bytes. @throws Error when the other side ends before */
export type Read = (count: number) => Promise<Buffer>;

export function reader(socket: Socket): Read {
  return async (count) => {
    for (;;) {
      const chunk = count === 0 ? Buffer.alloc(0) : (socket.read(count) as Buffer | null);
      if (chunk !== null) {
        if (chunk.length !== count) throw new Error("ended early");
        return chunk;
      }
      await new Promise<void>((done, fail) => {
        const settle = (): void => {
          socket.off("readable", settle);
          socket.off("close", settle);
          if (socket.destroyed || socket.readableEnded) fail(new Error("ended early"));
          else done();
        };
        socket.on("readable", settle);
        socket.on("close", settle);
      });
    }
  };
}

/** The host as text; IPv6 without brackets. */
export async function readHost(kind: number, read: Read): Promise<string | null> {
  if (kind === 1) return [...(await read(4))].join(".");
  if (kind === 3) return plain((await read((await read(1))[0]!)).toString("latin1"));
  if (kind !== 4) return null;
  const bytes = await read(16);
  const text = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2).toString(16)).join(":");
  // As addresses of the web are written.
  return plain(new URL(`http://[${text}]/`).hostname);
}
