import type { Engine, RunOptions } from '../core/engine';
import { nearShare, shapeDifference, shapeKey, type ShapeDifference } from '../core/recipe/file-shape';
import { identifier } from '../core/sql/sql-literal';
import { tableName } from '../ingest/table-name';
import { shapeOfTable } from './compare-version';
import type { OpenedFile, OpenedTable } from './opened-file';
import { enterTable, forgetFile, TableNames } from './table-registry';

/** Tables of one shape, from one file each or several sheets of one. */
export interface ShapeGroup {
  readonly key: string;
  readonly members: readonly { readonly file: string; readonly table: OpenedTable }[];
}

/** Loaded tables by shape, those of the engine's own path too; groups of one left out. */
export function groupsOf(files: readonly OpenedFile[]): ShapeGroup[] {
  const groups = new Map<string, { file: string; table: OpenedTable }[]>();
  for (const file of files) {
    if (file.error || file.unread) continue;
    for (const table of file.tables) {
      const key = shapeKey(shapeOfTable(table));
      const members = groups.get(key) ?? [];
      groups.set(key, members);
      members.push({ file: file.name, table });
    }
  }
  return [...groups].filter(([, members]) => members.length > 1).map(([key, members]) => ({ key, members }));
}

/** A table that is nearly of a group's shape: the odd one out, and what differs. */
export interface OddTable {
  readonly file: string;
  readonly difference: ShapeDifference;
}

/** Loaded tables that look like those of a group and differ in some columns; a table of a group of its own is none. */
export function oddOnes(
  files: readonly OpenedFile[],
  groups: readonly { readonly key: string; readonly members: readonly string[] }[],
): OddTable[] {
  const tables = files
    .filter((file) => !file.error && !file.unread)
    .flatMap((file) => file.tables.map((table) => ({ file: file.name, table })));
  const inGroup = new Set(groups.flatMap((group) => group.members));
  return tables.flatMap(({ file, table }) => {
    if (inGroup.has(table.name)) return [];
    const differences = groups.flatMap((group) => {
      const model = tables.find((one) => group.members.includes(one.table.name));
      return model ? [shapeDifference(shapeOfTable(model.table), shapeOfTable(table))] : [];
    });
    const nearest = differences.filter(({ share }) => share >= nearShare).sort((a, b) => b.share - a.share)[0];
    return nearest ? [{ file, difference: nearest }] : [];
  });
}

/** A table that holds the rows of several, each with its `_file` (`_sheet`) and `_row`. */
export interface UnitedTable {
  readonly key: string;
  readonly name: string;
  readonly rows: number;
  readonly members: readonly string[];
  readonly files: readonly string[];
}

/** Stands for the file in the list of tables; no file can be called that. */
const united = '\u001funited';

/** Makes (or makes anew) the table of a group. Its name comes from what the files' names have in common. Members stay as they are. */
export async function uniteTables(engine: Engine, group: ShapeGroup, options: RunOptions = {}): Promise<UnitedTable> {
  const names = await TableNames.read(engine);
  const file = `${united}${group.key}`;
  const old = names.tablesOf(file);
  const name = old[0] ?? (await names.nameFor(file, '', commonName(group.members.map((one) => one.file))));
  const selects = group.members.map(({ table }) => `SELECT * FROM main.${identifier(table.name)}`);
  const fresh = `main.${identifier(`${name}__new`)}`;
  await engine.query(`CREATE OR REPLACE TABLE ${fresh} AS ${selects.join(' UNION ALL BY NAME ')}`, options);
  await engine.execute(
    `BEGIN; ${forgetFile(file, old)} ${enterTable(file, '', name)} ALTER TABLE ${fresh} RENAME TO ${identifier(name)}; COMMIT;`,
  );
  const rows = Number((await engine.query(`SELECT count(*) FROM main.${identifier(name)}`)).cell(0, 0));
  return {
    key: group.key,
    name,
    rows,
    members: group.members.map(({ table }) => table.name),
    files: [...new Set(group.members.map((one) => one.file))],
  };
}

/** Takes the united table away; its members stay. */
export async function divideTables(engine: Engine, key: string): Promise<void> {
  const file = `${united}${key}`;
  await engine.execute(forgetFile(file, (await TableNames.read(engine)).tablesOf(file)));
}

/** What the names of the files begin with, as a table's name; 'gop' where that is nothing: `a_01.csv`, `a_02.csv` → `a_gop`. */
export function commonName(files: readonly string[]): string {
  const [first = '', ...rest] = files.map(tableName);
  let length = first.length;
  for (const one of rest) while (!one.startsWith(first.slice(0, length))) length--;
  const stem = first
    .slice(0, length)
    .replace(/_?\d*_?$/, '')
    .replace(/_+$/, '');
  return stem.length >= 3 ? `${stem}_gop` : 'gop';
}
