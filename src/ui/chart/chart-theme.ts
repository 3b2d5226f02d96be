import type { Language } from '../../core/language';

/** Colours of a chart, as CSS colours that a canvas understands. */
export interface ChartColours {
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkMuted: string;
  readonly line: string;
  readonly series: readonly string[];
  /** From pale to strong, for values; its ends are those of the theme. */
  readonly ramp: readonly string[];
  /** In the order of `verdicts`. */
  readonly verdict: readonly string[];
  /** Of target lines. */
  readonly target: string;
}

/** Reads the theme's colours where they apply to `element`; custom properties must be resolved by the browser, hence the probe. */
export function chartColours(element: Element): ChartColours {
  const probe = element.ownerDocument.createElement('span');
  element.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    surface: read('surface'),
    ink: read('ink'),
    inkSoft: read('ink-soft'),
    inkMuted: read('ink-muted'),
    line: read('line'),
    series: [1, 2, 3, 4, 5, 6].map((i) => read(`series-${i}`)),
    ramp: [read('accent-soft'), read('series-1')],
    verdict: ['met-bg', 'on-pace-border', 'behind-border', 'missed-bg', 'not-due-border', 'no-data-hatch', 'not-applicable-bg'].map(
      (name) => read(`verdict-${name}`),
    ),
    target: read('danger'),
  };
  probe.remove();
  return colours;
}

/** The page's font. */
export const chartFont = "'Be Vietnam Pro', 'Segoe UI', system-ui, sans-serif";

/** Vega-Lite configuration: quiet axes, hairline grid, the theme's series, Be Vietnam Pro. The specification's own `config` wins over it. `narrow` puts legends under the chart. */
export function chartConfig(colours: ChartColours, narrow: boolean): Record<string, unknown> {
  const font = chartFont;
  const { surface, ink, inkSoft, inkMuted, line, series, ramp, verdict, target } = colours;
  const main = series[0];
  return {
    font,
    background: surface,
    padding: 8,
    view: { stroke: null, continuousHeight: 280, step: 18 },
    title: {
      color: ink,
      subtitleColor: inkSoft,
      fontSize: 15,
      fontWeight: 600,
      subtitleFontSize: 12,
      subtitleLineHeight: 16,
      subtitlePadding: 5,
      anchor: 'start',
      offset: 12,
      font,
      subtitleFont: font,
    },
    axis: {
      labelColor: inkSoft,
      titleColor: inkSoft,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 500,
      labelFont: font,
      titleFont: font,
      labelLimit: 240,
      domainColor: inkMuted,
      tickColor: inkMuted,
      tickSize: 4,
      gridColor: line,
      labelPadding: 5,
      labelSeparation: 10,
      titlePadding: 10,
    },
    axisBand: { grid: false, ticks: false },
    axisTemporal: { grid: false },
    axisQuantitative: { domain: false, ticks: false, tickCount: 6 },
    legend: {
      ...(narrow ? { orient: 'bottom', columns: 3, titleOrient: 'left' } : {}),
      labelColor: inkSoft,
      titleColor: inkSoft,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 500,
      labelFont: font,
      titleFont: font,
      symbolSize: 90,
      rowPadding: 4,
    },
    header: { labelColor: ink, titleColor: inkSoft, labelFontSize: 12, titleFontSize: 12, labelFont: font, titleFont: font },
    range: { category: series, moved: [main, series[2], inkMuted, inkMuted], ordinal: { scheme: 'teals' }, ramp, heatmap: ramp, verdict },
    style: {
      unit: { color: main },
      pinned: { color: series[2] },
      interval: { color: main, opacity: 0.28 },
      better: { color: main },
      worse: { color: series[2] },
      noise: { color: inkMuted, opacity: 0.55 },
      field: { stroke: surface, strokeWidth: 1 },
      'on-strong': { color: surface },
      'on-pale': { color: ink },
      merger: { color: inkMuted },
      'merger-label': { color: inkMuted },
      target: { color: target },
      'target-label': { color: target, fontWeight: 600 },
    },
    // The chart as a whole is one named picture; its parts would be read one by one, most of them without a name.
    mark: { color: main, aria: false },
    bar: { color: main, cornerRadiusEnd: 1.5 },
    line: { color: main, strokeWidth: 2 },
    area: { color: main, fillOpacity: 0.25, line: true },
    point: { color: main, filled: true, size: 55 },
    rule: { color: inkMuted },
    text: { color: ink, font, fontSize: 12 },
    tick: { color: main },
    rect: { color: main },
  };
}

/** d3-format locale: decimal comma and grouping point in Vietnamese. */
export const numberLocale: Readonly<Record<Language, Record<string, unknown>>> = {
  vi: { decimal: ',', thousands: '.', grouping: [3], currency: ['', '\u00a0₫'], nan: '–' },
  en: { decimal: '.', thousands: ',', grouping: [3], currency: ['₫', ''], nan: '–' },
};

const twelve = (write: (month: number) => string) => Array.from({ length: 12 }, (_, i) => write(i + 1));

/** d3-time-format locale. */
export const timeLocale: Readonly<Record<Language, Record<string, unknown>>> = {
  vi: {
    dateTime: '%H:%M %d/%m/%Y',
    date: '%d/%m/%Y',
    time: '%H:%M:%S',
    periods: ['SA', 'CH'],
    days: ['Chủ nhật', 'Thứ hai', 'Thứ ba', 'Thứ tư', 'Thứ năm', 'Thứ sáu', 'Thứ bảy'],
    shortDays: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'],
    months: twelve((month) => `Tháng ${month}`),
    shortMonths: twelve((month) => `Thg ${month}`),
  },
  en: {
    dateTime: '%e %B %Y %H:%M',
    date: '%d/%m/%Y',
    time: '%H:%M:%S',
    periods: ['AM', 'PM'],
    days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    shortDays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
    months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
    shortMonths: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  },
};
