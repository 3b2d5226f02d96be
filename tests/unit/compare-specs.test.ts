import { compile, type TopLevelSpec } from 'vega-lite';
import { parse, View, type LoggerInterface } from 'vega';
import { describe, expect, it } from 'vitest';
import { gapSpec } from '../../src/core/compare/gap-spec';
import { heatSpec, profileSpec } from '../../src/core/compare/profile-spec';
import { rankSpec } from '../../src/core/compare/rank-spec';
import { seriesSpec } from '../../src/core/compare/series-spec';
import { slopeSpec } from '../../src/core/compare/slope-spec';
import { inLines, spreadLabels, type Told } from '../../src/core/compare/spec-parts';
import { chartConfig } from '../../src/ui/chart/chart-theme';
import type { JsonObject } from '../../src/core/question';

const told: Told = { language: 'vi', title: 'Đúng hạn', subtitle: ['kỳ 12/2020'], sign: '%', format: ',.2f', goal: 30, pinned: ['34:08'] };
const grey = '#888888';
const config = chartConfig(
  {
    surface: grey,
    ink: grey,
    inkSoft: grey,
    inkMuted: grey,
    line: grey,
    series: [grey, grey, grey, grey, grey, grey],
    ramp: [grey, grey],
    verdict: [],
    target: grey,
  },
  false,
);
const names = ['Hà Giang', 'Cao Bằng', 'Thừa Thiên Huế'];
const rows = (of: (i: number) => JsonObject): JsonObject[] =>
  names.map((name, i) => ({ unit_id: `34:0${i + 7}`, unit_name: name, unit_name_en: name, ...of(i) }));

/** Draws without a screen; a warning of the compiler is a failure. Gives the scene's texts. */
async function texts(spec: JsonObject, values: readonly JsonObject[]): Promise<string[]> {
  const warnings: string[] = [];
  const logger = {
    level: () => logger,
    warn: (...said: unknown[]) => (warnings.push(said.join(' ')), logger),
    info: () => logger,
    debug: () => logger,
    error: () => logger,
  } as unknown as LoggerInterface;
  const { spec: vega } = compile(
    { ...spec, width: spec.facet ? undefined : 500, data: { values: values as object[] } } as unknown as TopLevelSpec,
    { logger, config },
  );
  expect(warnings).toEqual([]);
  const view = new View(parse(vega), { renderer: 'none', logger });
  const svg = await view.toSVG();
  return [...svg.matchAll(/<text[^>]*>(?:<tspan[^>]*>)?([^<]+)/g)].map((match) => match[1]!);
}

describe('pictures of a comparison', () => {
  it('the ranking names rank, unit, value and possible ranks; ties carry a sign; only units with a value are drawn', async () => {
    const values = rows((i) => ({
      rank: i < 2 ? 1 : 3,
      tied_with: i < 2 ? 1 : 0,
      rank_low: 1,
      rank_high: 3,
      value: 99 - i,
      low: 98 - i,
      high: 99.5 - i,
      mark: i ? 'clear' : 'small',
    }));
    const none = {
      unit_id: '34:99',
      unit_name: 'Lai Châu',
      unit_name_en: 'Lai Châu',
      rank: null,
      tied_with: null,
      rank_low: null,
      rank_high: null,
      value: null,
      low: null,
      high: null,
      mark: 'clear',
    };
    const said = await texts(rankSpec(told, ['small', 'clear']), [...values, none]);
    expect(said).toContain('=1\u2002Hà Giang');
    expect(said).toContain('3\u2002Thừa Thiên Huế');
    expect(said).toContain('99.00\u202f%\u2003hạng 1–3');
    expect(said).toContain('Chỉ tiêu 30\u202f%');
    expect(said).toContain('mẫu số dưới 30');
    expect(said.join()).not.toContain('Lai Châu');
  });

  it('the slope says what is more than noise and keeps labels apart', async () => {
    const values = rows((i) => ({ value_from: 50 + i / 100, value_to: 60 - i, moved: ['better', 'noise', 'worse'][i]! }));
    const said = await texts(slopeSpec(told, ['31/12/2020', '31/10/2026'], 3), values);
    for (const text of ['tốt lên', 'chưa hơn nhiễu', '31/12/2020', '31/10/2026', 'Hà Giang  50.0\u202f%']) expect(said).toContain(text);
  });

  it('small multiples mark the merger in each panel', async () => {
    const values = names.flatMap((panel, i) =>
      [2020, 2026].map((year) => ({
        panel,
        panel_en: panel,
        unit_id: `34:${i}`,
        unit_system: '34',
        nth: 1,
        unit_name: panel,
        unit_name_en: panel,
        period_end: new Date(year, 5, 30).getTime(),
        value: 90 + i,
        line: `${i} ${year}`,
        how: year < 2025 ? 'restated' : 'reported',
        numerator: 9,
        denominator: 10,
      })),
    );
    for (const asReported of [false, true]) {
      const said = await texts(seriesSpec(told, names, asReported), values);
      expect(said.filter((text) => text === 'sáp nhập 1/7/2025')).toHaveLength(3);
      expect(said).toEqual(expect.arrayContaining(names));
    }
  });

  it('places and heat grid name each indicator, broken into lines', async () => {
    const values = rows((i) => ({
      indicator_vi: 'Tỷ lệ dịch vụ công tích hợp',
      indicator_en: 'Integration',
      percentile: i * 50,
      value: i,
      rank: 3 - i,
      ranked: 3,
    }));
    expect(await texts(profileSpec(told, ['Tỷ lệ dịch vụ công tích hợp']), values)).toEqual(expect.arrayContaining(['Cao Bằng']));
    expect(await texts(heatSpec(told, ['Tỷ lệ dịch vụ công tích hợp'], names), values)).toEqual(expect.arrayContaining(names));
  });

  it('the waterfall runs from the first whole to the last', async () => {
    const step = (n: number, part: string, rate: number, weight: number, reached: number, name: string | null): JsonObject => ({
      step: n,
      part,
      unit_name: name,
      unit_name_en: name,
      units: 2,
      rate_effect: part === 'total' ? null : rate,
      weight_effect: part === 'total' ? null : weight,
      effect: part === 'total' ? null : rate + weight,
      reached,
    });
    const said = await texts(gapSpec(told, ['2020', '2026']), [
      step(0, 'total', 0, 0, 80, null),
      step(1, 'unit', 3, -1, 82, 'Hà Giang'),
      step(9998, 'others', 1, 0, 83, null),
      step(9999, 'total', 0, 0, 83, null),
    ]);
    for (const text of ['2020', '2026', 'Hà Giang', '2 đơn vị còn lại', '80.00\u202f%', '+2.000', '83.00\u202f%'])
      expect(said).toContain(text);
  });

  it('labels keep the distance and stay between the two passes', async () => {
    const values = [1, 1.01, 1.02, 5, 9].map((v) => ({ v }));
    const { spec } = compile({
      data: { name: 'd', values },
      transform: spreadLabels('v', 'at', '1') as never,
      mark: 'point',
      encoding: { y: { field: 'at', type: 'quantitative' } },
    } as TopLevelSpec);
    const view = await new View(parse(spec), { renderer: 'none' }).runAsync();
    const places = (view.data(String((spec.marks![0] as { from?: { data?: string } }).from!.data)) as { v: number; at: number }[]).sort(
      (a, b) => a.v - b.v,
    );
    for (const [i, one] of places.slice(1).entries()) expect(one.at - places[i]!.at).toBeGreaterThanOrEqual(1 - 1e-9);
    expect(places[3]!.at).toBeCloseTo(5, 6);
    expect(places[4]!.at).toBeCloseTo(9, 6);
  });

  it('break texts between words', () => {
    expect(inLines('Tỷ lệ hồ sơ giải quyết đúng hạn', 14)).toEqual(['Tỷ lệ hồ sơ', 'giải quyết', 'đúng hạn']);
    expect(inLines('', 5)).toEqual(['']);
  });
});
