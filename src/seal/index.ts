// Everything that proves: Merkle trees, salted commitments, signatures, checkpoints, and the reader that checks a log.
// It never touches a file, a clock or a random number; keys and bytes are handed in.
// Example: `verifyEntryProof(proof, tlogProof, origin, logKey)` checks one entry of a dossier against the signed log.
export { type Checkpoint, noteFromMarker, noteKeyId, parseCheckpoint, verifyCheckpoint } from "./checkpoint.ts";
export {
  commit,
  type Disclosure,
  disclose,
  RECORD_KEY_BYTES,
  type RecordProof,
  verifyRecordProof,
} from "./commitment.ts";
export {
  generateKeys,
  publicKeyOf,
  publicKeyPem,
  readPublicKeyPem,
  type SigningKeys,
  sign,
  signer,
  verifier,
  verify,
} from "./ed25519.ts";
export { type Entry, formatEntry, keyName, MAX_ENTRY_BYTES, parseEntry } from "./entry.ts";
export { type EntryProof, type ProofFault, type ProvedEntry, verifyEntryProof } from "./entry-proof.ts";
export { GENESIS_KIND, type Genesis, isOrigin, parseGenesis } from "./genesis.ts";
export { type CheckedMarker, type LogFault, type LoggedEntry, LogReader, type LogReaderOptions } from "./log-reader.ts";
export { formatMarker, type Marker, type MarkerSigner, markerHash, parseMarker } from "./marker.ts";
export { MerkleFrontier } from "./merkle-frontier.ts";
export { emptyRoot, leafHash, merkleRoot, nodeHash } from "./merkle-hash.ts";
export { verifyConsistency, verifyInclusion } from "./merkle-proof.ts";
export { MerkleTree } from "./merkle-tree.ts";
export { flatten, type Leaf } from "./pointer.ts";
export { isAcceptablePublicKey } from "./public-key.ts";
export {
  applyRosterEntry,
  firstRoster,
  isRosterKind,
  REVOKE_REASONS,
  type Revocation,
  type RevokeReason,
  type Roster,
  type RosterChange,
  type RosterKey,
  readRosterChange,
  rosterMessage,
  rotationTo,
  signRosterChange,
} from "./roster.ts";
export { nonceOf, timestampRequest } from "./timestamp/request.ts";
export { OTHER_BYTES, type TimestampProof, verifyTimestamp } from "./timestamp/verify-timestamp.ts";
export { formatTlogProof, parseTlogProof, type TlogProof, verifyTlogProof } from "./tlog-proof.ts";
