import { PUBLIC_KEY_BYTES } from "./ed25519.ts";

// RFC 8032 section 5.1: the field and the curve -x^2 + y^2 = 1 + d x^2 y^2.
const P = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/** The y coordinates of the eight points whose order divides 8; a signature by such a key can hold for any message. */
const LOW_ORDER = new Set([
  0n,
  1n,
  P - 1n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
]);

/**
 * Whether a public key may be enrolled: 32 bytes, the one canonical encoding of a point on the curve, and not one of
 * the low-order points, on which verifiers disagree and whose signatures prove nothing.
 */
export function isAcceptablePublicKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return false;
  const encoded = BigInt(`0x${Buffer.from(publicKey).reverse().toString("hex")}`);
  const y = BigInt.asUintN(255, encoded);
  return y < P && !LOW_ORDER.has(y) && isOnCurve(y);
}

/** Whether x^2 = (y^2 - 1) / (d y^2 + 1) has a root, by Euler's criterion; u / v is a square iff u v is. */
function isOnCurve(y: bigint): boolean {
  const square = (y * y) % P;
  const product = ((square - 1n + P) * (D * square + 1n)) % P;
  return power(product, (P - 1n) / 2n) === 1n;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % P;
    factor = (factor * factor) % P;
  }
  return result;
}
