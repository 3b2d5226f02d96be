import { relationsAt, namedQueries, type Relation } from './sql-scope';
import { closingOf, isSymbol, isWord, nameIn, sqlPieces, type SqlPiece } from './sql-pieces';

/** What a column says of units: their names, or their codes; and of which unit systems, such as ['63']. */
export interface UnitColumn {
  readonly column: string;
  readonly says: 'name' | 'code';
  readonly systems: readonly string[];
  /** A code kept as a number: 1 for '01'. */
  readonly asNumber?: boolean;
}

/** What is known of a table: its unit columns, and whether it has unit_id. */
export interface UnitTable {
  readonly columns: readonly UnitColumn[];
  readonly hasUnitId: boolean;
}

/** One side of a comparison, as it can be written again: `alias.column`. */
export interface CrossingSide extends UnitColumn {
  readonly alias: string | null;
  readonly hasUnitId: boolean;
}

/** A comparison of names or codes of different unit systems; `start` and `end` are offsets of what makes it. */
export interface UnitCrossing {
  readonly form: 'using' | 'natural' | 'equals' | 'in' | 'set';
  readonly start: number;
  readonly end: number;
  readonly left: CrossingSide;
  readonly right: CrossingSide;
  /** SQL that may stand in place of [start, end); null where only the reader can say. */
  readonly remedy: string | null;
}

/** A reader who means it writes this comment anywhere in the statement. */
const meant = /(?:--|\/\*)\s*(?:unit systems|hệ đơn vị)\s*:\s*(?:as is|giữ nguyên)/iu;

/**
 * Comparisons on name or code across unit systems: in USING, NATURAL, `=`, IN (SELECT …) and UNION, INTERSECT, EXCEPT, through aliases, WITH and
 * subqueries. Reads the text only; what it cannot follow it leaves alone.
 * @param tableNamed what is known of a table, or of a macro with its arguments as written (`ranked('ontime_rate', $day)`); undefined when nothing is
 */
export function unitCrossings(
  sql: string,
  tableNamed: (name: string) => UnitTable | undefined,
  /** Unit systems, the oldest first. */
  order: readonly string[],
): UnitCrossing[] {
  return meant.test(sql) ? [] : new CrossingReader(sql, tableNamed, order).all();
}

class CrossingReader {
  readonly #pieces: readonly SqlPiece[];

  constructor(
    private readonly sql: string,
    private readonly tableNamed: (name: string) => UnitTable | undefined,
    private readonly order: readonly string[],
  ) {
    this.#pieces = sqlPieces(sql).filter((piece) => piece.kind !== 'comment');
  }

  all(): UnitCrossing[] {
    return this.#pieces.flatMap((piece, at) => {
      if (isWord(piece, 'using')) return this.#using(at);
      if (isWord(piece, 'natural')) return this.#natural(at);
      if (isSymbol(piece, '=') || isSymbol(piece, '==')) return this.#equals(at);
      if (isWord(piece, 'in')) return this.#in(at);
      if (isWord(piece, 'union', 'intersect', 'except')) return this.#set(at);
      return [];
    });
  }

  #using(at: number): UnitCrossing[] {
    const open = at + 1;
    if (!isSymbol(this.#pieces[open], '(')) return [];
    const close = closingOf(this.#pieces, open);
    const [left, right] = this.#sides(this.#pieces[at]!.start);
    return this.#pieces.slice(open + 1, close).flatMap((piece) => {
      if (piece.kind !== 'word' && piece.kind !== 'name') return [];
      const mine = this.#sideIn(right ? [right] : [], nameIn(piece));
      const other = this.#sideIn(left, nameIn(piece));
      const whole = close === open + 2;
      return crossing('using', this.#pieces[at]!.start, this.#pieces[close]!.end, other, mine, whole ? 'ON ' : null, this.order);
    });
  }

  #natural(at: number): UnitCrossing[] {
    const join = this.#pieces.findIndex((piece, index) => index > at && isWord(piece, 'join'));
    const after = this.#pieces[join + 1];
    if (join < 0 || !after) return [];
    const scope = relationsAt(this.sql, after.end);
    const right = scope.find((relation) => relation.start === after.start);
    const left = scope.filter((relation) => relation.start < after.start);
    if (!right) return [];
    const all = this.#unitColumns(right, 0).columns.flatMap((column) =>
      crossing(
        'natural',
        this.#pieces[at]!.start,
        after.end,
        this.#sideIn(left, column.column),
        this.#sideIn([right], column.column),
        null,
        this.order,
      ),
    );
    return all.slice(0, 1);
  }

  #equals(at: number): UnitCrossing[] {
    const left = this.#operandBefore(at);
    const right = this.#operandAfter(at);
    if (!left || !right) return [];
    const scope = relationsAt(this.sql, this.#pieces[at]!.end);
    return crossing('equals', left.start, right.end, this.#resolved(scope, left), this.#resolved(scope, right), '', this.order);
  }

  #in(at: number): UnitCrossing[] {
    const open = at + 1;
    if (!isSymbol(this.#pieces[open], '(') || !isWord(this.#pieces[open + 1], 'select', 'from')) return [];
    const close = closingOf(this.#pieces, open);
    const left = this.#operandBefore(isWord(this.#pieces[at - 1], 'not') ? at - 1 : at);
    if (!left) return [];
    const inner = this.sql.slice(this.#pieces[open]!.end, this.#pieces[close]!.start);
    const first = this.#outputOf(inner, this.#pieces[open]!.end, 0).columns[0];
    const side = first && { ...first, alias: null, hasUnitId: false };
    return crossing(
      'in',
      left.start,
      this.#pieces[close]!.end,
      this.#resolved(relationsAt(this.sql, left.end), left),
      side,
      null,
      this.order,
    );
  }

  /** The first columns of both queries of a set operation; UNION ALL only puts rows under each other. */
  #set(at: number): UnitCrossing[] {
    if (isWord(this.#pieces[at + 1], 'all')) return [];
    const next = isWord(this.#pieces[at + 1], 'distinct') ? at + 2 : at + 1;
    const before = this.#queryAround(at, -1);
    const after = this.#queryAround(next - 1, 1);
    const [left] = this.#outputOf(this.sql.slice(...before), before[0], 0).columns;
    const [right] = this.#outputOf(this.sql.slice(...after), after[0], 0).columns;
    const piece = this.#pieces[at]!;
    const bare = { alias: null, hasUnitId: false };
    return crossing('set', piece.start, piece.end, left && { ...left, ...bare }, right && { ...right, ...bare }, null, this.order);
  }

  /** Text range of the query before or after a set operation, within its brackets. */
  #queryAround(at: number, step: 1 | -1): [number, number] {
    let depth = 0;
    let edge = at;
    for (let i = at + step; i >= 0 && i < this.#pieces.length; i += step) {
      const piece = this.#pieces[i]!;
      if (isSymbol(piece, step === 1 ? '(' : ')')) depth += 1;
      if (isSymbol(piece, step === 1 ? ')' : '(') && --depth < 0) break;
      if (depth === 0 && isWord(piece, 'union', 'intersect', 'except')) break;
      edge = i;
    }
    return step === 1 ? [this.#pieces[at]!.end, this.#pieces[edge]!.end] : [this.#pieces[edge]!.start, this.#pieces[at]!.start];
  }

  /** The relations before a JOIN … USING, and the one it joins. */
  #sides(offset: number): [Relation[], Relation | undefined] {
    const before = relationsAt(this.sql, offset).filter((relation) => relation.start < offset);
    const last = before.reduce<Relation | undefined>((latest, one) => (latest && latest.start > one.start ? latest : one), undefined);
    return [before.filter((one) => one !== last), last];
  }

  #operandBefore(at: number): Operand | null {
    let end = this.#beforeCast(at - 1);
    const last = end;
    // lower(trim(a.name)) = …: what the functions are applied to is what is compared.
    while (isSymbol(this.#pieces[end], ')')) end -= 1;
    const wrapped = last - end;
    const operand = this.#columnEndingAt(wrapped > 0 && isWord(this.#pieces[end - 1], 'as') ? end - 2 : end);
    if (!operand) return null;
    if (wrapped === 0) return { ...operand, end: this.#pieces[at - 1]!.end };
    const open = this.#openOf(last);
    return open === null ? null : { ...operand, start: this.#pieces[open - 1]?.start ?? operand.start, end: this.#pieces[at - 1]!.end };
  }

  #operandAfter(at: number): Operand | null {
    let from = at + 1;
    let calls = 0;
    while (
      this.#pieces[from]?.kind === 'word' &&
      isSymbol(this.#pieces[from + 1], '(') &&
      !isWord(this.#pieces[from + 2], 'select', 'from')
    ) {
      from += 2;
      calls += 1;
    }
    let last = from;
    while (isSymbol(this.#pieces[last + 1], '.') && this.#pieces[last + 2]) last += 2;
    const operand = this.#columnEndingAt(last);
    if (!operand || isSymbol(this.#pieces[last + 1], '(')) return null;
    if (calls === 0) return { ...operand, end: this.#pieces[this.#afterCast(last)]!.end };
    return { ...operand, start: this.#pieces[at + 1]!.start, end: this.#pieces[closingOf(this.#pieces, at + 2)]!.end };
  }

  /** The piece before `::TYPE` that ends at `last`, else `last`. */
  #beforeCast(last: number): number {
    return isSymbol(this.#pieces[last - 1], '::') ? last - 2 : last;
  }

  #afterCast(last: number): number {
    return isSymbol(this.#pieces[last + 1], '::') && this.#pieces[last + 2] ? last + 2 : last;
  }

  #openOf(close: number): number | null {
    let depth = 0;
    for (let i = close; i >= 0; i--) {
      if (isSymbol(this.#pieces[i], ')')) depth += 1;
      else if (isSymbol(this.#pieces[i], '(') && --depth === 0) return i;
    }
    return null;
  }

  #columnEndingAt(last: number): Operand | null {
    const piece = this.#pieces[last];
    if (!piece || (piece.kind !== 'word' && piece.kind !== 'name')) return null;
    const qualified = isSymbol(this.#pieces[last - 1], '.');
    const qualifier = qualified ? this.#pieces[last - 2] : undefined;
    return { column: nameIn(piece), qualifier: qualifier ? nameIn(qualifier) : null, start: (qualifier ?? piece).start, end: piece.end };
  }

  #resolved(scope: readonly Relation[], operand: Operand): CrossingSide | undefined {
    const relations =
      operand.qualifier === null ? scope : scope.filter((one) => one.alias?.toLowerCase() === operand.qualifier?.toLowerCase()).slice(0, 1);
    return this.#sideIn(relations, operand.column);
  }

  #sideIn(relations: readonly Relation[], column: string): CrossingSide | undefined {
    for (const relation of relations) {
      const known = this.#unitColumns(relation, 0);
      const found = known.columns.find((one) => one.column.toLowerCase() === column.toLowerCase());
      if (found) return { ...found, alias: relation.alias, hasUnitId: known.hasUnitId };
    }
    return undefined;
  }

  /** Unit columns of a relation: of a table, of a query that WITH names, of a subquery. */
  #unitColumns(relation: Relation, depth: number): UnitTable {
    if (depth > 6) return nothing;
    if (relation.source.startsWith('(')) return this.#outputOf(relation.source.slice(1, -1), relation.start + 1, depth + 1);
    if (relation.name === null) return nothing;
    if (relation.source.endsWith(')')) return this.tableNamed(relation.source) ?? nothing;
    const named = namedQueries(this.sql).findLast(
      (query) => query.name.toLowerCase() === relation.name?.toLowerCase() && query.start < relation.start,
    );
    if (named && named.end < relation.start) return this.#outputOf(named.body, named.end - named.body.length, depth + 1);
    const table = this.tableNamed(relation.name);
    if (!table) return nothing;
    return narrowed(table, this.sql, relation);
  }

  /** Unit columns that a query gives out, in the order of its select list. */
  #outputOf(body: string, offset: number, depth: number): UnitTable {
    if (depth > 6) return nothing;
    const pieces = sqlPieces(body).filter((piece) => piece.kind !== 'comment');
    const select = pieces.findIndex((piece) => isWord(piece, 'select'));
    const from = pieces.findIndex((piece, at) => at > select && isWord(piece, 'from') && depthBefore(pieces, select, at) === 0);
    const scope =
      from < 0
        ? []
        : relationsAt(this.sql, offset + pieces[from]!.end).filter((one) => one.start >= offset && one.start < offset + body.length);
    if (from < 0 || scope.length === 0) return nothing;
    const of = scope.map((relation) => ({ relation, known: this.#unitColumns(relation, depth + 1) }));
    const hasUnitId = of.some(({ known }) => known.hasUnitId);
    if (select < 0 || select > from) return { columns: of.flatMap(({ known }) => known.columns), hasUnitId };
    const columns: UnitColumn[] = [];
    let item: SqlPiece[] = [];
    let level = 0;
    for (const piece of [...pieces.slice(select + 1, from), null]) {
      if (piece && isSymbol(piece, '(')) level += 1;
      if (piece && isSymbol(piece, ')')) level -= 1;
      if (piece && !(level === 0 && isSymbol(piece, ','))) {
        item.push(piece);
        continue;
      }
      columns.push(...selected(item, of));
      item = [];
    }
    return { columns, hasUnitId };
  }
}

interface Operand {
  readonly column: string;
  readonly qualifier: string | null;
  readonly start: number;
  readonly end: number;
}

const nothing: UnitTable = { columns: [], hasUnitId: false };

function depthBefore(pieces: readonly SqlPiece[], from: number, to: number): number {
  let depth = 0;
  for (const piece of pieces.slice(from, to)) depth += isSymbol(piece, '(') ? 1 : isSymbol(piece, ')') ? -1 : 0;
  return depth;
}

/** The unit columns of one item of a select list: `*`, `a.*`, `name`, `a.name AS tinh`. */
function selected(item: readonly SqlPiece[], of: readonly { readonly relation: Relation; readonly known: UnitTable }[]): UnitColumn[] {
  const words = bare(item.filter((piece) => !isWord(piece, 'distinct')));
  const qualifier = isSymbol(words[1], '.') ? nameIn(words[0]!) : null;
  const from = of.filter(({ relation }) => qualifier === null || relation.alias?.toLowerCase() === qualifier.toLowerCase());
  const at = qualifier === null ? 0 : 2;
  if (isSymbol(words[at], '*')) return from.flatMap(({ known }) => known.columns);
  const column = words[at];
  if (!column || (column.kind !== 'word' && column.kind !== 'name')) return [];
  const rest = words.slice(at + 1).filter((piece) => !isWord(piece, 'as'));
  if (rest.length > 1 || (rest[0] && rest[0].kind !== 'word' && rest[0].kind !== 'name')) return [];
  const found = from.flatMap(({ known }) => known.columns).find((one) => one.column.toLowerCase() === nameIn(column).toLowerCase());
  return found ? [{ ...found, column: rest[0] ? nameIn(rest[0]) : found.column }] : [];
}

/** Functions of a text that say the same unit still. */
const sayTheSame = ['lower', 'upper', 'trim', 'ltrim', 'rtrim', 'nfc_normalize', 'clean_text', 'any_value', 'first', 'last', 'min', 'max'];

/** The item without such functions around its column: `lower(trim(a.name)) AS ten` as `a.name AS ten`. */
function bare(item: SqlPiece[]): SqlPiece[] {
  if (!isWord(item[0], ...sayTheSame) || !isSymbol(item[1], '(')) return item;
  const close = closingOf(item, 1);
  return bare([...item.slice(2, close), ...item.slice(close + 1)]);
}

/** `unit_system = '63'` in the statement says which of the systems of a table of several is meant. */
function narrowed(table: UnitTable, sql: string, relation: Relation): UnitTable {
  const alias = relation.alias ?? '';
  const said = [...sql.matchAll(/(?:(\w+)\.)?unit_system\s*=\s*'(\w+)'/giu)].filter(
    ([, of]) => of === undefined || of.toLowerCase() === alias.toLowerCase(),
  );
  const wanted = said.map(([, , system]) => system!);
  if (wanted.length === 0) return table;
  return { ...table, columns: table.columns.map((one) => ({ ...one, systems: one.systems.filter((system) => wanted.includes(system)) })) };
}

const isMinistry = (system: string): boolean => system.startsWith('M');

function crossing(
  form: UnitCrossing['form'],
  start: number,
  end: number,
  left: CrossingSide | undefined,
  right: CrossingSide | undefined,
  before: string | null,
  order: readonly string[],
): UnitCrossing[] {
  if (!left || !right || left.says !== right.says || left.systems.length === 0 || right.systems.length === 0) return [];
  const same = left.systems.length === 1 && right.systems.length === 1 && left.systems[0] === right.systems[0];
  // Names of provinces and of ministries have nothing in common that could be confused.
  const comparable = left.systems.some((one) => right.systems.some((other) => isMinistry(one) === isMinistry(other) && one !== other));
  if (same || !comparable) return [];
  return [{ form, start, end, left, right, remedy: before === null ? null : remedyOf(before, left, right, order) }];
}

/** Equal territory instead of equal names: the unit of the older system as the one it became. */
function remedyOf(before: string, left: CrossingSide, right: CrossingSide, order: readonly string[]): string | null {
  if (left.systems.length !== 1 || right.systems.length !== 1 || left.alias === null || right.alias === null) return null;
  const [older, newer] = order.indexOf(left.systems[0]!) < order.indexOf(right.systems[0]!) ? [left, right] : [right, left];
  return `${before}unit_on(${idOf(older)}, '${newer.systems[0]}') = ${idOf(newer)}`;
}

const idOf = (side: CrossingSide): string =>
  side.hasUnitId ? `${side.alias}.unit_id` : `unit_id_of(${textOf(side)}, '${side.systems[0]}')`;

/** Codes are texts of two digits. */
function textOf(side: CrossingSide): string {
  const column = `${side.alias}.${quoted(side.column)}`;
  return side.asNumber ? `lpad(CAST(${column} AS VARCHAR), 2, '0')` : column;
}

const quoted = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
