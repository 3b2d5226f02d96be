/** A file name as an easy SQL name: `Một cửa điện tử (2019-2021).csv` → `mot_cua_dien_tu_2019_2021`. At most 60 characters; never empty, never a digit first. */
export function tableName(fileName: string): string {
  const base = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.(csv|tsv|txt|tab|dat|xlsx|xlsm|xlsb|xls|ods|html?|xml|json|ndjson|jsonl|parquet|arrow|feather|zip)$/i, '');
  const name = base
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[đð]/g, 'd')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
    .replace(/_+$/, '');
  if (name === '') return 'bang';
  return /^\d/.test(name) || reserved.has(name) ? `t_${name}` : name;
}

/** `name`, or `name_2`, `name_3` … when it is taken (compared without case, as SQL does). */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name}_${n}`;
  return free;
}

const reserved = new Set(
  'all and any array as asc both case cast check collate column constraint create default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit not null offset on only or order placing primary qualify references returning select show some summarize symmetric table then to trailing true union unique using variadic when where window with'.split(
    ' ',
  ),
);
