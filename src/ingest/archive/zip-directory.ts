import { AppError } from '../../core/app-error';
import { readBytes, sizeOf, type SourceFile } from '../source-file';

/** One entry as the zip's central directory lists it; nothing of it was read yet. Sizes in bytes are claims until the entry was read. */
export interface ZipEntry {
  /** Path inside the zip, '/' between folders, never trusted as a path. */
  readonly path: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly encrypted: boolean;
  /** Where its local header begins. */
  readonly offset: number;
}

export interface ZipLimits {
  readonly entries: number;
  /** Sum of all entries unpacked. */
  readonly bytes: number;
  /** Unpacked to packed, asked only of entries of more than `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

/** Office files pack to a tenth or a fiftieth; deflate cannot do better than 1 : 1032. */
export const zipLimits: ZipLimits = { entries: 20_000, bytes: 4_000_000_000, ratio: 250, ratioFromBytes: 50_000_000 };

const endBytes = 22;
const longestComment = 65_535;

/**
 * The entries of a zip, from its central directory alone: names and sizes are known before a byte is unpacked. Zip64 is read.
 * @throws AppError `file-damaged` when there is no sound directory, `file-bomb` when it claims more than `limits` allow
 */
export async function readZipDirectory(source: SourceFile, limits: ZipLimits = zipLimits): Promise<ZipEntry[]> {
  const size = sizeOf(source);
  const damaged = (reason: string) => new AppError('file-damaged', { file: source.name, kind: 'ZIP', reason });
  const tailFrom = Math.max(0, size - endBytes - longestComment);
  const tail = view(await readBytes(source, tailFrom, size));
  let end = tail.byteLength - endBytes;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw damaged('no central directory');
  let count = tail.getUint16(end + 10, true);
  let bytes = tail.getUint32(end + 12, true);
  let from = tail.getUint32(end + 16, true);
  if (count === 0xffff || bytes === 0xffffffff || from === 0xffffffff) {
    const locator = end - 20;
    if (locator < 0 || tail.getUint32(locator, true) !== 0x07064b50) throw damaged('no zip64 directory');
    const at = Number(tail.getBigUint64(locator + 8, true));
    const record = view(await readBytes(source, at, at + 56));
    if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50) throw damaged('no zip64 directory');
    count = Number(record.getBigUint64(32, true));
    bytes = Number(record.getBigUint64(40, true));
    from = Number(record.getBigUint64(48, true));
  }
  if (count > limits.entries) throw new AppError('file-bomb', { file: source.name, claim: `${count}`, limit: `${limits.entries}` });
  if (from + bytes > size || bytes < count * 46) throw damaged('directory outside the file');
  const entries = entriesIn(view(await readBytes(source, from, from + bytes)), count);
  if (entries === null) throw damaged('directory cut');
  for (const entry of entries) if (entry.offset + entry.packedBytes > size) throw damaged('entry outside the file');
  refuseBombs(source.name, entries, limits);
  return entries;
}

function entriesIn(directory: DataView, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== 0x02014b50) return null;
    const flags = directory.getUint16(at + 8, true);
    const nameBytes = directory.getUint16(at + 28, true);
    const extraBytes = directory.getUint16(at + 30, true);
    const next = at + 46 + nameBytes + extraBytes + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) return null;
    const sizes = {
      bytes: directory.getUint32(at + 24, true),
      packedBytes: directory.getUint32(at + 20, true),
      offset: directory.getUint32(at + 42, true),
    };
    readLongSizes(directory, at + 46 + nameBytes, extraBytes, sizes);
    const name = new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameBytes);
    entries.push({
      path: entryName(name).replaceAll('\\', '/'),
      method: directory.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      ...sizes,
    });
    at = next;
  }
  return entries;
}

/** Zip64: what did not fit into 32 bits stands in an extra field, in this order. */
function readLongSizes(
  directory: DataView,
  from: number,
  bytes: number,
  sizes: { bytes: number; packedBytes: number; offset: number },
): void {
  for (let at = from; at + 4 <= from + bytes; at += 4 + directory.getUint16(at + 2, true)) {
    if (directory.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const key of ['bytes', 'packedBytes', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || field + 8 > from + bytes) continue;
      sizes[key] = Number(directory.getBigUint64(field, true));
      field += 8;
    }
  }
}

/** UTF-8 where it is valid, whatever the flag says; else the code page of a Vietnamese Windows. */
function entryName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  }
}

function refuseBombs(file: string, entries: readonly ZipEntry[], limits: ZipLimits): void {
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (total > limits.bytes) throw new AppError('file-bomb', { file, claim: megabytes(total), limit: megabytes(limits.bytes) });
  for (const entry of entries)
    if (entry.bytes > limits.ratioFromBytes && entry.bytes > entry.packedBytes * limits.ratio)
      throw new AppError('file-bomb', {
        file,
        claim: `${megabytes(entry.bytes)} / ${megabytes(entry.packedBytes)}`,
        limit: `${limits.ratio} : 1`,
      });
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
