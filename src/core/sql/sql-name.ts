/** Words of the engine's grammar, in lower case; a column or table of such a name needs quotes. */
export const sqlKeywords = (
  'add all alter analyze and anti any array as asc asof at attach between both by call case cast checkpoint collate column columns commit constraint copy create cross ' +
  'cube current default delete desc describe distinct drop else end escape except exclude execute exists explain export false fetch filter first following for foreign ' +
  'from full glob group grouping groups having if ignore ilike in index inner insert intersect interval into is isnull join key lambda last lateral left like limit load ' +
  'macro materialized nan natural not notnull null nulls of offset on only or order outer over partition percent pivot positional pragma preceding prepare primary qualify ' +
  'range recursive references rename replace respect returning right rollback rollup row rows sample schema select semi set sets show similar some struct summarize table ' +
  'temp temporary then ties to trailing true try_cast unbounded union unique unpivot update using values view virtual wal when where window with within without'
).trim();

/** Besides those: words that the engine keeps for itself, and such as mean a function or a type. */
const alsoQuoted =
  'analyse asymmetric authorization bigint binary bit boolean char character check coalesce collation concurrently dec decimal deferrable do extract float freeze generated ' +
  'grouping_id initially inout int integer leading national nchar none nullif numeric out overlaps overlay pivot_longer pivot_wider placing position precision real setof ' +
  'smallint substring symmetric tablesample time timestamp treat trim unpack varchar variadic verbose xmlattributes xmlconcat xmlelement xmlexists xmlforest ' +
  'xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable';

const reserved = new Set(`${sqlKeywords} ${alsoQuoted}`.split(' '));

/** A name as SQL needs it: bare when it can be, else in double quotes. */
export function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
