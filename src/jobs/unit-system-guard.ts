import { AppError } from '../core/app-error';
import type { Engine } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { identifier, textLiteral } from '../core/sql/sql-literal';
import { unitCrossings, type CrossingSide, type UnitColumn, type UnitCrossing, type UnitTable } from '../core/sql/unit-crossing';
import { relationsAt, withClause } from '../core/sql/sql-scope';
import { isWord, sqlPieces } from '../core/sql/sql-pieces';
import { wordsOf } from '../core/sql/sql-words';

/** Values of a column that are looked at, and how many of them have to be units for the column to be one of units. */
const looked = 300;
const mostly = 0.8;
/** How many of a system's units a list has to name to be one of that system. */
const nearlyAll = 0.9;
/** Units that a message names; more are counted. */
const named = 30;

/**
 * Finds in a statement what compares names or codes of different unit systems, before it runs. What a table's columns hold is read from the
 * table once, and again when its number of rows or columns has changed.
 */
export class UnitSystemGuard {
  readonly #tables = new Map<string, { readonly version: string; readonly known: UnitTable }>();
  /** What a macro gives out, by its call with the WITH it stands under, values put in. */
  readonly #calls = new Map<string, UnitTable>();
  #order: readonly string[] | null = null;
  #hasUnits = false;

  constructor(private readonly engine: Engine) {}

  /**
   * @param sql as written, `$names` allowed
   * @param bound puts values in place of the `$names` of a text; throws where one has none
   * @returns the first such comparison as an error with its place; null when there is none
   */
  async check(sql: string, bound: (text: string) => string = (text) => text): Promise<AppError | null> {
    const words = new Set(wordsOf(sql).map((word) => word.toLowerCase()));
    if (!['join', 'in', 'where', 'union', 'intersect', 'except', 'from'].some((word) => words.has(word))) return null;
    // Without the model's units nothing can be told apart, and there is nothing to mix up.
    this.#hasUnits ||= (await this.engine.check('SELECT 1 FROM main.unit, main.unit_alias')) === null;
    if (!this.#hasUnits) return null;
    const known = await this.#knownTables(words);
    this.#order ??= await unitSystemOrder(this.engine);
    const order = this.#order;
    // A macro is only asked for its units where a comparison hangs on them: it may take longer than the statement.
    const any = anyUnits(order);
    const hangs = unitCrossings(sql, (name) => known.get(name.toLowerCase()) ?? (name.endsWith(')') ? any : undefined), order).length > 0;
    if (!hangs) return null;
    for (const [source, table] of await this.#knownCalls(sql, words, bound)) known.set(source.toLowerCase(), table);
    const [first] = unitCrossings(sql, (name) => known.get(name.toLowerCase()), order);
    return first ? this.#errorOf(sql, first) : null;
  }

  async #knownTables(words: ReadonlySet<string>): Promise<Map<string, UnitTable>> {
    const found = recordsOf(
      await this.engine.query(
        `SELECT t.table_name, t.estimated_size || ' ' || t.column_count AS version, list(c.column_name || chr(31) || c.data_type ORDER BY c.column_index) AS columns
         FROM duckdb_tables() t JOIN duckdb_columns() c USING (schema_name, table_name)
         WHERE t.schema_name = 'main' AND lower(t.table_name) IN (${[...words].map(textLiteral).join(', ')}) GROUP BY ALL`,
      ),
    );
    const known = new Map<string, UnitTable>();
    for (const row of found) {
      const name = String(row.table_name);
      const version = String(row.version);
      const before = this.#tables.get(name);
      const table = before?.version === version ? before.known : await this.#read(name);
      this.#tables.set(name, { version, known: table });
      known.set(name.toLowerCase(), table);
    }
    return known;
  }

  /** Macros that the statement reads as tables, where it could compare a name or a code of theirs: the units they give out are asked for once. */
  async #knownCalls(sql: string, words: ReadonlySet<string>, bound: (text: string) => string): Promise<Map<string, UnitTable>> {
    const known = new Map<string, UnitTable>();
    const wholeRows = ['natural', 'union', 'intersect', 'except'].some((word) => words.has(word));
    if (!wholeRows && !Object.keys(macroColumns).some((column) => words.has(column))) return known;
    const calls = sqlPieces(sql)
      .filter((piece) => isWord(piece, 'from', 'join'))
      .flatMap((piece) => relationsAt(sql, piece.end))
      .filter((relation) => relation.name !== null && relation.source.endsWith(')'));
    for (const { source, start } of calls) {
      if (known.has(source)) continue;
      try {
        const before = bound(withClause(sql, start));
        const call = bound(source);
        const table = this.#calls.get(before + call) ?? (await this.#readCall(before, call));
        this.#calls.set(before + call, table);
        known.set(source, table);
      } catch {
        // A value that is not given yet, or a query that does not run: the check of the statement itself says so.
      }
    }
    return known;
  }

  async #readCall(before: string, call: string): Promise<UnitTable> {
    const columns = recordsOf(await this.engine.query(`DESCRIBE ${before} SELECT * FROM ${call}`)).map((row) => String(row.column_name));
    if (!columns.includes('unit_id')) return { columns: [], hasUnitId: false };
    const systems = recordsOf(
      await this.engine.query(
        `${before} SELECT DISTINCT split_part(unit_id, ':', 1) AS s FROM ${call} WHERE unit_id IS NOT NULL ORDER BY s LIMIT 20`,
      ),
    ).map((row) => String(row.s));
    const found = columns.flatMap((column): UnitColumn[] => {
      const says = macroColumns[column];
      return says ? [{ column, says, systems }] : [];
    });
    return { columns: found, hasUnitId: true };
  }

  async #read(table: string): Promise<UnitTable> {
    const model = modelColumns[table];
    if (model) return { columns: model.map((one) => ({ ...one, systems: allSystems })), hasUnitId: true };
    const columns = recordsOf(await this.engine.query(`DESCRIBE ${identifier(table)}`));
    const hasUnitId = columns.some((one) => one.column_name === 'unit_id');
    const ofType = (type: RegExp): string[] =>
      columns
        .map((one) => [String(one.column_name), String(one.column_type)] as const)
        .flatMap(([name, is]) => (type.test(name === '' || skipped.has(name) ? '' : is) ? [name] : []));
    const numbers = ofType(/^U?(TINY|SMALL|BIG)?INT(EGER)?$|^DOUBLE$/);
    const texts = [...ofType(/^VARCHAR$/), ...numbers];
    if (texts.length === 0) return { columns: [], hasUnitId };
    const shares = recordsOf(
      await this.engine.query(texts.map((column) => shareOf(table, column, numbers.includes(column))).join(' UNION ALL ')),
    );
    const found: UnitColumn[] = texts.flatMap((column) =>
      (['name', 'code'] as const).flatMap((says): UnitColumn[] => {
        const of = shares.filter((row) => row.column_name === column && row.says === says);
        const best = Math.max(0, ...of.map((row) => Number(row.share)));
        if (best < (says === 'code' ? 1 : mostly)) return [];
        const able = of.filter((row) => Number(row.share) === best);
        // All 34 names are names of the 63, too: a list that is complete for one system is one of that system.
        const complete = able.filter((row) => Number(row.coverage) >= nearlyAll);
        const asNumber = numbers.includes(column);
        // Ranks and months are small whole numbers, too: codes are a whole list of them, or are called so.
        if (asNumber && complete.length === 0 && !calledCode.test(column)) return [];
        const systems = (complete.length > 0 ? complete : able).map((row) => String(row.unit_system));
        const harmless = systems.length > 1 && able.every((row) => Number(row.at_risk) === 0);
        return harmless ? [] : [{ column, says, systems, ...(asNumber ? { asNumber } : {}) }];
      }),
    );
    const systems = hasUnitId ? await this.#systemsIn(table) : (found.find((one) => one.says === 'name')?.systems ?? null);
    return { columns: systems && systems.length > 0 ? found.map((one) => ({ ...one, systems })) : found, hasUnitId };
  }

  async #systemsIn(table: string): Promise<string[]> {
    const rows = await this.engine.query(
      `SELECT DISTINCT split_part(unit_id, ':', 1) AS s FROM ${identifier(table)} WHERE unit_id IS NOT NULL ORDER BY s`,
    );
    return recordsOf(rows).map((row) => String(row.s));
  }

  async #errorOf(sql: string, one: UnitCrossing): Promise<AppError> {
    const before = sql.slice(0, one.start);
    const risks = await unitsAtRisk(this.engine, one);
    return new AppError(one.left.says === 'name' ? 'unit-names-crossed' : 'unit-codes-crossed', {
      left: written(one.left),
      right: written(one.right),
      leftSystem: one.left.systems.join(', '),
      rightSystem: one.right.systems.join(', '),
      units: risks.slice(0, named).join(', ') + (risks.length > named ? ' …' : ''),
      count: risks.length,
      line: before.split('\n').length,
      column: one.start - before.lastIndexOf('\n'),
      length: one.end - one.start,
      fix: one.remedy ?? '',
    });
  }
}

const written = (side: CrossingSide): string => (side.alias === null ? side.column : `${side.alias}.${side.column}`);

/** Unit systems by the day they begin, the oldest first. */
async function unitSystemOrder(engine: Engine): Promise<string[]> {
  const rows = await engine.query('SELECT unit_system FROM unit GROUP BY unit_system ORDER BY min(valid_from) NULLS FIRST, unit_system');
  return recordsOf(rows).map((row) => String(row.unit_system));
}

/** Names of the units that such a comparison would take for one another: the same name or code, not the same territory. */
async function unitsAtRisk(engine: Engine, { left, right }: UnitCrossing): Promise<string[]> {
  const list = (systems: readonly string[]): string => systems.map(textLiteral).join(', ');
  const key = left.says === 'name' ? 'lower(a.name_vi) = lower(b.name_vi)' : 'a.code = b.code';
  const rows = await engine.query(
    `SELECT DISTINCT CASE WHEN a.name_vi = b.name_vi THEN a.name_vi ELSE a.code || ' (' || a.name_vi || ', ' || b.name_vi || ')' END AS unit, a.sort_order
     FROM unit a JOIN unit b ON ${key} AND a.unit_system <> b.unit_system AND (a.unit_system LIKE 'M%') = (b.unit_system LIKE 'M%')
     WHERE a.unit_system IN (${list(left.systems)}) AND b.unit_system IN (${list(right.systems)})
       AND NOT EXISTS (FROM territory t WHERE t.unit_id = a.unit_id AND t.part_id = b.unit_id AND t.role = 'whole' AND t.parts_total = 1 AND t.pieces_total = 0
         AND t.on_system = a.unit_system AND b.unit_system <> a.unit_system AND t.from_day = DATE '0001-01-01')
       AND NOT EXISTS (FROM territory t WHERE t.unit_id = b.unit_id AND t.part_id = a.unit_id AND t.role = 'whole' AND t.parts_total = 1 AND t.pieces_total = 0
         AND t.on_system = b.unit_system)
     ORDER BY a.sort_order`,
  );
  return recordsOf(rows).map((row) => String(row.unit));
}

/** Columns of the model's macros that say a unit's name or code, beside its unit_id. */
const macroColumns: Readonly<Record<string, UnitColumn['says']>> = {
  unit_name: 'name',
  unit_name_en: 'name',
  name_vi: 'name',
  name_en: 'name',
  full_name_vi: 'name',
  code: 'code',
  unit_code: 'code',
};

/** A macro that may give out names and codes of every system. */
const anyUnits = (systems: readonly string[]): UnitTable => ({
  columns: Object.entries(macroColumns).map(([column, says]) => ({ column, says, systems })),
  hasUnitId: true,
});

const calledCode = /^(ma|mã|code)([\s_]|$)|(^|_)code$/iu;

const allSystems = ['63', '34', 'M2021', 'M2025'];
const modelColumns: Readonly<Record<string, readonly Omit<UnitColumn, 'systems'>[]>> = {
  unit: [
    { column: 'name_vi', says: 'name' },
    { column: 'full_name_vi', says: 'name' },
    { column: 'name_en', says: 'name' },
    { column: 'code', says: 'code' },
  ],
  unit_alias: [{ column: 'alias', says: 'name' }],
};

/** Of the model and of every clean table: never a unit's name as written. */
const skipped: ReadonlySet<string> = new Set([
  'unit_id',
  'indicator_id',
  'period_kind',
  'series',
  'origin',
  '_file',
  '_sheet',
  'file',
  'sheet',
]);

/** How many of a column's different values are names, or codes, of the units of each system. */
function shareOf(table: string, column: string, isNumber: boolean): string {
  const text = isNumber
    ? `CASE WHEN ${identifier(column)} BETWEEN 0 AND 99 THEN lpad(CAST(CAST(${identifier(column)} AS BIGINT) AS VARCHAR), 2, '0') ELSE '' END`
    : `lower(trim(${identifier(column)}))`;
  const values = `(SELECT DISTINCT ${text} AS value FROM ${identifier(table)} WHERE ${identifier(column)} IS NOT NULL LIMIT ${looked})`;
  const share = (says: string, units: string, key: string): string =>
    `SELECT ${textLiteral(column)} AS column_name, '${says}' AS says, k.unit_system, count(DISTINCT v.value) / (SELECT count(*) FROM ${values}) AS share,
       count(DISTINCT k.unit_id) / (SELECT count(*) FROM unit WHERE unit_system = k.unit_system) AS coverage,
       count(*) FILTER (k.unit_id IN (SELECT unit_id FROM territory WHERE parts_total > 1 OR pieces_total > 0)) AS at_risk
     FROM ${values} v JOIN ${units} k ON ${key} = v.value GROUP BY k.unit_system`;
  return `${share('name', 'unit_alias', 'lower(k.alias)')} UNION ALL ${share('code', `(FROM unit WHERE unit_system <> 'VN')`, 'lower(k.code)')}`;
}
