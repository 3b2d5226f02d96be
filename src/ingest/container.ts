import { readZipDirectory, type ZipEntry } from './archive/zip-directory';
import { entryBytes } from './archive/zip-entry';
import type { SourceFile } from './source-file';

/** What a file is by its first bytes, when it is not text: a short name that needs no translation, or null. */
export type BinaryKind =
  'PNG' | 'JPEG' | 'GIF' | 'PDF' | 'ZIP' | 'OLE' | 'GZIP' | 'RAR' | '7z' | 'Parquet' | 'Arrow' | 'BIFF' | 'SQLite' | 'BZIP2' | 'XZ';

export function binaryKind(head: Uint8Array): BinaryKind | null {
  for (const [kind, magic] of signatures) if (magic.every((byte, i) => head[i] === byte)) return kind;
  return isArrowStream(head) ? 'Arrow' : null;
}

/** What a zip is: a kind of document, or an archive of files. */
export type ZipKind = 'xlsx' | 'xlsb' | 'ods' | 'Word' | 'PowerPoint' | 'OpenDocument' | 'Numbers' | 'archive';

/** @throws AppError file-damaged, file-bomb */
export async function zipKind(source: SourceFile): Promise<{ kind: ZipKind; entries: readonly ZipEntry[] }> {
  const entries = await readZipDirectory(source);
  const kind = kindOf(entries);
  const mimetype = entries.find((entry) => entry.path === 'mimetype');
  if (kind !== 'ods' || !mimetype) return { kind, entries };
  const type = new TextDecoder().decode(await entryBytes(source, mimetype, 1000));
  return { kind: type.includes('spreadsheet') ? 'ods' : 'OpenDocument', entries };
}

function kindOf(entries: readonly ZipEntry[]): ZipKind {
  const paths = new Set(entries.map((entry) => entry.path.replace(/^\//, '').toLowerCase()));
  if (paths.has('[content_types].xml')) {
    if (paths.has('xl/workbook.bin')) return 'xlsb';
    if (paths.has('word/document.xml')) return 'Word';
    if (paths.has('ppt/presentation.xml')) return 'PowerPoint';
    return 'xlsx';
  }
  if (paths.has('xl/workbook.xml')) return 'xlsx';
  if (paths.has('mimetype') && paths.has('content.xml')) return 'ods';
  if (paths.has('index/document.iwa') || paths.has('index.zip')) return 'Numbers';
  return 'archive';
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

/** What a text file is besides rows of cells, by how it begins. */
export type TextKind = 'html' | 'mhtml' | 'xml-spreadsheet' | 'json' | 'rows';

/** @param head the first characters, without byte order mark */
export function textKind(head: string, fileName: string): TextKind {
  const start = head.replace(/^\ufeff?\s+/, '').slice(0, 4000);
  if (/^<\?xml|^<Workbook\b|^<\?mso/i.test(start)) {
    if (/urn:schemas-microsoft-com:office:spreadsheet/.test(start)) return 'xml-spreadsheet';
    return /<html\b/i.test(start) ? 'html' : 'rows';
  }
  if (/^(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body|table|meta|style|div)\b/i.test(start)) return 'html';
  if (/^MIME-Version:/i.test(start) && /multipart\/related/i.test(start)) return 'mhtml';
  const named = /\.(json|ndjson|jsonl|geojson|topojson)$/i.test(fileName);
  if (named ? /^[[{"\d-]|^(true|false|null)\b/.test(start) : /^\[\s*\{\s*"|^\{\s*"[^"\n]*"\s*:/.test(start)) return 'json';
  return 'rows';
}

const signatures: readonly (readonly [kind: BinaryKind, magic: readonly number[]])[] = [
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ['ZIP', [0x50, 0x4b, 0x05, 0x06]],
  ['OLE', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  // Workbooks of Excel 2 to 4, before compound files.
  ['BIFF', [0x09, 0x00, 0x04, 0x00]],
  ['BIFF', [0x09, 0x02, 0x06, 0x00]],
  ['BIFF', [0x09, 0x04, 0x06, 0x00]],
  ['GZIP', [0x1f, 0x8b]],
  ['RAR', [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['BZIP2', [0x42, 0x5a, 0x68]],
  ['XZ', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
  ['Parquet', [0x50, 0x41, 0x52, 0x31]],
  ['Arrow', [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31]],
];

/** An Arrow IPC stream: a continuation mark and the length of a schema message. */
function isArrowStream(head: Uint8Array): boolean {
  const length = (head[4] ?? 0) | ((head[5] ?? 0) << 8) | ((head[6] ?? 0) << 16) | ((head[7] ?? 0) << 24);
  return (
    head[0] === 0xff && head[1] === 0xff && head[2] === 0xff && head[3] === 0xff && length > 0 && length < 16_000_000 && length % 8 === 0
  );
}
