/** What the SQL editor knows of DuckDB 1.4 as it is built into this page: no extensions, so no icu, json, parquet or spatial functions. */

export const sqlKeywords = (
  'add all alter analyze and anti any array as asc asof at attach between both by call case cast checkpoint collate column columns commit constraint copy create cross ' +
  'cube current default delete desc describe distinct drop else end escape except exclude execute exists explain export false fetch filter first following for foreign ' +
  'from full glob group grouping groups having if ignore ilike in index inner insert intersect interval into is isnull join key lambda last lateral left like limit load ' +
  'macro materialized nan natural not notnull null nulls of offset on only or order outer over partition percent pivot positional pragma preceding prepare primary qualify ' +
  'range recursive references rename replace respect returning right rollback rollup row rows sample schema select semi set sets show similar some struct summarize table ' +
  'temp temporary then ties to trailing true try_cast unbounded union unique unpivot update using values view virtual wal when where window with within without'
).trim();

export const sqlTypes =
  'bigint bit blob boolean bool char date datetime decimal double enum float hugeint int int1 int2 int4 int8 integer interval list long map numeric real short signed ' +
  'smallint string struct text time timestamp tinyint ubigint uhugeint uinteger union usmallint utinyint uuid varchar';

/** Functions offered while typing, each with its arguments; every name here is in the build (a test asks it). */
export const sqlFunctions: readonly (readonly [name: string, args: string])[] = [
  ['abs', 'x'],
  ['any_value', 'x'],
  ['arg_max', 'x, by'],
  ['arg_min', 'x, by'],
  ['array_agg', 'x'],
  ['avg', 'x'],
  ['bool_and', 'condition'],
  ['bool_or', 'condition'],
  ['ceil', 'x'],
  ['coalesce', 'a, b, …'],
  ['concat', 'a, b, …'],
  ['concat_ws', 'separator, a, b, …'],
  ['contains', 'text, part'],
  ['corr', 'y, x'],
  ['count', '*'],
  ['count_if', 'condition'],
  ['cume_dist', ''],
  ['date_diff', "'month', from, to"],
  ['date_part', "'year', date"],
  ['date_trunc', "'month', date"],
  ['day', 'date'],
  ['dayname', 'date'],
  ['dense_rank', ''],
  ['ends_with', 'text, end'],
  ['first_value', 'x'],
  ['floor', 'x'],
  ['format', "'{}', x"],
  ['generate_series', 'from, to, step'],
  ['greatest', 'a, b, …'],
  ['histogram', 'x'],
  ['ifnull', 'x, otherwise'],
  ['isfinite', 'x'],
  ['lag', 'x, rows'],
  ['last_day', 'date'],
  ['last_value', 'x'],
  ['lead', 'x, rows'],
  ['least', 'a, b, …'],
  ['left', 'text, count'],
  ['length', 'text'],
  ['list_aggregate', "list, 'sum'"],
  ['list_contains', 'list, x'],
  ['list_filter', 'list, x -> condition'],
  ['list_sort', 'list'],
  ['list_transform', 'list, x -> expression'],
  ['ln', 'x'],
  ['log10', 'x'],
  ['lower', 'text'],
  ['lpad', 'text, count, fill'],
  ['ltrim', 'text'],
  ['mad', 'x'],
  ['make_date', 'year, month, day'],
  ['max', 'x'],
  ['median', 'x'],
  ['min', 'x'],
  ['mode', 'x'],
  ['month', 'date'],
  ['monthname', 'date'],
  ['nth_value', 'x, n'],
  ['ntile', 'n'],
  ['nullif', 'x, value'],
  ['percent_rank', ''],
  ['power', 'x, y'],
  ['product', 'x'],
  ['quantile_cont', 'x, 0.5'],
  ['quarter', 'date'],
  ['range', 'from, to, step'],
  ['rank', ''],
  ['regexp_extract', "text, 'pattern', group"],
  ['regexp_matches', "text, 'pattern'"],
  ['regexp_replace', "text, 'pattern', 'with'"],
  ['regr_slope', 'y, x'],
  ['replace', 'text, from, to'],
  ['reverse', 'text'],
  ['right', 'text, count'],
  ['round', 'x, digits'],
  ['row_number', ''],
  ['rpad', 'text, count, fill'],
  ['rtrim', 'text'],
  ['sign', 'x'],
  ['split_part', 'text, separator, index'],
  ['sqrt', 'x'],
  ['starts_with', 'text, start'],
  ['stddev_samp', 'x'],
  ['strftime', "date, '%d/%m/%Y'"],
  ['string_agg', "x, ', '"],
  ['string_split', 'text, separator'],
  ['strip_accents', 'text'],
  ['strptime', "text, '%d/%m/%Y'"],
  ['struct_pack', 'name := x'],
  ['substring', 'text, start, count'],
  ['sum', 'x'],
  ['trim', 'text'],
  ['trunc', 'x'],
  ['try_strptime', "text, '%d/%m/%Y'"],
  ['typeof', 'x'],
  ['unnest', 'list'],
  ['upper', 'text'],
  ['var_samp', 'x'],
  ['week', 'date'],
  ['year', 'date'],
];

/** A name as SQL needs it: bare when it can be, else in double quotes. */
export function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

const reserved = new Set(sqlKeywords.split(' '));
