/** A cell as the graph sees it. */
export interface GraphCell {
  readonly id: string;
  /** What others call it; null when nobody can. */
  readonly name: string | null;
  /** Names it reads, whatever they belong to: tables, parameters, figures in a text. */
  readonly reads: readonly string[];
}

/** Who follows whom in a notebook. Cells are named by id; everything is in an order in which each comes after those it reads. */
export interface CellGraph {
  /** All cells that are not part of a cycle and do not depend on one. */
  readonly order: readonly string[];
  /** Cells that a cell reads directly. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** Each cycle as the ids along it, the first not repeated at the end. */
  readonly cycles: readonly (readonly string[])[];
  /** The cells themselves and all that follow from them, in order; cells in or behind a cycle are left out. */
  affected(ids: Iterable<string>): string[];
  /** True when some cell reads this one. */
  isRead(id: string): boolean;
}

/**
 * Builds the graph. Names are compared without case, as the engine does. Of two cells of one name the first has it. A cell that reads
 * its own name is a cycle of one.
 */
export function cellGraph(cells: readonly GraphCell[]): CellGraph {
  const byName = new Map<string, string>();
  for (const cell of cells) {
    const key = cell.name?.toLowerCase();
    if (key !== undefined && !byName.has(key)) byName.set(key, cell.id);
  }
  const sources = new Map(
    cells.map((cell): [string, readonly string[]] => [
      cell.id,
      [...new Set(cell.reads.map((read) => byName.get(read.toLowerCase())).filter((id) => id !== undefined))],
    ]),
  );
  const readers = new Map<string, string[]>(cells.map((cell) => [cell.id, []]));
  for (const [id, from] of sources) for (const source of from) readers.get(source)!.push(id);

  const waitsFor = new Map([...sources].map(([id, from]) => [id, from.length]));
  const order: string[] = [];
  const place = new Map(cells.map((cell, at) => [cell.id, at]));
  const open = cells.filter((cell) => waitsFor.get(cell.id) === 0).map((cell) => cell.id);
  while (open.length > 0) {
    const id = open.shift()!;
    order.push(id);
    for (const reader of readers.get(id)!) {
      const left = waitsFor.get(reader)! - 1;
      waitsFor.set(reader, left);
      if (left === 0) insertByPlace(open, reader, place);
    }
  }

  const done = new Set(order);
  return {
    order,
    sources,
    cycles: cyclesAmong(
      cells.map((cell) => cell.id).filter((id) => !done.has(id)),
      sources,
    ),
    affected(ids) {
      const reached = new Set(ids);
      for (const id of order) if (sources.get(id)!.some((source) => reached.has(source))) reached.add(id);
      return order.filter((id) => reached.has(id));
    },
    isRead: (id) => (readers.get(id)?.length ?? 0) > 0,
  };
}

/** Cells that could run at the same time stand in the notebook's order. */
function insertByPlace(open: string[], id: string, place: ReadonlyMap<string, number>): void {
  const at = open.findIndex((other) => place.get(other)! > place.get(id)!);
  if (at < 0) open.push(id);
  else open.splice(at, 0, id);
}

/** Walks backwards from each cell that never became free until a cell comes again: that loop is a cycle. Each cycle once. */
function cyclesAmong(left: readonly string[], sources: ReadonlyMap<string, readonly string[]>): string[][] {
  const remaining = new Set(left);
  const cycles: string[][] = [];
  const known = new Set<string>();
  for (const start of left) {
    const path: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !known.has(at) && !path.includes(at)) {
      path.push(at);
      at = sources.get(at)!.find((source) => remaining.has(source));
    }
    if (at !== undefined && path.includes(at)) cycles.push(path.slice(path.indexOf(at)).reverse());
    for (const id of path) known.add(id);
  }
  return cycles;
}
