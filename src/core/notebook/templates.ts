import type { Bilingual, Language } from '../language';
import { freeCellId, queryCell, type Cell, type InputCell, type QueryCell, type SheetCell } from './notebook';
import { identifier } from '../sql/sql-literal';

/** Ready-made cells for a question that comes up every month. They are ordinary cells: everything in them can be read and changed. */
export interface Template {
  readonly id: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  /** The cells with ids of their own; `insertable` fits them into a notebook. */
  readonly cells: (language: Language) => readonly Cell[];
}

/**
 * The template's cells as they can be added to a notebook: fresh ids; an input or sheet whose name is there already is left out, since the
 * notebook's own then serves; a query whose name is taken goes without.
 */
export function insertable(template: Template, language: Language, present: readonly Cell[]): Cell[] {
  const taken = new Set(present.flatMap((cell) => ('name' in cell && cell.name !== null ? [cell.name] : [])));
  const added: Cell[] = [];
  for (const cell of template.cells(language)) {
    const clashes = 'name' in cell && cell.name !== null && taken.has(cell.name);
    if (clashes && cell.kind !== 'query') continue;
    const id = freeCellId([...present, ...added]);
    added.push(clashes && cell.kind === 'query' ? { ...cell, id, name: null } : { ...cell, id });
  }
  return added;
}

const text = (markdown: string): Cell => ({ kind: 'text', id: 't', collapsed: false, markdown });
const input = (name: string, type: InputCell['type'], value: string | number, label: string): InputCell => ({
  kind: 'input',
  id: 'i',
  collapsed: false,
  label,
  source: null,
  name,
  type,
  value,
});
const saved = (question: string): QueryCell => queryCell('q', question);
const own = (title: string, sql: string, more: Partial<QueryCell>): QueryCell => ({
  ...queryCell('q', null),
  title,
  sql,
  view: 'grid',
  ...more,
});

const asOf: Bilingual = { vi: 'Tính đến ngày', en: 'As of' };
const month: Bilingual = { vi: 'Tháng', en: 'Month' };
const unit: Bilingual = { vi: 'Đơn vị', en: 'Unit' };

export const templates: readonly Template[] = [
  {
    id: 'ontime-by-region',
    title: { vi: 'Tỷ lệ đúng hạn theo vùng và quý', en: 'On-time rate by region and quarter' },
    description: {
      vi: 'Tỷ lệ của vùng tính lại từ số hồ sơ, so với mục tiêu bạn gõ vào bảng tính tay; có biểu đồ.',
      en: 'Region rates recomputed from dossiers, against goals that you type into a sheet; with a chart.',
    },
    cells: (language) => onTimeByRegion(language),
  },
  {
    id: 'sent-nothing',
    title: { vi: 'Ai chưa gửi số liệu', en: 'Who has sent nothing' },
    description: {
      vi: 'Đơn vị không có dòng nào trong tháng, và độ phủ số liệu qua các tháng.',
      en: 'Units without a row for the month, and coverage over the months.',
    },
    cells: (language) => [
      text(
        language === 'vi'
          ? '## Ai chưa gửi số liệu\n\nKhông có số liệu không phải là số không.'
          : '## Who has sent nothing\n\nNo data is not zero.',
      ),
      input('month', 'month', '2020-12', month[language]),
      saved('sent-nothing'),
      saved('data-coverage'),
    ],
  },
  {
    id: 'monthly-verdicts',
    title: { vi: 'Bảng điểm và việc còn thiếu', en: 'Scorecard and missing work' },
    description: {
      vi: 'Ai đạt, ai chậm đến một ngày, và phải làm thêm bao nhiêu hồ sơ thì đạt.',
      en: 'Who met and who is behind on a day, and how many more dossiers meet the goal.',
    },
    cells: (language) => [
      { kind: 'divider', id: 'd', collapsed: false, title: language === 'vi' ? 'Bảng điểm' : 'Scorecard' },
      input('as_of', 'date', '2020-12-31', asOf[language]),
      saved('scorecard'),
      saved('behind-by-work'),
    ],
  },
  {
    id: 'deadlines',
    title: { vi: 'Hạn sắp tới và nhiệm vụ quá hạn', en: 'Deadlines ahead and overdue tasks' },
    description: {
      vi: 'Chỉ tiêu, nhiệm vụ đến hạn trong những ngày tới và những gì đã quá hạn.',
      en: 'Targets and tasks due in the days ahead, and what is overdue.',
    },
    cells: (language) => [input('as_of', 'date', '2020-10-15', asOf[language]), saved('due-soon'), saved('overdue-tasks')],
  },
  {
    id: 'one-unit',
    title: { vi: 'Hồ sơ một đơn vị', en: 'Profile of one unit' },
    description: {
      vi: 'Mọi kết luận của một tỉnh hay một bộ, và số lần mỗi kết luận xuất hiện.',
      en: 'Every verdict on one province or ministry, and how often each verdict occurs.',
    },
    cells: (language) => [
      input('unit', 'unit', '63:02', unit[language]),
      input('as_of', 'date', '2020-12-31', asOf[language]),
      own(
        language === 'vi' ? 'Bao nhiêu chỉ tiêu đạt, chậm, chưa có số liệu' : 'How many targets are met, behind, without data',
        countSql(language),
        {},
      ),
      saved('unit-profile'),
    ],
  },
  {
    id: 'data-check',
    title: { vi: 'Kiểm tra số liệu đã nhận', en: 'Check of the data received' },
    description: {
      vi: 'Độ phủ theo hệ thống và tháng, con số bất thường, đơn vị vắng.',
      en: 'Coverage by system and month, implausible figures, silent units.',
    },
    cells: (language) => [
      text(language === 'vi' ? '## Kiểm tra số liệu' : '## Data check'),
      saved('data-coverage'),
      saved('plausibility'),
      saved('sent-nothing'),
    ],
  },
];

/** Regions of the 63 provinces; with the goals left for the reader to type, since no act sets them. */
const regions: readonly Bilingual[] = [
  { vi: 'Trung du và miền núi phía Bắc', en: 'Northern Midlands and Mountains' },
  { vi: 'Đồng bằng sông Hồng', en: 'Red River Delta' },
  { vi: 'Bắc Trung Bộ và Duyên hải miền Trung', en: 'North Central and Central Coast' },
  { vi: 'Tây Nguyên', en: 'Central Highlands' },
  { vi: 'Đông Nam Bộ', en: 'Southeast' },
  { vi: 'Đồng bằng sông Cửu Long', en: 'Mekong River Delta' },
];

function onTimeByRegion(language: Language): Cell[] {
  const vi = language === 'vi';
  const column = vi
    ? {
        region: 'Vùng',
        quarter: 'Quý',
        units: 'Số tỉnh',
        onTime: 'Hồ sơ đúng hạn',
        dossiers: 'Hồ sơ đã giải quyết',
        rate: 'Đúng hạn (%)',
        goal: 'Mục tiêu (%)',
        gap: 'Còn cách',
        origin: 'origin',
      }
    : {
        region: 'Region',
        quarter: 'Quarter',
        units: 'Provinces',
        onTime: 'On time',
        dossiers: 'Dossiers',
        rate: 'On time (%)',
        goal: 'Goal (%)',
        gap: 'Gap',
        origin: 'origin',
      };
  const name = Object.fromEntries(Object.entries(column).map(([key, label]) => [key, identifier(label)])) as typeof column;
  const sheet = vi ? 'muc_tieu_vung' : 'region_goals';
  const goals: SheetCell = {
    kind: 'sheet',
    id: 's',
    collapsed: false,
    name: sheet,
    columns: [
      { name: column.region, type: 'text', formula: null },
      { name: column.goal, type: 'number', formula: null },
    ],
    rows: regions.map((region) => [region[language], null]),
  };
  const sql = `-- ${vi ? 'Tỷ lệ của vùng tính lại từ tổng hồ sơ, không lấy trung bình các tỉnh; số minh hoạ không trộn với số thật.' : 'Rates are recomputed from the sums, not averaged; illustrative figures are never mixed with real ones.'}
WITH monthly AS (
  SELECT unit_id, period_end, numerator, denominator, origin
  FROM observation
  WHERE indicator_id = 'ontime_rate' AND period_kind = 'month' AND year(period_end) = CAST($year AS INTEGER) AND denominator > 0
  QUALIFY row_number() OVER (PARTITION BY unit_id, period_end ORDER BY precedence(origin, period_start, period_end, rowid) DESC) = 1
),
by_region AS (
  SELECT u.${vi ? 'region_vi' : 'region_en'} AS region, quarter(m.period_end) AS quarter, m.origin,
    count(DISTINCT m.unit_id) AS units, sum(m.numerator) AS on_time, sum(m.denominator) AS dossiers
  FROM monthly m
  JOIN unit u USING (unit_id)
  WHERE u.unit_system IN ('63', '34')
  GROUP BY ALL
)
SELECT r.region AS ${name.region}, r.quarter AS ${name.quarter}, r.units AS ${name.units},
  CAST(r.on_time AS BIGINT) AS ${name.onTime}, CAST(r.dossiers AS BIGINT) AS ${name.dossiers},
  round(100.0 * r.on_time / r.dossiers, 2) AS ${name.rate},
  g.${name.goal}, round(greatest(0, g.${name.goal} - 100.0 * r.on_time / r.dossiers), 2) AS ${name.gap},
  r.origin AS ${name.origin}
FROM by_region r
LEFT JOIN ${sheet} g ON g.${name.region} = r.region
ORDER BY r.region, r.quarter, r.origin`;
  const chart = {
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: column.quarter, type: 'ordinal', title: column.quarter },
      y: { field: column.rate, type: 'quantitative', scale: { zero: false }, title: column.rate },
      color: { field: column.region, type: 'nominal', title: column.region },
      strokeDash: { field: column.origin, type: 'nominal', title: vi ? 'Nguồn gốc' : 'Origin' },
    },
  };
  return [
    text(
      vi
        ? '## Tỷ lệ đúng hạn theo vùng và quý\n\nGõ mục tiêu của từng vùng vào bảng dưới đây; ô kết quả tự tính lại. Chưa gõ thì cột mục tiêu để trống.'
        : '## On-time rate by region and quarter\n\nType each region’s goal into the sheet below; the result follows. Without one, its goal stays empty.',
    ),
    input('year', 'number', 2020, vi ? 'Năm' : 'Year'),
    goals,
    own(vi ? 'Đúng hạn theo vùng và quý, so với mục tiêu' : 'On time by region and quarter, against the goals', sql, {
      name: vi ? 'dung_han_vung' : 'ontime_by_region',
      chart: JSON.stringify(chart, null, 2),
    }),
  ];
}

function countSql(language: Language): string {
  const vi = language === 'vi';
  const name = (label: string) => identifier(label);
  return `SELECT CASE verdict
    WHEN 'met' THEN '${vi ? 'đạt' : 'met'}' WHEN 'on_pace' THEN '${vi ? 'đúng tiến độ' : 'on pace'}' WHEN 'behind' THEN '${vi ? 'chậm tiến độ' : 'behind'}'
    WHEN 'missed' THEN '${vi ? 'không đạt' : 'missed'}' WHEN 'not_due' THEN '${vi ? 'chưa đến hạn' : 'not due'}' WHEN 'no_data' THEN '${vi ? 'chưa có số liệu' : 'no data'}'
  END AS ${name(vi ? 'Kết luận' : 'Verdict')},
  count(*) AS ${name(vi ? 'Số chỉ tiêu' : 'Targets')},
  count(*) FILTER (origin = 'illustrative') AS ${name(vi ? 'Trong đó theo số minh hoạ' : 'Of these from illustrative figures')}
FROM verdict($as_of, unit_ids := [$unit])
GROUP BY verdict
ORDER BY count(*) DESC, verdict`;
}
