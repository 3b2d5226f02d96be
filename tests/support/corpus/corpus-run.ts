import type { CorpusCase } from './corpus-case';
import { readAsWritten, type Written } from './our-reader';
import type { ReadFirst } from './other-readers';
import { asReport } from './other-readers';
import type { ReportCase } from './report-fact';
import { scoreReport, silent, type ReadReport, type ReportScore } from './report-score';
import { score, type Score } from './score';
import { silentInSurvey } from './survey-silence';

/** One file read: how well, and what was kept silent. */
export interface SurveyResult {
  readonly file: CorpusCase;
  readonly score: Score;
  readonly silent: readonly string[];
  readonly read: Written;
}

export interface ReportResult {
  readonly file: ReportCase;
  readonly score: ReportScore;
  readonly silent: readonly string[];
  readonly read: Written;
}

/** Survey files by the product's reader, `--raw`. */
export async function readSurvey(cases: readonly CorpusCase[]): Promise<SurveyResult[]> {
  const written = await readAsWritten(cases, 'raw');
  return cases.map((file, i) => {
    const read = written[i]!;
    const first = read.tables[0] ?? null;
    const reading = score(file.truth[0] ?? null, read.error ? null : (first ?? { header: null, rows: [] }));
    // Further tables count for exactness only: Pollock's measures are of the first.
    const exact = reading.exact && file.truth.slice(1).every((truth, t) => score(truth, read.tables[t + 1] ?? null).exact);
    return { file, read, score: { ...reading, exact }, silent: silentInSurvey(file, read) };
  });
}

/** Reports by the product's reader, `--clean`. */
export async function readReports(cases: readonly ReportCase[]): Promise<ReportResult[]> {
  const written = await readAsWritten(cases, 'clean');
  return cases.map((file, i) => {
    const read = written[i]!;
    const report = bestTable(file, read);
    const reading = scoreReport(file, report);
    return { file, read, score: reading, silent: silent(file, report, reading) };
  });
}

/**
 * The table of the file that holds the facts: the one that has most of them, since a file may have others beside it. Tables with the same heads
 * count as one: two blocks side by side are as well read when each is a table.
 */
function bestTable(file: ReportCase, read: Written): ReadReport | null {
  if (read.error || read.tables.length === 0) return null;
  const tables: ReadReport[] = [];
  for (const { header, rows } of read.tables) {
    const same = tables.findIndex((table) => table.header.join('\n') === (header ?? []).join('\n'));
    if (same < 0) tables.push({ header: header ?? [], rows, issues: read.issues });
    else tables[same] = { ...tables[same]!, rows: [...tables[same]!.rows, ...rows] };
  }
  const scored = tables.map((table) => ({ table, score: scoreReport(file, table).facts }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).table;
}

/** Scores of another reader on the same files; it has no issues to tell. */
export async function surveyScores(cases: readonly CorpusCase[], read: ReadFirst): Promise<Score[]> {
  const scores: Score[] = [];
  for (const file of cases) {
    const one = score(file.truth[0] ?? null, await read(file));
    // Who reads one table only has not read a file of two exactly.
    scores.push(file.truth.length > 1 ? { ...one, exact: false } : one);
  }
  return scores;
}

export async function reportScores(cases: readonly ReportCase[], read: ReadFirst): Promise<ReportScore[]> {
  const scores: ReportScore[] = [];
  for (const file of cases) scores.push(scoreReport(file, asReport(file, await read(file))));
  return scores;
}

/** Results by kind of fault, in the order of the corpus. */
export function byFault<T extends { readonly file: { readonly fault: string } }>(results: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of results) groups.set(one.file.fault, [...(groups.get(one.file.fault) ?? []), one]);
  return groups;
}
