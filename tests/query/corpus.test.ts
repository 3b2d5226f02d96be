import { beforeAll, describe, expect, it } from 'vitest';
import { byFault, readReports, readSurvey, type ReportResult, type SurveyResult } from '../support/corpus/corpus-run';
import { readAsWritten, type Written } from '../support/corpus/our-reader';
import { reportCases } from '../support/corpus/report-cases';
import { exported } from '../support/corpus/round-trip';
import { mean } from '../support/corpus/score';
import { surveyCases } from '../support/corpus/survey-faults';
import { knownSilences, reportFloor, surveyFloor } from '../support/corpus/thresholds';

/** `npm run bench -- ingest` prints the scores beside those of other readers. CORPUS=all reads every file of the corpus. */
const whole = process.env.CORPUS === 'all';

/** A few workbooks are enough here: what workbooks are about has tests of its own. */
const reports = reportCases({ pairs: whole ? 90 : 30 }).filter((file, i) => whole || !file.fileName.endsWith('.xlsx') || i % 6 === 0);
const survey = surveyCases(whole ? { all: true } : { every: 19 });

const unexpected = (results: readonly { file: { name: string }; silent: readonly string[] }[]) =>
  results
    .filter((one) => one.silent.length > 0 && !knownSilences.some(({ files }) => files.test(one.file.name)))
    .map((one) => `${one.file.name}: ${one.silent.join('; ')}`);

describe('a survey table damaged in one way, read as text', () => {
  let results: SurveyResult[];
  beforeAll(async () => {
    results = await readSurvey(survey);
  }, 600_000);

  it.each([...new Set(survey.map((file) => file.fault))])('%s', (fault) => {
    const own = byFault(results).get(fault) ?? [];
    const floor = surveyFloor(fault);
    const bad = own
      .filter((one) => !one.score.exact)
      .map((one) => `${one.file.name}: ${one.score.ten.toFixed(3)}${one.read.error ? ` ${one.read.error.code}` : ''}`);
    expect(mean(own.map((one) => one.score.ten)), bad.join('\n')).toBeGreaterThanOrEqual(floor.ten);
    expect(mean(own.map((one) => Number(one.score.exact))), bad.join('\n')).toBeGreaterThanOrEqual(floor.exact);
  });

  it('changes nothing in silence', () => {
    expect(unexpected(results)).toEqual([]);
  });
});

describe('a Vietnamese report with one or two faults, read to clean values', () => {
  let results: ReportResult[];
  beforeAll(async () => {
    results = await readReports(reports);
  }, 600_000);

  it.each([...new Set(reports.map((file) => file.fault))])('%s', (fault) => {
    const own = byFault(results).get(fault) ?? [];
    const floor = reportFloor(fault);
    const bad = own
      .filter((one) => !one.score.exact)
      .map((one) => `${one.file.name}: ${one.score.wrong.length} wrong, ${one.score.lost.length} lost, rows ${one.score.rows.toFixed(2)}`);
    expect(mean(own.map((one) => one.score.facts)), bad.join('\n')).toBeGreaterThanOrEqual(floor.facts);
    expect(mean(own.map((one) => Number(one.score.exact))), bad.join('\n')).toBeGreaterThanOrEqual(floor.exact);
  });

  it('changes nothing in silence', () => {
    expect(unexpected(results)).toEqual([]);
  });
});

describe('what the page exports', () => {
  const files = [1, 2, 3, 4, 5, 6].flatMap((seed) => (['vi', 'en'] as const).map((language) => exported(seed, language)));
  let read: Written[];
  beforeAll(async () => {
    read = await readAsWritten(files, 'clean');
  }, 120_000);

  it.each(files.map((file, i) => [file.fileName, i] as const))('%s reads back equal, cell for cell', (_, i) => {
    const [table] = read[i]!.tables;
    const file = files[i]!;
    const at = file.header.map((head) => table?.header?.indexOf(head) ?? -1);
    expect(at).not.toContain(-1);
    const back = table!.rows.map((row) => at.map((column) => row[column]));
    expect(back).toEqual(file.rows.map((row) => row.map((value) => (value === null ? '' : String(value)))));
  });
});
