/** A file as the reader takes it: a dropped File (read in slices, never whole) or bytes (node, paste). */
export type SourceFile =
  { readonly name: string; readonly size: number; readonly file: File } | { readonly name: string; readonly bytes: Uint8Array };

/** Size in bytes. */
export function sizeOf(source: SourceFile): number {
  return 'bytes' in source ? source.bytes.byteLength : source.size;
}

/** Bytes from `start` (inclusive) to `end` (exclusive, clamped to the file's end). The engine empties buffers it is given, so this is a copy or a view never handed on. */
export async function readBytes(source: SourceFile, start: number, end: number): Promise<Uint8Array> {
  if ('bytes' in source) return source.bytes.subarray(start, Math.min(end, source.bytes.byteLength));
  return new Uint8Array(await source.file.slice(start, end).arrayBuffer());
}

/** The file in slices of `sliceBytes` (default 2 MiB), in order. `start` skips a byte order mark. */
export async function* byteSlices(source: SourceFile, start = 0, sliceBytes = 2 * 1024 * 1024): AsyncGenerator<Uint8Array> {
  const size = sizeOf(source);
  for (let from = start; from < size; from += sliceBytes) yield readBytes(source, from, from + sliceBytes);
}
