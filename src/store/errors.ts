import { type ErrorTable, EXIT, errorMaker } from "#kernel";

/** What can go wrong with the ledger, the private values, the keys and the guard. */
export const storeErrors = {
  "store/exists": { exit: EXIT.refused, about: "There is a case in this folder already. Choose another folder." },
  "store/not-found": {
    exit: EXIT.noCase,
    about: "The folder holds no ledger. Stand in a case, or name one with --case.",
  },
  "store/locked": {
    exit: EXIT.inUse,
    about: "Another snowmelt is writing to this case. Wait for it to end, or end it; nothing is lost by ending it.",
  },
  "store/no-key": {
    exit: EXIT.wrongKey,
    about:
      "The keys of this case are not in your configuration folder (SNOWMELT_HOME), so nothing can be recorded or signed. Reading and verifying work without them. Copy the case's key folder from the machine the case was made on, or from its backup.",
  },
  "store/no-case-key": {
    exit: EXIT.wrongKey,
    about:
      "This device joined the case and holds the key of its own log only. Dossiers, changes of the keys and recovery sheets are signed where the case was made.",
  },
  "store/passphrase-needed": {
    exit: EXIT.wrongKey,
    about:
      "The keys are under a passphrase and none was given. Type it at a terminal, or name a file with --passphrase-file or SNOWMELT_PASSPHRASE_FILE.",
  },
  "store/empty-passphrase": {
    exit: EXIT.usage,
    about:
      "A passphrase has at least one character. To work without one, say so with --no-passphrase; the ledger records it.",
  },
  "store/wrong-key": {
    exit: EXIT.wrongKey,
    about:
      "The passphrase does not open the keys, or the key file is damaged or of another case; which of these cannot be told apart, on purpose. Try again, or restore the key file from its backup.",
  },
  "store/corrupt": {
    exit: EXIT.verification,
    about:
      "Something that had been recorded is damaged: bytes were changed, lost or added before the last signed marker. Nothing is cut or repaired. Restore the named file from a backup; the case can still be looked at.",
  },
  "store/forked": {
    exit: EXIT.verification,
    about:
      "The ledger does not hold what this machine last signed: it was put back from an older backup, cut, or rewritten. Nothing is cut, and nothing more is signed, since two histories would then carry your signature. Restore the newest copy of the case.",
  },
  "store/no-guard": {
    exit: EXIT.verification,
    about:
      "The guard file, which remembers what this machine signed last, is missing or damaged, so an older copy of the ledger could not be told from the newest. Restore the case's key folder from its backup.",
  },
  "store/changed": {
    exit: EXIT.verification,
    about:
      "The ledger or the private values grew or shrank while this command held the lock: another program wrote to them.",
  },
  "store/unknown-version": {
    exit: EXIT.refused,
    about: "The case was made by a newer snowmelt, whose format this one does not know. Install the newer one.",
  },
  "store/unreadable": {
    exit: EXIT.refused,
    about: "A file of the case cannot be read: no permission, or the disk fails.",
  },
  "store/disk-full": {
    exit: EXIT.refused,
    about:
      "The disk is full. What was being recorded is not recorded; what was before is safe. Free some room and repeat.",
  },
  "store/write-failed": {
    exit: EXIT.refused,
    about:
      "The disk refused what was written to it. What was being recorded is not recorded; what was before is safe. Check the disk, make a copy of the case, then repeat.",
  },
  "store/read-only": {
    exit: EXIT.refused,
    about:
      "After a failed write the case could not be put back to its last signed state at once. The next command will.",
  },
  "store/too-large": {
    exit: EXIT.refused,
    about: "The act's public part exceeds 65,535 bytes, or its private value 64 MiB. Split it.",
  },
  "store/bad-clock": {
    exit: EXIT.refused,
    about: "The clock of this machine shows a year before 1 or after 9999. Set it.",
  },
} as const satisfies ErrorTable;

export const storeError = errorMaker(storeErrors);
