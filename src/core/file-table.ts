/**
 * Several files as one run of bytes: the length of the list (4 bytes, little endian), the list (JSON: name and size of each), the files one after the other.
 */
export function packFiles(files: readonly (readonly [name: string, bytes: Uint8Array])[]): Uint8Array {
  const list = new TextEncoder().encode(JSON.stringify(files.map(([name, bytes]) => [name, bytes.length])));
  const packed = new Uint8Array(4 + list.length + files.reduce((sum, [, bytes]) => sum + bytes.length, 0));
  new DataView(packed.buffer).setUint32(0, list.length, true);
  packed.set(list, 4);
  let at = 4 + list.length;
  for (const [, bytes] of files) {
    packed.set(bytes, at);
    at += bytes.length;
  }
  return packed;
}

/** What `packFiles` packed; each file is a view into `packed`. */
export function unpackFiles(packed: Uint8Array): [name: string, bytes: Uint8Array<ArrayBuffer>][] {
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  const list = JSON.parse(new TextDecoder().decode(packed.subarray(4, 4 + length))) as [name: string, size: number][];
  let at = 4 + length;
  return list.map(([name, size]) => {
    at += size;
    return [name, packed.subarray(at - size, at) as Uint8Array<ArrayBuffer>];
  });
}
