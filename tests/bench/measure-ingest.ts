import { openNodeEngine } from '../../src/engine/node-engine';
import { byFault, readReports, readSurvey, reportScores, surveyScores } from '../support/corpus/corpus-run';
import { duckdbReader, sheetReader } from '../support/corpus/other-readers';
import { reportCases } from '../support/corpus/report-cases';
import { mean } from '../support/corpus/score';
import { surveyCases } from '../support/corpus/survey-faults';
import { cleanCsv } from './clean-csv';
import type { Figure } from './figure';
import { measureImports } from './measure-import';
import { messyCsv } from './messy-csv';

/**
 * Reads the corpus of damaged files with the product's reader, DuckDB's and SheetJS's, told nothing, and gives the scores by kind of fault as a table of
 * plain text. `all`: every place of the survey table for the faults of one row (some 2,700 files), as Pollock does.
 */
export async function corpusTable(all: boolean): Promise<string> {
  const survey = surveyCases({ all });
  const reports = reportCases();
  const engine = await openNodeEngine();
  try {
    const ours = await readSurvey(survey);
    const duckdb = await surveyScores(survey, duckdbReader(engine));
    const sheet = await surveyScores(survey, sheetReader());
    const place = new Map(survey.map((file, i) => [file, i]));
    const surveyLines = [...byFault(ours), ['all', ours] as const].map(([fault, list]) => {
      const at = list.map((one) => place.get(one.file)!);
      const ten = (of: readonly { ten: number }[]) => mean(at.map((i) => of[i]!.ten)).toFixed(2);
      const exact = (of: readonly { exact: boolean }[]) => share(at.map((i) => of[i]!.exact));
      const own = list.map((one) => one.score);
      return [
        fault,
        String(list.length),
        mean(own.map((one) => one.ten)).toFixed(2),
        ten(duckdb),
        ten(sheet),
        share(own.map((one) => one.exact)),
        exact(duckdb),
        exact(sheet),
        silentText(list),
      ];
    });
    const oursReports = await readReports(reports);
    const texts = reports.filter((file) => !file.fileName.endsWith('.xlsx'));
    const duckdbReports = new Map((await reportScores(texts, duckdbReader(engine, true))).map((one, i) => [texts[i]!, one]));
    const sheetReports = new Map((await reportScores(reports, sheetReader(true))).map((one, i) => [reports[i]!, one]));
    const reportLines = [...byFault(oursReports), ['all', oursReports] as const].map(([fault, list]) => {
      const of = (scores: Map<(typeof list)[number]['file'], { facts: number }>) =>
        list.flatMap(({ file }) => scores.get(file) ?? []).map((one) => one.facts);
      const facts = (values: readonly number[]) => (values.length ? `${(100 * mean(values)).toFixed(0)} %` : '–');
      return [
        fault,
        String(list.length),
        facts(list.map((one) => one.score.facts)),
        facts(of(duckdbReports)),
        facts(of(sheetReports)),
        share(list.map((one) => one.score.exact)),
        '',
        '',
        silentText(list),
      ];
    });
    return [
      'Survey table damaged one way a file, read as text. Points out of 10 as Pollock (VLDB 2023) counts them, files read exactly, files changed in silence.',
      drawn([['', 'files', 'ours', 'DuckDB', 'SheetJS', 'exact', 'DuckDB', 'SheetJS', 'silent'], ...surveyLines]),
      '',
      'Vietnamese reports, text and workbook, read to clean values. Facts (unit, head, value) that come out right; DuckDB reads text files only.',
      drawn([['', 'files', 'ours', 'DuckDB', 'SheetJS', 'exact', '', '', 'silent'], ...reportLines]),
    ].join('\n');
  } finally {
    await engine.close();
  }
}

const share = (values: readonly boolean[]) => `${(100 * mean(values.map(Number))).toFixed(0)} %`;
const silentText = (list: readonly { silent: readonly string[] }[]) => String(list.filter((one) => one.silent.length > 0).length);

function drawn(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  '),
  );
  return [text[0], '─'.repeat(text[0]!.length), ...text.slice(1)].join('\n');
}

/** A clean and a messy file of 100 million bytes, against the engine's own import of the same file. */
export function measureIngest(rounds: number): Promise<Figure[]> {
  return measureImports(rounds, [
    { name: 'clean CSV of 100 MB', path: cleanCsv(100), limits: { ms: 1.3 } },
    { name: 'messy CSV of 100 MB', path: messyCsv(100), limits: { ms: 3 } },
  ]);
}
