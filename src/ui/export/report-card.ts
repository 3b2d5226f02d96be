import type { Language } from '../../core/language';
import { numberedCorrections, type ReportCard, type ReportCorrection } from '../../core/report/report';
import { columnIndex, type ResultTable } from '../../core/result-table';
import { scorecardOf } from '../../core/scorecard';
import { isVerdict, verdicts } from '../../core/verdict';
import { formatNumber } from '../parts/format-value';
import { deadlineText, scorecardSheet, shortActual } from '../parts/scorecard-cells';
import { scorecardWords } from '../parts/scorecard-words';
import { verdictShapes } from '../parts/verdict-words';

/**
 * The scorecard of a result as it goes onto paper; null where its rows are no verdicts. Corrections name rows of the result.
 */
export function cardOf(
  table: ResultTable,
  { corrections }: { readonly corrections: readonly ReportCorrection[] },
  language: Language,
): ReportCard | null {
  const [unitAt, targetAt] = [columnIndex(table, 'unit_id'), columnIndex(table, 'target_id')];
  if (unitAt < 0 || targetAt < 0 || columnIndex(table, 'verdict') < 0) return null;
  const { units, targets, cellOf } = scorecardOf(table, language);
  if (units.length === 0) return null;
  const { markAt } = numberedCorrections({ corrections });
  const marks = new Map(
    corrections.map(({ row, column }) => [`${String(table.cell(row, unitAt))}\n${String(table.cell(row, targetAt))}`, markAt(row, column)]),
  );
  const sheet = scorecardSheet(units, targets, cellOf);
  const tally = ({ met, total }: { readonly met: number; readonly total: number }) => `${met}/${total}`;
  const used = verdicts.filter((verdict) => sheet.counts[verdict] > 0);
  return {
    unitHead: scorecardWords.unit[language],
    metHead: scorecardWords.met[language],
    heads: targets.map(({ label, goal, deadline }) => ({ label, goal, deadline: deadlineText(deadline, language) })),
    rows: sheet.rows.map(({ unit, cells, tally: own }) => ({
      unit: unit.name,
      cells: cells.map((cell, at) => {
        if (!cell || cell.verdict === 'not_applicable') return null;
        const mark = marks.get(`${unit.id}\n${targets[at]!.id}`) ?? '';
        const text = `${verdictShapes[cell.verdict].symbol} ${shortActual(cell, language)} ${mark}`;
        return { verdict: cell.verdict, text: text.replace(/ +/g, ' ').trim() };
      }),
      met: tally(own),
    })),
    footHead: scorecardWords.unitsMet[language],
    foot: sheet.columns.map(tally),
    legend: used
      .map(
        (verdict) =>
          `${verdictShapes[verdict].symbol} ${verdictShapes[verdict].word[language]} ${formatNumber(sheet.counts[verdict], language)}`,
      )
      .join(' · '),
  };
}

/** The same table with its verdicts in the reader's words. */
export function inWords(table: ResultTable, language: Language): ResultTable {
  const at = columnIndex(table, 'verdict');
  if (at < 0) return table;
  return {
    columns: table.columns,
    rowCount: table.rowCount,
    cell(row, column) {
      const value = table.cell(row, column);
      return column === at && isVerdict(value) ? verdictShapes[value].word[language] : value;
    },
  };
}
