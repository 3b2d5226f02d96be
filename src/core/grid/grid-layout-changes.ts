import type { GridFilter } from './grid-filter';
import type { GridLayout } from './grid-layout';

/** Each gives a new layout; the one given stays as it is. */

/** `descending` null takes the column out of the order. `further` keeps the columns that already decide and lets this one decide after them. */
export function sortedOn(layout: GridLayout, column: string, descending: boolean | null, further = false): GridLayout {
  const before = layout.sort ?? [];
  const key = descending === null ? [] : [{ column, descending }];
  if (!further) return { ...layout, sort: key };
  const known = before.some((one) => one.column === column);
  return {
    ...layout,
    sort: known ? before.flatMap((one) => (one.column === column ? key : [one])) : [...before, ...key],
  };
}

/** Puts a filter in the place of all others on its column. */
export function filteredBy(layout: GridLayout, filter: GridFilter): GridLayout {
  return { ...layout, filters: [...(layout.filters ?? []).filter((one) => one.column !== filter.column), filter] };
}

export function withoutFilter(layout: GridLayout, filter: GridFilter): GridLayout {
  return { ...layout, filters: layout.filters?.filter((one) => one !== filter) };
}

export function withHidden(layout: GridLayout, column: string): GridLayout {
  return { ...layout, hidden: [...(layout.hidden ?? []).filter((one) => one !== column), column] };
}

export function withShown(layout: GridLayout, columns: readonly string[]): GridLayout {
  return { ...layout, hidden: layout.hidden?.filter((one) => !columns.includes(one)) };
}

export function withFrozen(layout: GridLayout, count: number): GridLayout {
  return { ...layout, frozen: count };
}

export function withWidth(layout: GridLayout, column: string, widthPx: number): GridLayout {
  return { ...layout, widths: { ...layout.widths, [column]: Math.round(widthPx) } };
}

/** Null takes the tint away. */
export function withColour(layout: GridLayout, column: string, lowerIsBetter: boolean | null): GridLayout {
  const others = (layout.colour ?? []).filter((one) => one.column !== column);
  return { ...layout, colour: lowerIsBetter === null ? others : [...others, { column, lowerIsBetter }] };
}

/**
 * Moves a column to another place among those shown; hidden ones stay beside the neighbours they have.
 * @param names all columns in the order of the layout, hidden ones too
 * @param to 0-based place among the columns shown
 */
export function withMoved(layout: GridLayout, names: readonly string[], column: string, to: number): GridLayout {
  const hidden = new Set(layout.hidden);
  const shown = names.filter((name) => !hidden.has(name));
  const from = shown.indexOf(column);
  const target = Math.min(Math.max(to, 0), shown.length - 1);
  const neighbour = shown[target];
  if (from < 0 || neighbour === undefined || from === target) return layout;
  const order = names.filter((name) => name !== column);
  order.splice(order.indexOf(neighbour) + (target > from ? 1 : 0), 0, column);
  return { ...layout, order };
}
