import { Draw } from './seeded';

/** Heads of the survey: day, time, count, code, money, kind, free text, address, remarks. */
export const surveyHeader = ['DATE', 'TIME', 'VISITORS', 'SITEID', 'FEE', 'SERVICE', 'OBSERVATION', 'LINK', 'REMARKS'];

/** Columns (0-based) whose cells are quoted whether they need it or not, as many exports do. */
export const alwaysQuoted: ReadonlySet<number> = new Set([6, 7]);

const services = [
  "Driver's licence renewal",
  'Birth registration',
  'Land certificate, first issue',
  'Business registration',
  "Citizen's help desk",
  'Passport collection',
  'Water supply, new meter',
  'School enrolment',
  'Health insurance card',
  'Counter 12" display request',
];
const people = ['two clerks', 'one clerk', 'a volunteer', 'the shift leader', 'an interpreter', 'nobody'];
const doings = ['answered questions', 'scanned the papers', 'sent people to another floor', 'printed receipts', 'kept the queue short'];
const moods = ['calm', 'crowded', 'noisy, with long queues', 'half empty', 'busy until noon'];
const extras = [
  "The lift didn't work.",
  'A sign said "closed, come back at 2" although the counter was open.',
  'Forms were out of stock, again.',
  'Waiting took 5\\10 of the visit.',
  'See the note of the week before, and the photograph.',
  'The new 24" screen is liked.',
  '',
];

/** 83 rows of visits to public counters, the same at every call. No cell is lost, and all are text. */
export function surveyRows(count = 83): string[][] {
  const draw = new Draw(68_2020);
  return Array.from({ length: count }, (_, i) => {
    const day = new Date(Date.UTC(2019, 0, 7 + i * 3));
    const date = `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
    const site = `${draw.of(['HN', 'DN', 'CT', 'HP', 'QN'])}-${1000 + draw.below(9000)}`;
    const fee = `$${draw.below(90)}.${two(draw.below(100))}`;
    const extra = draw.of(extras);
    const observation = `The hall was ${draw.of(moods)}; ${draw.of(people)} ${draw.of(doings)}.${extra ? (i % 19 === 7 ? `\n${extra}` : ` ${extra}`) : ''}`;
    return [
      date,
      `${two(7 + Math.floor(i / 9))}:${two((i * 15) % 60)}`,
      String(draw.below(60)),
      site,
      fee,
      draw.of(services),
      observation,
      `https://survey.example/visit/${site.replace('-', '_')}.html`,
      i % 11 === 4 ? 'second visit' : '',
    ];
  });
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
