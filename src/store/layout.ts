import { join } from "node:path";

/** Devices are letters; a case begins with a. */
export const DEVICE_LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Where a device's files lie in a case folder. */
export interface Layout {
  readonly ledgerFolder: string;
  readonly privateFolder: string;
  readonly ledgerName: string;
  readonly ledger: string;
  readonly private: string;
}

export function layoutOf(dir: string, device: string): Layout {
  const ledgerFolder = join(dir, "ledger");
  const privateFolder = join(dir, "private");
  const ledgerName = `${device}.jsonl`;
  return {
    ledgerFolder,
    privateFolder,
    ledgerName,
    ledger: join(ledgerFolder, ledgerName),
    private: join(privateFolder, ledgerName),
  };
}
