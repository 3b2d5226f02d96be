import type { BookNote, BookSheet, SheetFacts } from './book';

/** What is worth saying of a sheet after its rows were read. */
export function sheetNotes(sheet: BookSheet, facts: SheetFacts): BookNote[] {
  const tally = sheet.tally();
  const notes: BookNote[] = [];
  const note = (code: BookNote['code'], kind: BookNote['kind'], rows: number, detail?: BookNote['detail']) => {
    if (rows > 0) notes.push({ code, kind, rows, examples: [], ...(detail ? { detail } : {}) });
  };
  note('sheet-hidden', 'warning', sheet.hidden ? 1 : 0, { sheet: sheet.name });
  note('rows-hidden', 'warning', tally.hiddenRows);
  note('columns-hidden', 'warning', facts.hiddenColumns);
  note('formula-values', 'repair', tally.formulas - tally.unsaved);
  note('formula-unsaved', 'warning', tally.unsaved);
  note('odd-days', 'warning', tally.oddDays);
  return notes;
}
