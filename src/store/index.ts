// A case's truth on disk: the ledger of acts, their private values, the keys and the guard outside the case.
// It never judges what a value means, never repairs what was recorded, and never answers before the disk has.
// Example: `openStore({ dir, home, effects }).acts()` reads every act and checks it against what was signed.
export type { Act, JsonObject, NewAct } from "./act.ts";
export { acceptHead, type HeldKeys, lookForKeys, readCaseKeys, readGenesis, writeCaseKeys } from "./case-keys.ts";
export { type CreateOptions, createStore, type JoinOptions, joinStore } from "./create-store.ts";
export {
  type DeviceFiles,
  type DeviceLog,
  deviceLetters,
  eraseDeviceValues,
  putDeviceFiles,
  readDeviceFiles,
  readDeviceLog,
} from "./device-log.ts";
export { storeError, storeErrors } from "./errors.ts";
export { type Files, makeFolderDurably, realFiles, systemCode, writeAll, writeFileDurably } from "./files.ts";
export type { Guard, Guards, Head } from "./guard.ts";
export { deviceHere, keyFolder, resolveHome } from "./home.ts";
export { isKeyFileSealed, openApproverKey, sealKeys } from "./key-file.ts";
export { DEVICE_LETTERS } from "./layout.ts";
export { type OpenOptions, openStore } from "./open-store.ts";
export { type Database, openDatabase } from "./sqlite.ts";
export type { Store } from "./store.ts";
export type { TornTail } from "./tail.ts";
export { writeFailure } from "./write-error.ts";
export { noCaseKey } from "./writer.ts";
