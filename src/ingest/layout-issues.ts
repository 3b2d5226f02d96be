import type { Issue, IssueExample } from '../core/issue';
import type { IssueCode } from '../core/issue-catalogue';
import type { DecodingTally, EncodingChoice } from './encoding';
import type { Layout, RowKind } from './layout';
import type { TableProfile } from './profile';
import type { Reshape } from './reshape';
import { freeName } from './table-name';

/** Names for the raw table's columns: the heads, `column_3` where there is none, the later of two equal ones as `name_2`. Length as given. */
export function columnNames(headers: readonly string[]): string[] {
  const taken = new Set(['_row', '_kind', '_sheet', '_file']);
  return headers.map((header, i) => {
    const name = freeName(header === '' ? `column_${i + 1}` : header.replaceAll('\0', ''), taken);
    taken.add(name.toLowerCase());
    return name;
  });
}

/** What the encoding made the reader change or lose. */
export function readingIssues(table: string, encoding: EncodingChoice, tally: DecodingTally): Issue[] {
  const issues: Issue[] = [];
  const add = (code: IssueCode, kind: Issue['kind'], rows: number, detail: Issue['detail'] = {}) =>
    issues.push({ code, kind, table, rows, examples: [], detail });
  if (encoding.encoding.startsWith('utf-16')) add('encoding-utf16', 'repair', 1, { encoding: encoding.encoding.toUpperCase() });
  if (encoding.encoding === 'windows-1258') add('encoding-windows-1258', 'repair', 1, { composed: tally.composed });
  if (encoding.encoding === 'windows-1252' && !encoding.font) add('encoding-windows-1252', 'repair', 1);
  if (tally.lost > 0) add('text-damaged', 'warning', tally.lost);
  if (tally.truncated > 0) add('text-truncated', 'warning', tally.truncated);
  return issues;
}

export interface LayoutFindings {
  readonly table: string;
  readonly layout: Layout;
  readonly columns: readonly string[];
  readonly reshape: Reshape;
  readonly counts: Readonly<Record<RowKind, number>>;
  readonly rowsOf: ReadonlyMap<RowKind | 'unbalanced', readonly IssueExample[]>;
  readonly unbalanced: number;
  readonly profile: TableProfile;
  /** Cells of the widest header row as printed; more than the layout's width means empty trailing columns. */
  readonly printedWidth: number;
}

/** What the layout made the reader set aside, name or join. */
export function layoutIssues(found: LayoutFindings): Issue[] {
  const { table, layout, counts, rowsOf, profile } = found;
  const issues: Issue[] = [];
  const add = (code: IssueCode, kind: Issue['kind'], rows: number, examples: readonly IssueExample[] = [], more: Partial<Issue> = {}) => {
    if (rows > 0) issues.push({ code, kind, table, rows, examples: examples.slice(0, 5), ...more });
  };
  const of = (...kinds: (RowKind | 'unbalanced')[]) => kinds.flatMap((kind) => rowsOf.get(kind) ?? []);
  add('title-rows', 'repair', counts.title + counts.unit, of('title', 'unit'));
  if (layout.headerTo - layout.headerFrom > 1) add('header-rows', 'repair', layout.headerTo - layout.headerFrom, of('header'));
  if (layout.headRows.length === 0 && counts.data > 0) add('no-header', 'warning', 1);
  add('column-code-row', 'repair', counts.code, of('code'));
  add('total-rows', 'repair', counts.total, of('total'));
  add('region-rows', 'repair', counts.region, of('region'));
  add('section-rows', 'repair', counts.section, of('section'));
  add('summary-rows', 'repair', counts.summary, of('summary'));
  for (const { code, column, detail } of found.reshape.found)
    add(code, 'repair', counts.data, [], { ...(column === undefined ? {} : { column }), ...(detail ? { detail } : {}) });
  if (layout.aliases) add('two-language-heads', 'repair', layout.aliases.filter((alias) => alias !== '').length, of('header'));
  add('note-rows', 'repair', counts.note, of('note'));
  add('repeated-header', 'repair', counts['repeated-header'], of('repeated-header'));
  add('ragged-row', 'rejection', counts.ragged, of('ragged'), { detail: { expected: layout.width } });
  add('unbalanced-quote', 'warning', found.unbalanced, of('unbalanced'));
  if (counts.data + counts.ragged === 0) add('file-no-rows', 'warning', 1);
  layout.headers.forEach((header, i) => {
    const renamed = found.columns[i] ?? '';
    const earlier = layout.headers.slice(0, i).some((other) => other.toLowerCase() === header.toLowerCase());
    if (header !== '' && earlier) add('duplicate-column', 'warning', 1, [], { column: header, detail: { renamed } });
    const cells = profile.columns[found.reshape.columns.indexOf(renamed)];
    if (counts.data > 0 && cells?.filled === 0) add('empty-column', 'repair', counts.data, [], { column: renamed });
  });
  if (found.printedWidth > layout.width) add('empty-column', 'repair', counts.data, [], { column: `column_${layout.width + 1}` });
  add('nbsp-text', 'repair', profile.oddSpace.count, profile.oddSpace.examples);
  add('nfd-text', 'repair', profile.decomposed.count, profile.decomposed.examples);
  return issues;
}
