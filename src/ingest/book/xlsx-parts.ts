import { AppError } from '../../core/app-error';
import { entryBytes, type EntryOptions } from '../archive/zip-entry';
import type { ZipEntry } from '../archive/zip-directory';
import type { SourceFile } from '../source-file';
import { builtInForm, numberForm, type NumberForm } from './cell-format';
import { legacyFont, type LegacyFont } from './legacy-font';
import { attribute, element, elements, sheetValue } from './xml-text';

/** Small parts (workbook, relations, styles) and the list of texts may not be larger than this, unpacked. */
const mostPartBytes = 64_000_000;
const mostTextBytes = 600_000_000;

/** The parts of an xlsx by their path in the zip. */
export class XlsxPackage {
  private readonly byPath: ReadonlyMap<string, ZipEntry>;

  constructor(
    readonly source: SourceFile,
    entries: readonly ZipEntry[],
  ) {
    this.byPath = new Map(entries.map((entry) => [entry.path.replace(/^\//, '').toLowerCase(), entry]));
  }

  entry(path: string): ZipEntry | undefined {
    return this.byPath.get(path.toLowerCase());
  }

  /** Whether any part lies in a folder of the package. */
  holds(pattern: RegExp): boolean {
    return [...this.byPath.keys()].some((path) => pattern.test(path));
  }

  /** A whole part as text; '' where the package has none. */
  async text(path: string, options: EntryOptions = {}, mostBytes = mostPartBytes): Promise<string> {
    const entry = this.entry(path);
    return entry ? decodeXml(await entryBytes(this.source, entry, mostBytes, options)) : '';
  }

  damaged(reason: string): AppError {
    return new AppError('file-damaged', { file: this.source.name, kind: 'XLSX', reason });
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so. */
function decodeXml(bytes: Uint8Array): string {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(wide ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
}

export interface Relation {
  /** Last part of the relation's type: `worksheet`, `chartsheet`, `sharedStrings`, `styles` … */
  readonly type: string;
  /** Path in the package, or the address of something outside it. */
  readonly target: string;
  readonly outside: boolean;
}

/** The relations of a part, by id; targets are resolved against its folder and cannot leave the package. */
export async function relationsOf(pack: XlsxPackage, part: string): Promise<Map<string, Relation>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const text = await pack.text(`${folder}_rels/${part.slice(folder.length)}.rels`);
  const relations = new Map<string, Relation>();
  for (const { tag } of elements(text, 'Relationship')) {
    const target = attribute(tag, 'Target') ?? '';
    const outside = attribute(tag, 'TargetMode') === 'External';
    relations.set(attribute(tag, 'Id') ?? '', {
      type: (attribute(tag, 'Type') ?? '').replace(/^.*\//, ''),
      target: outside ? target : resolved(folder, target),
      outside,
    });
  }
  return relations;
}

function resolved(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** What the style of a cell says about its value. */
export interface CellStyle {
  readonly form: NumberForm;
  readonly font: LegacyFont | null;
}

/** The cell styles of a workbook, by the number that cells name them with. */
export function readStyles(text: string): CellStyle[] {
  const formats = new Map<number, NumberForm>();
  for (const { tag } of elements(element(text, 'numFmts')?.inner ?? '', 'numFmt'))
    formats.set(Number(attribute(tag, 'numFmtId')), numberForm(attribute(tag, 'formatCode') ?? ''));
  const fonts = [...elements(element(text, 'fonts')?.inner ?? '', 'font')].map(({ inner }) =>
    legacyFont(attribute(element(inner, 'name')?.tag ?? '', 'val') ?? ''),
  );
  return [...elements(element(text, 'cellXfs')?.inner ?? '', 'xf')].map(({ tag }) => {
    const format = Number(attribute(tag, 'numFmtId') ?? 0);
    return {
      form: formats.get(format) ?? builtInForm(format) ?? 'number',
      font: fonts[Number(attribute(tag, 'fontId') ?? 0)] ?? null,
    };
  });
}

/** The workbook's list of texts. `fonts` has an entry only where a run of the text has a legacy font of its own. */
export interface SharedTexts {
  readonly texts: readonly string[];
  readonly fonts: ReadonlyMap<number, LegacyFont>;
}

export async function readSharedTexts(pack: XlsxPackage, path: string, options: EntryOptions): Promise<SharedTexts> {
  const whole = await pack.text(path, options, mostTextBytes);
  const texts: string[] = [];
  const fonts = new Map<number, LegacyFont>();
  for (const { inner } of elements(whole, 'si')) {
    const { text, font } = richText(inner);
    if (font) fonts.set(texts.length, font);
    texts.push(text);
  }
  return { texts, fonts };
}

/** The text of an `si` or `is`: its own or that of its runs, without the readings of East Asian words. */
export function richText(inner: string): { text: string; font: LegacyFont | null } {
  const bare = inner.includes('rPh') ? inner.replace(/<(\w+:)?rPh\b[\s\S]*?<\/(\w+:)?rPh>/g, '') : inner;
  let text = '';
  let font: LegacyFont | null = null;
  for (const part of elements(bare, 't')) text += sheetValue(part.inner);
  if (bare.includes('rFont')) for (const { tag } of elements(bare, 'rFont')) font ??= legacyFont(attribute(tag, 'val') ?? '');
  return { text, font };
}
