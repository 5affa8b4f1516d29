/** Sample types a raster can hold. */
export type SampleType = "u8" | "i8" | "u16" | "i16" | "u32" | "i32" | "f32" | "f64";

export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

const CONSTRUCTORS = {
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

export function makeSamples(type: SampleType, length: number): Samples {
  return new CONSTRUCTORS[type](length);
}

/** A view of little-endian bytes as samples; copies when the bytes are not aligned. */
export function viewSamples(type: SampleType, bytes: Uint8Array): Samples {
  const Type = CONSTRUCTORS[type];
  const size = Type.BYTES_PER_ELEMENT;
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  return new Type(aligned.buffer as ArrayBuffer, aligned.byteOffset, Math.floor(bytes.length / size));
}

export function bytesPerSample(type: SampleType): number {
  return CONSTRUCTORS[type].BYTES_PER_ELEMENT;
}

/** Window in pixels: columns x..x+width-1, rows y..y+height-1. */
export interface PixelWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
