import { AppError } from '../core/app-error';
import { binaryKind, looksBinary } from './container';
import { encodingByMark, encodingByZeros } from './encoding';
import type { Sheet } from './sheet';
import { readBytes, sizeOf, type SourceFile } from './source-file';

/** What a file holds: one text, or sheets, or (in an archive) several of both. Each part gives one or more tables. */
export type FilePart = TextPart | SheetPart;

export interface TextPart {
  readonly kind: 'text';
  /** Tells this part from the others of its file and becomes part of its tables' names; null where it is the only one. */
  readonly label: string | null;
  readonly source: SourceFile;
}

export interface SheetPart {
  readonly kind: 'sheet';
  readonly label: string | null;
  readonly sheet: Sheet;
}

/**
 * The parts of a file, in order, one at a time.
 * @throws AppError file-empty, file-binary, file-spreadsheet
 */
export async function* partsOf(source: SourceFile): AsyncGenerator<FilePart> {
  if (sizeOf(source) === 0) throw new AppError('file-empty', { file: source.name });
  const head = await readBytes(source, 0, 64 * 1024);
  const binary = binaryKind(head);
  if (binary) throw new AppError(binary.spreadsheet ? 'file-spreadsheet' : 'file-binary', { file: source.name, kind: binary.kind });
  if (!encodingByMark(head) && !encodingByZeros(head) && looksBinary(head))
    throw new AppError('file-binary', { file: source.name, kind: 'binary' });
  yield { kind: 'text', label: null, source };
}
