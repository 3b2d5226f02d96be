/** One unit of the register, as the generator needs it. */
export interface Unit {
  readonly id: string;
  readonly system: string;
  readonly code: string;
  readonly name: string;
  readonly fullName: string;
  readonly kind: string;
  readonly region: string;
  /** Persons; ministries have none and get an invented size instead. */
  readonly population: number | null;
  readonly sortOrder: number;
}

/** One column of a system's export, from system_column.csv. */
export interface SystemColumn {
  readonly systemId: string;
  readonly field: string;
  readonly role: string;
  readonly header: string;
  readonly aliases: readonly string[];
}

export interface ExportReference {
  readonly units: readonly Unit[];
  readonly columns: readonly SystemColumn[];
}

/** A reporting period: its last month counted from January 2019 (= 0), and how long it is. */
export interface Moment {
  readonly year: number;
  /** 1 to 12; of a quarter, its last month. */
  readonly month: number;
  readonly index: number;
  readonly quarterly: boolean;
  /** '2020-06' or '2020-Q2': how the catalogue of files names it. */
  readonly key: string;
}

export type Value = number | boolean | string | null;
export type Figures = Record<string, Value>;

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'windows-1258';
export type PeriodFormat =
  'Tháng M/YYYY' | 'TM/YYYY' | 'MM/YYYY' | 'YYYY-MM' | 'tháng MM năm YYYY' | 'DD/MM/YYYY' | 'Quý Q/YYYY' | 'QN/YYYY';
export type NameStyle = 'short' | 'full' | 'upper' | 'abbreviated' | 'committee';
export type YesStyle = 'Có/Không' | 'x/' | 'Đã hoàn thành/Chưa' | 'Đã ban hành/Chưa ban hành';
export type Calendar = '2019-2021' | '2019-2021 quarters' | '2025-2026';

/** A fault to plant. `unit` is a unit_id, `at` a Moment key. */
export type FaultPlan =
  | { readonly code: 'unit-missing'; readonly unit: string }
  | { readonly code: 'period-missing' | 'duplicate-row'; readonly unit: string; readonly at: string }
  | { readonly code: 'duplicate-conflict'; readonly unit: string; readonly at: string; readonly field: string; readonly add: number }
  | {
      readonly code: 'over-100' | 'negative-count' | 'not-a-number' | 'null-token';
      readonly unit: string;
      readonly at: string;
      readonly field: string;
      readonly text: string;
    }
  | {
      readonly code: 'numerator-exceeds-denominator';
      readonly unit: string;
      readonly at: string;
      readonly field: string;
      readonly over: string;
      readonly by: number;
    }
  | { readonly code: 'unit-unknown' | 'unit-near' | 'period-invalid'; readonly unit: string; readonly at: string; readonly text: string }
  | { readonly code: 'total-mismatch'; readonly at: string; readonly field: string; readonly add: number }
  | { readonly code: 'ragged-row'; readonly unit: string; readonly at: string; readonly shape: 'short' | 'long' }
  | { readonly code: 'repeated-header'; readonly at: string }
  | { readonly code: 'unchanged-12-months'; readonly unit: string; readonly at: string };

/** One file of the catalogue: what is in it, how it is written, what is wrong with it. */
export interface FileSpec {
  readonly name: string;
  readonly systemId: string;
  readonly calendar: Calendar;
  readonly unitSystems: readonly string[];
  /** Government-attached agencies too; default true. */
  readonly attached?: boolean;
  readonly encoding: Encoding;
  readonly delimiter: ';' | ',' | '\t';
  readonly newline?: 'crlf' | 'lf';
  readonly period: PeriodFormat;
  readonly names: NameStyle;
  /** Text trouble: marks decomposed, or no-break spaces inside unit names. */
  readonly text?: 'nfd' | 'nbsp';
  readonly order?: 'code' | 'alphabet' | 'region';
  /** Fields in printed order; 'ordinal', 'unit', 'unit_code', 'period' included. 'field=2' prints the second alias as header. */
  readonly columns: readonly string[];
  /** Thousands separated by dots; default false. */
  readonly grouped?: boolean;
  readonly yes?: YesStyle;
  readonly titles: readonly string[];
  readonly unitRow?: string;
  /** Title rows carry the delimiters of the table's width, as spreadsheet exports do. */
  readonly padded?: boolean;
  readonly totals?: 'month-first' | 'month-last' | 'end';
  readonly totalLabel?: string;
  readonly regions?: boolean;
  readonly notes?: readonly string[];
  readonly emptyColumn?: boolean;
  /** The numbers of these fields can be read two ways and nothing in the file decides. */
  readonly ambiguous?: readonly string[];
  readonly faults: readonly FaultPlan[];
  /** What is particular about the file, for the README. */
  readonly character: string;
}
