import { buildIn, type BuildChannel, type ChartBuild, type ChartNote, type TargetLine, type TimeStep } from './chart-build';
import { channelTitle, chartFields, kindOf, measureAxis, type FieldKind } from './chart-fields';
import { stepFormats, targetWord, verdictNames } from './chart-words';
import { localeOf, type Language } from '../language';
import { verdicts } from '../verdict';
import type { Json, JsonObject } from '../question';
import type { ResultColumn } from '../result-table';

/**
 * A chart as a Vega-Lite 6 specification without data; its fields are those of the rows that `chartSql` gives. Colours are those of the
 * theme, told apart by colour-blind readers; verdicts take the range named `verdict`.
 */
export function chartSpec(build: ChartBuild, columns: readonly ResultColumn[], language: Language): JsonObject {
  const own = buildIn(build, columns, language);
  const writer = new SpecWriter(own, columns, language);
  const layers = [
    writer.marks(),
    ...own.targets.flatMap((line) => writer.target(line)),
    ...(own.x && own.y ? own.notes.map((note) => writer.note(note)) : []),
  ];
  const view: JsonObject = layers.length === 1 ? layers[0]! : { layer: layers };
  const transform = writer.transform();
  const facet = own.facet && writer.facet(own.facet);
  const body: JsonObject = facet ? { facet, columns: 3, spec: view } : view;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    ...(transform.length > 0 && { transform }),
    ...body,
  };
}

/** One mark for the whole layer (for each panel), not one for each row. */
const once: JsonObject = { transform: [{ aggregate: [{ op: 'count', as: 'rows' }] }] };

class SpecWriter {
  readonly #fields;

  constructor(
    private readonly build: ChartBuild,
    private readonly columns: readonly ResultColumn[],
    private readonly language: Language,
  ) {
    this.#fields = chartFields(build, columns);
  }

  /** The layer of the data itself. */
  marks(): JsonObject {
    const { mark, x, y, color, size, stack } = this.build;
    const measure = this.#measure();
    const stacked: Json = stack === 'share' ? 'normalize' : stack === 'overlay' ? null : 'zero';
    const position = (name: 'x' | 'y', channel: BuildChannel | undefined): JsonObject => {
      if (!channel) return {};
      const encoded = this.#position(channel);
      const stacks = name === measure && color && (mark === 'bar' || mark === 'area') && stack !== 'group';
      return { [name]: stacks ? { ...encoded, stack: stacked, ...(stack === 'share' && { axis: { format: '.0%' } }) } : encoded };
    };
    const along = measure === 'x' ? y : x;
    const side =
      mark === 'bar' && stack === 'group' && color && along && this.#isDiscrete(along)
        ? { [measure === 'x' ? 'yOffset' : 'xOffset']: this.#plain(color) }
        : {};
    return {
      mark: this.#mark(),
      encoding: {
        ...position('x', x),
        ...position('y', y),
        ...(color && { color: this.#color(color) }),
        ...(size && mark === 'point' && { size: this.#plain(size) }),
        ...side,
        tooltip: this.#tooltip(),
      },
    };
  }

  /** Words for codes, so that tooltips and legends need none. */
  transform(): Json[] {
    const seen = this.#fields.fields.filter(({ channel }) => this.#isVerdict(channel));
    return seen.map(({ name }) => ({ calculate: `(${this.#verdictWords()})[datum['${name}']]`, as: `${name}_word` }));
  }

  facet(channel: BuildChannel): JsonObject {
    const format = this.#timeFormat(channel);
    return { ...this.#plain(channel), header: { title: null, ...format, ...this.#labels(channel) } };
  }

  target(line: TargetLine): JsonObject[] {
    const axis = measureAxis(this.build, this.columns);
    const other = axis === 'x' ? 'y' : 'x';
    const label = line.label || targetWord[this.language];
    if (line.kind === 'value') {
      // In shares of 100 % the target is a share too.
      const share = this.#isShare();
      const datum = share ? line.value / 100 + 0 : line.value;
      const text = `${label}: ${this.#number(line.value)}${share ? ' %' : ''}`;
      const place: JsonObject =
        axis === 'x'
          ? { align: 'left', dx: 4, dy: -6, y: 0, baseline: 'bottom' }
          : { align: 'right', dy: -6, x: 'width', baseline: 'bottom' };
      return [
        {
          ...once,
          mark: { type: 'rule', style: 'target', strokeDash: [6, 4], strokeWidth: 1.5 },
          encoding: { [axis]: { datum }, tooltip: { value: text } },
        },
        { ...once, mark: { type: 'text', style: 'target-label', ...place }, encoding: { [axis]: { datum }, text: { value: text } } },
      ];
    }
    const along = this.build[other];
    if (!along) return [];
    const field = this.#fields.of({ column: line.column });
    const value: JsonObject = { field: field.name, type: 'quantitative' };
    const discrete = this.#isDiscrete(along);
    const mark: JsonObject = discrete
      ? { type: 'tick', style: 'target', thickness: 2.5, size: 16, orient: axis === 'x' ? 'vertical' : 'horizontal' }
      : { type: 'line', style: 'target', strokeDash: [6, 4], strokeWidth: 1.5, interpolate: 'step-after' };
    return [
      {
        mark,
        encoding: {
          [other]: this.#position(along),
          [axis]: value,
          tooltip: [this.#told(along), { ...value, title: label, format: ',.2~f' }],
        },
      },
    ];
  }

  note({ text, x, y }: ChartNote): JsonObject {
    return {
      ...once,
      mark: { type: 'text', align: 'left', dx: 6, dy: -8, fontStyle: 'italic' },
      encoding: { x: { datum: placeOf(x) }, y: { datum: placeOf(y) }, text: { value: text } },
    };
  }

  #isShare(): boolean {
    return this.build.stack === 'share' && this.build.color !== undefined && (this.build.mark === 'bar' || this.build.mark === 'area');
  }

  #measure(): 'x' | 'y' {
    return measureAxis(this.build, this.columns);
  }

  #mark(): Json {
    switch (this.build.mark) {
      case 'heat':
        return { type: 'rect' };
      case 'line':
        return { type: 'line', point: true };
      case 'area':
        return { type: 'area', line: true };
      case 'point':
        return { type: 'point', filled: true };
      case 'bar':
        return this.build.stack === 'overlay' && this.build.color ? { type: 'bar', opacity: 0.6 } : { type: 'bar' };
    }
  }

  #kind(channel: BuildChannel): FieldKind {
    const kind = kindOf(channel, this.columns);
    // Bars and fields of a heat map need a place of their own for each number on a side that is not measured.
    return this.build.mark === 'heat' && kind === 'quantitative' && !channel.aggregate && channel !== this.build.color ? 'ordinal' : kind;
  }

  #isDiscrete(channel: BuildChannel): boolean {
    const kind = this.#kind(channel);
    return kind === 'nominal' || kind === 'ordinal' || (channel.step !== undefined && this.#isBand());
  }

  #isBand(): boolean {
    return this.build.mark === 'bar' || this.build.mark === 'heat';
  }

  #plain(channel: BuildChannel): JsonObject {
    return { field: this.#fields.of(channel).name, type: this.#kind(channel), title: channelTitle(channel, this.language) };
  }

  #position(channel: BuildChannel): JsonObject {
    const kind = this.#kind(channel);
    const stepped = channel.step !== undefined && this.#isBand();
    const axis: JsonObject = {
      ...this.#timeFormat(channel),
      ...this.#labels(channel),
      ...(kind === 'quantitative' && channel.decimals !== undefined && { format: `,.${channel.decimals}f` }),
      ...(stepped ? { labelAngle: 0, labelOverlap: true } : channel.step && tickEach[channel.step]),
    };
    return {
      ...this.#plain(channel),
      // A band for each period that there is; missing ones stay visible on lines and areas, which keep the axis of time.
      ...(stepped && {
        type: 'ordinal',
        timeUnit: { year: 'year', quarter: 'yearquarter', month: 'yearmonth', day: 'yearmonthdate' }[channel.step!],
      }),
      ...(kind === 'quantitative' && (this.build.mark === 'point' || this.build.mark === 'line') && { scale: { zero: false } }),
      ...(kind !== 'quantitative' && channel.sort && { sort: this.#sort(channel) }),
      ...(Object.keys(axis).length > 0 && { axis }),
    };
  }

  #sort(channel: BuildChannel): Json {
    if (channel.sort === 'rows') return null;
    if (channel.sort === 'name' || channel.sort === 'name-down') return channel.sort === 'name' ? 'ascending' : 'descending';
    const measure = this.build.mark === 'heat' ? this.build.color : this.build[this.#measure()];
    if (!measure || measure === channel) return 'ascending';
    return { field: this.#fields.of(measure).name, op: 'sum', order: channel.sort === 'value' ? 'ascending' : 'descending' };
  }

  #color(channel: BuildChannel): JsonObject {
    const plain = this.#plain(channel);
    if (this.#isVerdict(channel))
      return {
        ...plain,
        scale: { domain: [...verdicts], range: 'verdict' },
        legend: { ...topLegend, labelExpr: `(${this.#verdictWords()})[datum.label]` },
      };
    const beside = this.build.mark === 'bar' && this.#measure() === 'x' && plain.type !== 'quantitative';
    const labels = { ...(beside && topLegend), ...this.#labels(channel), ...this.#timeFormat(channel) };
    const quantity = plain.type === 'quantitative' && this.build.mark === 'heat' && { scale: { range: 'heatmap' } };
    return {
      ...plain,
      ...quantity,
      ...(plain.type === 'temporal' && { type: 'ordinal', timeUnit: 'yearmonthdate' }),
      ...(channel.sort === 'rows' && { sort: null }),
      ...(Object.keys(labels).length > 0 && { legend: labels }),
    };
  }

  #tooltip(): Json[] {
    const { x, y, color, size, facet, tooltip } = this.build;
    const seen = new Set<string>();
    return [facet, x, y, color, size, ...tooltip].flatMap((channel) => {
      if (!channel) return [];
      const told = this.#told(channel);
      const key = String(told.field);
      return seen.has(key) ? [] : (seen.add(key), [told]);
    });
  }

  /** A line of the tooltip, written as the reader writes. */
  #told(channel: BuildChannel): JsonObject {
    const { field, type, title } = this.#plain(channel);
    if (this.#isVerdict(channel)) return { field: `${String(field)}_word`, type: 'nominal', title } as JsonObject;
    const number = { format: `,.${channel.decimals ?? 2}${channel.decimals === undefined ? '~' : ''}f` };
    return { field, type, title, ...(type === 'quantitative' ? number : this.#timeFormat(channel)) } as JsonObject;
  }

  #timeFormat(channel: BuildChannel): JsonObject {
    if (this.#kind(channel) !== 'temporal') return {};
    if (channel.step) return { format: stepFormats[channel.step][this.language], formatType: 'time' };
    const column = this.columns.find(({ name }) => name === channel.column);
    return { format: stepFormats.day[this.language] + (column?.type === 'timestamp' ? ' %H:%M' : ''), formatType: 'time' };
  }

  /** Words for yes and no. */
  #labels(channel: BuildChannel): JsonObject {
    if (this.#isVerdict(channel)) return { labelExpr: `(${this.#verdictWords()})[datum.label]` };
    if (channel.aggregate || this.columns.find(({ name }) => name === channel.column)?.type !== 'boolean') return {};
    const [no, yes] = this.language === 'vi' ? ['Không', 'Có'] : ['No', 'Yes'];
    return { labelExpr: `datum.label === 'true' ? '${yes}' : datum.label === 'false' ? '${no}' : ''` };
  }

  #isVerdict(channel: BuildChannel): boolean {
    return channel.column === 'verdict' && !channel.aggregate;
  }

  #verdictWords(): string {
    return `{${verdicts.map((verdict) => `'${verdict}':'${verdictNames[verdict][this.language]}'`).join(',')}}`;
  }

  #number(value: number): string {
    // Plus nothing: a minus before zero would not survive JSON.
    return (value + 0).toLocaleString(localeOf[this.language], { maximumFractionDigits: 6 });
  }
}

/** Above the chart: beside a few horizontal bars there is no room for a list. */
const topLegend: JsonObject = { orient: 'top', direction: 'horizontal', columns: 4 };

/** A tick for each period, so that no label is written twice. */
const tickEach: Readonly<Record<TimeStep, JsonObject>> = {
  year: { tickCount: 'year' },
  quarter: { tickCount: { interval: 'month', step: 3 } },
  month: { tickCount: 'month' },
  day: {},
};

/** 'YYYY-MM-DD' as Vega's own date, in the reader's zone like the data; anything else as it is. */
function placeOf(place: string | number): Json {
  const day = typeof place === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(place) : null;
  return day ? { year: Number(day[1]), month: Number(day[2]), date: Number(day[3]) } : place;
}
