import { EXIT, errorMaker } from "#kernel";

export const caseErrors = {
  "case/not-found": {
    exit: EXIT.noCase,
    about:
      "There is no case.toml in this folder or above it. Stand in a case, name one with `--case DIR`, or make one with `snowmelt init DIR`.",
  },
  "case/exists": {
    exit: EXIT.refused,
    about: "`init` was asked to make a case in a folder that is not empty. It never writes over what is there.",
  },
  "case/unknown-format": {
    exit: EXIT.refused,
    about:
      "case.toml names a format that this version does not know. Nothing is read, so that nothing is misread; use the version of snowmelt that the message names.",
  },
  "case/hand-problems": {
    exit: EXIT.refused,
    about:
      "Something under hand/ or in case.toml does not hold together: malformed TOML, an unknown reference, a quote that is not found or found twice, a number typed into prose. All problems are listed with file, line and column; nothing was recorded.",
  },
  "case/unknown-id": {
    exit: EXIT.usage,
    about: "No item of the case has the id that was asked for.",
  },
  "case/list-recorded": {
    exit: EXIT.usage,
    about:
      "`link` was given `--map` or `--unique` for a list that is recorded otherwise. What is recorded stands under hand/, where a person changes it; the command never writes over it.",
  },
  "case/list-twice": {
    exit: EXIT.usage,
    about:
      "`link` was given one list twice, by its own id or by that of its exhibit. Repeats within a list are found without that.",
  },
  "case/ruling-recorded": {
    exit: EXIT.usage,
    about:
      "`link --decisions` was given a ruling on two mentions that are recorded as ruled otherwise. What is recorded stands under hand/, where a person changes it; the command never writes over it.",
  },
  "case/unknown-level": {
    exit: EXIT.usage,
    about: "A level is public, partner:<name>, court:<name>, team or protected.",
  },
  "case/unknown-audience": {
    exit: EXIT.usage,
    about: "case.toml defines no audience of that name.",
  },
  "case/bad-recipient": {
    exit: EXIT.usage,
    about:
      "`--crosswalk` names something that is no age recipient (age1...), so that nobody could open what is sealed.",
  },
  "case/no-typst": {
    exit: EXIT.refused,
    about:
      "A PDF was asked for with `--pdf` and Typst, an optional part, is not installed for this system. The message names the packages. Without `--pdf` everything else is made.",
  },
  "case/unknown-risk": {
    exit: EXIT.usage,
    about: "A risk that was to be taken by an approval is none of those that the program looks for.",
  },
  "case/pending": {
    exit: EXIT.refused,
    about:
      "Files under hand/ have changed and are not recorded yet. A dossier is made from recorded acts only: run `snowmelt run` first.",
  },
  "case/not-preserved": {
    exit: EXIT.refused,
    about:
      "A measurement is recorded only on inputs that are exhibits of the case: scenes, their items, masks and the sites. Collect them first, or measure with `--no-record`.",
  },
  "case/no-text": {
    exit: EXIT.refused,
    about: "The case has no hand/dossier.md, so there is nothing to publish.",
  },
  "case/not-signed": {
    exit: EXIT.wrongKey,
    about:
      "A device that joined changes its log key with the word of device a, and this is not it. Get it there: snowmelt keys rotate DEVICE KEY.",
  },
  "case/case-key-stays": {
    exit: EXIT.usage,
    about:
      "The case key cannot be changed: it is what readers know the case by, and there is no key above it that could vouch for another. Whoever may have it ends the case; begin a new one, and say so.",
  },
  "case/reader-ended": {
    exit: EXIT.refused,
    about:
      "PDFs, Word documents and web pages are read in a process that is shut in, and this one ended its reader or took too long. Save a copy as text where it can do no harm, and read that.",
  },
  "case/no-text-to-read": {
    exit: EXIT.refused,
    about:
      "The exhibit that was to be read has no text: it is a picture, a scan without a text layer, or a damaged file.",
  },
  "case/bad-derivation": {
    exit: EXIT.usage,
    about:
      "A translation or transcript cannot be recorded as it is: a language that is none, time codes that are none, the bytes of the original, or the same person who made and who checked it.",
  },
  "case/no-date": {
    exit: EXIT.usage,
    about:
      "An exhibit was to be read and nobody has said when it was published: relative times would have no day to count from.",
  },
  "case/no-answer": {
    exit: EXIT.refused,
    about: "The authority for time stamps did not answer, or not with a reply. The query stays, to be sent by hand.",
  },
  "case/bad-timestamp": {
    exit: EXIT.refused,
    about:
      "A reply of an authority for time stamps does not hold: it is for something else, its signature or certificate is not right, or it does not lead to the certificate named with `--authority`.",
  },
  "case/closed": {
    exit: EXIT.refused,
    about: "The case is sealed: its files are encrypted under sealed/. Open it with `snowmelt open`.",
  },
  "case/opening": {
    exit: EXIT.refused,
    about: "Opening a sealed case was interrupted. The encrypted files are whole; run `snowmelt open` again.",
  },
  "case/closing": {
    exit: EXIT.refused,
    about:
      "Closing a case was interrupted. Everything is encrypted; run `snowmelt seal` again to remove the plain files.",
  },
  "case/no-identity": {
    exit: EXIT.wrongKey,
    about: "The age identity that opens a sealed case is not in the key folder.",
  },
  "case/cannot-open": {
    exit: EXIT.wrongKey,
    about:
      "The passphrase does not open the identity of a sealed case, or its file is damaged. It is not said which: that would tell a guesser something.",
  },
  "case/damaged-seal": {
    exit: EXIT.verification,
    about: "Encrypted files of a sealed case are damaged or missing. All of them are named; the case stays closed.",
  },
  "case/bad-sheet": {
    exit: EXIT.wrongKey,
    about:
      "Shares of a recovery sheet do not restore the keys: a line is misread, a share is missing or of another case. Every fault of every sheet is named.",
  },
  "case/bad-backup": {
    exit: EXIT.refused,
    about:
      "The place for a copy of the case is inside the case, holds other files, another case, or another history of this one. Nothing there is written over.",
  },
  "case/backup-failed": {
    exit: EXIT.verification,
    about: "A copy of the case was made and does not verify. It is not recorded as a backup.",
  },
  "case/bad-merge": {
    exit: EXIT.refused,
    about:
      "The folder that was to be merged or joined is no whole copy of this case: another case, the same folder, a sealed one, a log that was forged, or exhibits whose bytes it does not hold.",
  },
  "case/not-enrolled": {
    exit: EXIT.wrongKey,
    about:
      "A folder holds the log of a device whose key is not in the roster. Compare the key with what that device shows, by another channel, and enrol it with `snowmelt keys enrol` where the case was made.",
  },
  "case/older-copy": {
    exit: EXIT.verification,
    about:
      "The other copy holds more of this device's own log than this one: this one is the older. Going on here would sign a second history.",
  },
  "case/forked": {
    exit: EXIT.verification,
    about:
      "Two histories of one device's log were met, which the same key signed. Both are kept, and nothing is published until people have looked: `snowmelt keys settle`.",
  },
  "case/device-here": {
    exit: EXIT.refused,
    about: "This machine holds keys of the case already, so it is one of its devices and cannot join as another.",
  },
  "case/device-taken": {
    exit: EXIT.usage,
    about: "The letter for a new device is not one of b to z, or belongs to another device or to ids of the case.",
  },
  "case/bad-key": {
    exit: EXIT.usage,
    about: "What was to be enrolled is no public key that may be used, or one that was enrolled before.",
  },
  "case/second-signer": {
    exit: EXIT.wrongKey,
    about:
      "case.toml says `signers = 2`, so publishing, erasing and changing keys need the signature of an approver's key, and there is none, or its key is not enrolled, was revoked, or cannot be opened. `snowmelt keys approver` makes one.",
  },
  "case/unknown-key": {
    exit: EXIT.usage,
    about:
      "No key, device or fork of the case has that name; or the key is the one that signs now, which is rotated first.",
  },
  "case/still-named": {
    exit: EXIT.refused,
    about:
      "`erase` found the item named under hand/, or others resting on it. It would be recorded again, or leave them without their evidence.",
  },
  "case/no-checkpoint": {
    exit: EXIT.usage,
    about: "The ledger has no signed checkpoint at the size asked for with `--at`.",
  },
} as const;

export const caseError: ReturnType<typeof errorMaker<typeof caseErrors>> = errorMaker(caseErrors);
