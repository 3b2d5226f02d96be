import { gapSpec } from '../../core/compare/gap-spec';
import { heatSpec, profileSpec } from '../../core/compare/profile-spec';
import { rankSpec } from '../../core/compare/rank-spec';
import { seriesSpec } from '../../core/compare/series-spec';
import { slopeSpec } from '../../core/compare/slope-spec';
import { figureMarks, type FigureMark, type Told } from '../../core/compare/spec-parts';
import type { Language } from '../../core/language';
import type { JsonObject } from '../../core/question';
import { columnIndex, type ResultTable } from '../../core/result-table';
import { hasIllustrative } from '../../core/scorecard';
import type { CompareRoom } from '../../state/compare-room.svelte';
import { formatDate, formatNumber } from '../parts/format-value';
import { compareWords } from './words';

/** Signs of units of measure as they are printed after a number. */
export const signOf = (unit: string | undefined): string => (unit === 'percent' ? '%' : '');

/** Decimals that figures of a kind are printed with: two for shares and indexes, none for what is counted. */
export const decimalsOf = (kind: string | undefined): number => (kind === 'count' || kind === 'rank' || kind === 'yesno' ? 0 : 2);

export interface Picture {
  readonly told: Told;
  /** The Vega-Lite specification; null for maps, which are drawn otherwise. */
  readonly spec: JsonObject | null;
}

/** Title, what stands under it, and the specification of the picture that the room shows. */
export function pictureOf(room: CompareRoom, table: ResultTable, language: Language): Picture {
  const words = compareWords[language];
  const { view, form, indicator, target, scenario } = room;
  const day = (iso: string) => formatDate(iso, language);
  const two = view === 'slope' || view === 'gap' || (view === 'map' && form.map.colour === 'change');
  const many = view === 'profile' || view === 'heat';
  const name = indicator?.name[language] ?? form.indicators[0]!;
  const title = many ? words.manyTitle : name;
  const period =
    view === 'series'
      ? `${day(form.from)} – ${day(form.to)}`
      : two
        ? words.between(day(room.days.from), day(room.days.to))
        : words.asOf(day(many ? form.to : room.days.to));
  const peers =
    form.units.kind === 'peers'
      ? [
          words.peersTold(
            formatNumber(room.peers?.peers.length ?? 0, language),
            form.units.by.map((one) => words.covariates[one]).join(', '),
          ),
        ]
      : [];
  const goal = view === 'rank' || view === 'series' || view === 'map' ? (target?.value ?? null) : null;
  const told: Told = {
    language,
    title,
    subtitle: [
      [period, words.onBasis[form.basis], ...peers].join('; '),
      ...(view === 'rank' && hasIntervals(table) ? [words.interval] : []),
      ...(goal !== null && target ? [words.target(`${target.statement[language]} (${target.act})`)] : []),
      ...(scenario ? [words.scenarioTold(scenario.name)] : []),
      ...(hasIllustrative(table) ? [words.illustrativeTold] : []),
    ],
    sign: signOf(indicator?.unit),
    format: decimalsOf(indicator?.kind) === 0 ? ',.0f' : ',.2f',
    goal,
    pinned: room.stressed,
  };
  return { told, spec: specOf(room, table, told) };
}

function specOf(room: CompareRoom, table: ResultTable, told: Told): JsonObject | null {
  const { language } = told;
  const { form } = room;
  const names = distinct(table, language === 'vi' ? 'unit_name' : 'unit_name_en');
  const indicators = distinct(table, language === 'vi' ? 'indicator_vi' : 'indicator_en');
  const days = [formatDate(room.days.from, language), formatDate(room.days.to, language)] as const;
  switch (room.view) {
    case 'rank':
      return rankSpec(told, marksIn(table));
    case 'slope':
      return slopeSpec(told, days, table.rowCount);
    case 'series':
      return seriesSpec(
        told,
        distinct(table, language === 'vi' ? 'panel' : 'panel_en'),
        form.basis === 'as_reported',
        room.scenario !== null,
      );
    case 'profile': {
      // Where few units were chosen all of them are told apart, else those held on top.
      const shown =
        form.units.kind === 'chosen' && room.units.length <= 6 ? [...new Set([...room.stressed, ...room.units])] : room.stressed;
      return profileSpec({ ...told, pinned: shown }, indicators);
    }
    case 'heat':
      return heatSpec(told, indicators, names);
    case 'gap':
      return gapSpec(told, days);
    case 'map':
      return null;
  }
}

function distinct(table: ResultTable, column: string): string[] {
  const at = columnIndex(table, column);
  if (at < 0) return [];
  return [...new Set(Array.from({ length: table.rowCount }, (_, row) => String(table.cell(row, at))))];
}

function hasIntervals(table: ResultTable): boolean {
  const low = columnIndex(table, 'low');
  for (let row = 0; low >= 0 && row < table.rowCount; row++) if (table.cell(row, low) !== null) return true;
  return false;
}

function marksIn(table: ResultTable): FigureMark[] {
  const found = new Set(distinct(table, 'mark'));
  return figureMarks.filter((mark) => found.has(mark));
}
