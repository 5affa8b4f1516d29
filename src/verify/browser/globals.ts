// The build gives verify.html this for Node's global of the same name.
export { ByteBuffer as Buffer } from "./byte-buffer.ts";
