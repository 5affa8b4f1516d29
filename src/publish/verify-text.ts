import type { BagInfo } from "./info.ts";

/** VERIFY.txt: how a stranger checks the bag, with our verifier and with public tools only. */
export function verifyText(info: BagInfo): string {
  return `HOW TO CHECK THIS DOSSIER

You need no network and need not trust the program that made it.

1. With the verifier that travels with the dossier (Node.js 20 or newer; one file, no dependency):

     node verify.mjs

   It ends with status 0 when everything was checked, 20 when something is wrong, 3 when something could not be checked
   here. It was written by whoever made this dossier. If you do not trust it, take verify.mjs from a copy of Snowmelt that you
   do trust, or write your own: the format is described in docs/formats/dossier.md of Snowmelt.

   Without Node.js: open verify.html in a browser, where it lies here, and choose this folder. It goes to no network.

2. With public tools, on this folder:

     sha256sum -c tagmanifest-sha256.txt
     sha256sum -c manifest-sha256.txt
     openssl pkeyutl -verify -pubin -inkey keys/case.pem -rawin -in tagmanifest-sha256.txt -sigfile tagmanifest-sha256.txt.sig

   The first two show that no file was changed, the third that the holder of the case key made this very bag. No file
   may lie here that neither manifest names, but the second manifest and its signature.

   The log's own signature: the text of "checkpoint" up to its empty line, signed by the log key.

     sed '/^$/,$d' checkpoint > note.tmp
     tail -n 1 checkpoint | cut -d ' ' -f 3 | base64 -d | tail -c 64 > note.sig.tmp
     openssl pkeyutl -verify -pubin -inkey keys/log.pem -rawin -in note.tmp -sigfile note.sig.tmp

   (Delete note.tmp and note.sig.tmp afterwards: they do not belong to the bag.)

3. Compare the fingerprint of the case key with one that reached you another way: by telephone, on paper, from the
   publisher's own site. Without that you know that the dossier is whole, not who made it.

     openssl pkey -pubin -in keys/case.pem -outform DER | tail -c 32 | sha256sum
     ${info["Snowmelt-Case-Key"]}

4. Where a folder "time" lies here: when the acts were recorded, by the word of an authority for time stamps. For each
   number N that a file time/N.tsr has:

     openssl ts -verify -data time/N.note -in time/N.tsr -CAfile time/N.pem
     openssl ts -reply -in time/N.tsr -text

   The first N acts were recorded before the time that the second prints. Where the authority's certificate has run out
   since, add -attime and that time in seconds since 1970. Compare the certificates with those that the authority publishes.

5. Where you hold an earlier dossier of the same publisher for the same readers, and want to know whether this one takes
   its place, and what was changed:

     node verify.mjs . FOLDER-OF-THE-EARLIER

What the check shows: these words were recorded in this order under this key, and were not changed since.
What it cannot show: that they are true, when exactly they were recorded, or what was left out.
`;
}
