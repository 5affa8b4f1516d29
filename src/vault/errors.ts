import { type ErrorTable, EXIT, errorMaker } from "#kernel";

/** What can go wrong while files come in or are read back. */
export const vaultErrors = {
  "vault/not-found": { exit: EXIT.refused, about: "There is no file or folder of this name. Check the path." },
  "vault/unreadable": {
    exit: EXIT.refused,
    about:
      "The file or folder cannot be read: no permission, or the disk fails. Make it readable, or copy what can be saved.",
  },
  "vault/not-a-file": {
    exit: EXIT.refused,
    about: "A device, pipe or socket is no exhibit. Save its content to a file, or pipe it to `snowmelt collect -`.",
  },
  "vault/link": {
    exit: EXIT.refused,
    about: "Links inside a folder are not followed, since they may lead anywhere. Name the file it points to.",
  },
  "vault/link-loop": { exit: EXIT.refused, about: "The link leads back to itself. Name the file that is meant." },
  "vault/empty-file": { exit: EXIT.refused, about: "The file has no bytes. Copy it again from where it came from." },
  "vault/changed-while-read": {
    exit: EXIT.refused,
    about: "The file changed while it was read, so its hash would be of no state it ever had. Collect a copy at rest.",
  },
  "vault/unsafe-name": {
    exit: EXIT.refused,
    about:
      "The name holds control characters, characters that reorder text, or bytes that are not UTF-8. Rename a copy, or pipe it in with --name.",
  },
  "vault/name-too-long": {
    exit: EXIT.refused,
    about: "A part of the name is above 255 characters, or the whole above 4,096. Rename a copy.",
  },
  "vault/inside-case": {
    exit: EXIT.refused,
    about: "The path is the case folder, or one of its own folders. Collect from outside of it.",
  },
  "vault/disk-full": {
    exit: EXIT.refused,
    about: "The disk of the case has not enough room. Free some and run the same command again; it continues.",
  },
  "vault/write-failed": {
    exit: EXIT.refused,
    about:
      "The disk of the case does not take what is written. Check it, then run the same command again; it continues.",
  },
  "vault/bad-proxy": {
    exit: EXIT.usage,
    about:
      "What --proxy was given is no address of a proxy: socks5://HOST:PORT or http://HOST:PORT, without a password.",
  },
  "vault/bad-facts": {
    exit: EXIT.refused,
    about:
      "The table of facts has cells that cannot be used, each listed with line and column. See collect --template.",
  },
  "vault/archive-broken": {
    exit: EXIT.refused,
    about:
      "The archive's directory is damaged or contradicts itself. The archive is kept as one exhibit, its members are not.",
  },
  "vault/archive-too-big": {
    exit: EXIT.refused,
    about:
      "The archive holds above 100,000 entries or 10 GB, or inflates above 200 times, as archives made to choke a program do. Unpack it yourself and collect the folder.",
  },
  "vault/archive-too-deep": {
    exit: EXIT.refused,
    about:
      "Archives are opened three deep. The one inside is kept as an exhibit; unpack it yourself to collect its files.",
  },
  "vault/member-path": {
    exit: EXIT.refused,
    about: "The member's path leads out of the archive, or is a link or the name of a device.",
  },
  "vault/member-clash": {
    exit: EXIT.refused,
    about:
      "Two members have names that are one name on other systems (case, or ways to write accents). The first is kept.",
  },
  "vault/member-locked": {
    exit: EXIT.refused,
    about: "The member is encrypted, or packed by a method other than store and deflate. Unpack it yourself.",
  },
  "vault/member-damaged": {
    exit: EXIT.refused,
    about: "The member does not unpack to the size and checksum it states.",
  },
  "vault/bad-address": {
    exit: EXIT.refused,
    about:
      "A page is captured from an http: or https: address without a name or password in it. Files are collected by their path.",
  },
  "vault/private-address": {
    exit: EXIT.refused,
    about:
      "The address, or one it leads to, lies in a private network or on this machine. A page of your own network is captured with --allow-private.",
  },
  "vault/bad-certificate": {
    exit: EXIT.refused,
    about:
      "The site's certificate is not trusted: expired, of another name, or of an unknown authority. --any-certificate captures the page all the same and puts the fault on record.",
  },
  "vault/no-browser": {
    exit: EXIT.refused,
    about:
      "Capturing a page needs a Chromium or Chrome. Install one, or name one in SNOWMELT_CHROMIUM; the package @sparticuz/chromium carries one.",
  },
  "vault/capture-failed": {
    exit: EXIT.refused,
    about:
      "The page did not come: no such host, no connection, no answer in time, a file to download instead of a page, or the browser ended.",
  },
  "vault/wacz-lies": {
    exit: EXIT.refused,
    about:
      "Something that the web archive (WACZ) states about itself is not so: a hash, a size, an index, a signature, a time stamp. It is kept as an exhibit, with what was found on record.",
  },
  "vault/wacz-broken": {
    exit: EXIT.refused,
    about:
      "The file is named as a web archive (WACZ), and cannot be read as one. It is kept as an exhibit, with what was found on record.",
  },
  "vault/missing-exhibit": {
    exit: EXIT.verification,
    about:
      "The ledger names an exhibit whose bytes are not in the vault. Restore the file from a backup, or collect it again.",
  },
  "vault/damaged-exhibit": {
    exit: EXIT.verification,
    about:
      "The bytes in the vault are not those that were preserved. Restore the file from a backup, or collect it again.",
  },
  "vault/not-an-image": {
    exit: EXIT.refused,
    about:
      "The bytes cannot be decoded as one image of at most 100 megapixels, so no public copy without metadata can be made.",
  },
} as const satisfies ErrorTable;

export const vaultError = errorMaker(vaultErrors);
