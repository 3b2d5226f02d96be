import type { SourceFile } from '../../ingest/source-file';

/** Files that carry no table and only come along with folders. */
const ignored = /^(\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

/** Files of a picker or an input, in the order of their names. */
export function sourcesOfList(list: FileList | readonly File[]): SourceFile[] {
  return [...list]
    .filter((file) => !ignored.test(file.name))
    .map((file) => ({ name: file.name, size: file.size, file }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Everything that was dropped, folders walked through to their end. Must be called within the drop event. */
export async function sourcesOf(transfer: DataTransfer): Promise<SourceFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  // The list of files empties once the event is over; take it before the first await.
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return sourcesOfList(plain);
  const files = await Promise.all(entries.map((entry) => (entry ? filesBelow(entry) : [])));
  return sourcesOfList(files.flat());
}

async function filesBelow(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A folder is handed out in pieces of at most a hundred entries, until an empty one.
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) return found;
    found.push(...(await Promise.all(piece.map(filesBelow))).flat());
  }
}
