import { EXIT, errorMaker } from "#kernel";

export const cliErrors = {
  "cli/usage": {
    exit: EXIT.usage,
    about: "The words of the command do not fit: an unknown verb or option, a missing argument. Nothing was done.",
  },
  "cli/passphrase-file": {
    exit: EXIT.usage,
    about: "The file named by `--passphrase-file` or `SNOWMELT_PASSPHRASE_FILE` could not be read.",
  },
  "cli/not-confirmed": {
    exit: EXIT.disclosure,
    about:
      "Before a dossier is made, `publish` shows on the terminal what will be seen by whom and asks for the audience's name. Another answer was given. `--yes` leaves the question out.",
  },
  "cli/no-home": {
    exit: EXIT.usage,
    about: "There is no folder for keys and guards: neither SNOWMELT_HOME nor a home folder is set.",
  },
  "cli/cannot-write": {
    exit: EXIT.refused,
    about: "A result could not be written to the place asked for. Nothing in the case changed.",
  },
  "cli/disk-full": {
    exit: EXIT.refused,
    about:
      "The disk is full, and something that is not part of the record found no room: a derived file, a copy. Free some room and repeat; the same command continues.",
  },
  "cli/disk-failed": {
    exit: EXIT.refused,
    about:
      "A file of the case, or one that a command was to read or write, could not be used: no permission, a folder in a file's place, or a failing disk. Check it and repeat; the same command continues.",
  },
} as const;

export const cliError: ReturnType<typeof errorMaker<typeof cliErrors>> = errorMaker(cliErrors);
