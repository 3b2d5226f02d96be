/** What a file is by its first bytes, when it is not text: a short name that needs no translation, or null. */
export function binaryKind(head: Uint8Array): { kind: string; spreadsheet: boolean } | null {
  for (const { kind, magic, spreadsheet } of signatures) {
    if (magic.every((byte, i) => head[i] === byte)) return { kind, spreadsheet: spreadsheet ?? false };
  }
  return null;
}

/**
 * More than one byte in a thousand is NUL or another control character that text does not use.
 * Call it only after UTF-16 was ruled out.
 */
export function looksBinary(head: Uint8Array): boolean {
  let odd = 0;
  for (const byte of head)
    if (byte === 0 || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 0x1a)) odd++;
  return odd > 2 && odd > head.length / 1000;
}

const signatures: readonly { kind: string; magic: readonly number[]; spreadsheet?: boolean }[] = [
  { kind: 'PNG', magic: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'JPEG', magic: [0xff, 0xd8, 0xff] },
  { kind: 'GIF', magic: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'PDF', magic: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { kind: 'XLSX/ZIP', magic: [0x50, 0x4b, 0x03, 0x04], spreadsheet: true },
  { kind: 'ZIP', magic: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'XLS', magic: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], spreadsheet: true },
  { kind: 'GZIP', magic: [0x1f, 0x8b] },
  { kind: 'RAR', magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { kind: '7z', magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'Parquet', magic: [0x50, 0x41, 0x52, 0x31] },
  { kind: 'Arrow', magic: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31] },
];
