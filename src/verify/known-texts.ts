/**
 * SHA-256 of the texts that stand in every dossier alike, so that nobody can put a statement into them. A text that is changed
 * gets its new digest here and in docs/formats/dossier.md; the old one stays, for dossiers that are out in the world.
 */

/** The one style sheet: another could hide words or add some. */
export const KNOWN_STYLES: readonly string[] = ["9e8a638342314d863541869588933687454e545f0b7a981e8522f1a3100ad56e"];

/** VERIFY.txt with 64 zeros for the fingerprint. */
export const KNOWN_VERIFY_TEXTS: readonly string[] = [
  "3f665ac26f582bb39697bc4aaad313e632ad158d438838f47edd589b31d64db7",
  "7c8a39dc61d88f96f5faacf605a62ac521b80b3f2e0a6d550c7f2642b2046845",
  "1c434aaeb4d17877370e6e8f691ff70b5a6e173e563fdcd28a522853f9f3cff7",
];

/** data/README.txt */
export const KNOWN_README: readonly string[] = ["c52a1be2d40b2274aea399dcece2f85854254fc64302fb652b76c7cc323f27e1"];
