import { columnLabel, columnLanguage } from '../column-label';
import type { Bilingual, Language } from '../language';
import type { SavedQuestion } from '../question';
import type { Plain, ResultTable } from '../result-table';
import { reasonWords, statusWords } from '../unit/restated-words';

/** Ids that a saved question carries for opening rows, and the column that says the same in words. */
const idColumns: Readonly<Record<string, readonly string[]>> = {
  unit_id: ['unit_name'],
  target_id: ['statement_vi', 'indicator_vi', 'target_vi'],
  indicator_id: ['indicator_vi', 'name_vi'],
  system_id: ['system_vi'],
  act_id: ['act_number', 'number'],
};

/** Codes that the tables hold in English, in words. */
const codeWords: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  origin: {
    act: { vi: 'văn bản', en: 'act' },
    published: { vi: 'đã công bố', en: 'published' },
    user: { vi: 'tệp của bạn', en: 'your file' },
    illustrative: { vi: 'minh hoạ', en: 'illustrative' },
  },
  period_kind: {
    month: { vi: 'tháng', en: 'month' },
    quarter: { vi: 'quý', en: 'quarter' },
    half: { vi: 'nửa năm', en: 'half-year' },
    ytd: { vi: 'luỹ kế từ đầu năm', en: 'year to date' },
    year: { vi: 'năm', en: 'year' },
    snapshot: { vi: 'thời điểm', en: 'snapshot' },
    unstated: { vi: 'không nêu', en: 'not stated' },
  },
  measured_in: {
    percent: { vi: '%', en: '%' },
    count: { vi: 'số lượng', en: 'count' },
    yesno: { vi: 'có/không', en: 'yes/no' },
    ratio: { vi: 'tỷ số', en: 'ratio' },
    days: { vi: 'ngày', en: 'days' },
  },
  status: statusWords,
  status_from: statusWords,
  status_to: statusWords,
  reason: reasonWords,
  comparator: { '>=': { vi: '≥', en: '≥' }, '<=': { vi: '≤', en: '≤' } },
  scope: {
    provinces: { vi: 'các tỉnh, thành phố', en: 'provinces' },
    ministries: { vi: 'các bộ, ngành', en: 'ministries' },
    all: { vi: 'bộ, ngành, địa phương', en: 'ministries and provinces' },
    national: { vi: 'cả nước', en: 'country' },
  },
};

export function wordOf(column: string | undefined, value: Plain, language: Language): Plain {
  const words = column === undefined ? undefined : codeWords[column];
  return (typeof value === 'string' && words?.[value]?.[language]) || value;
}

/** A result as the grid shows it: fewer columns, same rows, and a heading for each column. */
export interface ShownTable {
  readonly table: ResultTable;
  readonly headings: readonly string[];
}

/**
 * The columns of a saved question's result in the reader's language: of `x_vi` and `x_en` only one, no ids that stand there in words as
 * well, and headings in words. The reader's own SQL (question null) is shown as it is.
 */
export function shownTable(table: ResultTable, question: SavedQuestion | null, language: Language): ShownTable {
  const names = table.columns.map((column) => column.name);
  if (!question) return { table, headings: names };
  const kept = names.flatMap((name, column) => {
    const other = columnLanguage(name, names);
    const saidInWords = idColumns[name]?.some((words) => names.includes(words)) ?? false;
    return (other !== null && other !== language) || saidInWords ? [] : [column];
  });
  return {
    table: {
      columns: kept.map((column) => table.columns[column]!),
      rowCount: table.rowCount,
      cell: (row, column) => wordOf(names[kept[column] ?? -1], table.cell(row, kept[column] ?? -1), language),
    },
    headings: kept.map((column) => columnLabel(names[column]!, language, question) ?? names[column]!),
  };
}
