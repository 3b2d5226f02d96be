import { readBytes, sizeOf, type SourceFile } from '../ingest/source-file';

const slice = 4 * 1024 * 1024;

/** Do two files hold the very same bytes? Nothing is read unless they are of one size. A file that can no longer be read is another one. */
export async function sameBytes(a: SourceFile, b: SourceFile): Promise<boolean> {
  const size = sizeOf(a);
  if (size !== sizeOf(b)) return false;
  try {
    for (let from = 0; from < size; from += slice) {
      const [left, right] = await Promise.all([readBytes(a, from, from + slice), readBytes(b, from, from + slice)]);
      if (left.length !== right.length || left.some((byte, i) => byte !== right[i])) return false;
    }
    return true;
  } catch {
    return false;
  }
}
