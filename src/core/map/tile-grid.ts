import { archipelagos } from './archipelagos';
import type { MapLayout, MapUnit } from './map-layout';

/** Height of a tile and the space between two, in pixels. */
const tile = { height: 46, gap: 3 };

/**
 * Every unit as a tile of one size, at the row and column of the reference files: a small province is read as easily as a large one.
 * The archipelagos stand east of the province they belong to, in a column of their own.
 *
 * @param tileWidth in pixels; seven of them and their gaps are the drawing's width
 */
export function tileGrid(units: readonly MapUnit[], tileWidth = 78): MapLayout {
  const placed = units.filter((unit) => unit.tileRow !== null && unit.tileCol !== null);
  const columns = Math.max(5, ...placed.map((unit) => unit.tileCol!)) + 1;
  const stepX = tileWidth + tile.gap;
  const stepY = tile.height + tile.gap;
  const boxAt = (row: number, column: number) => ({ x: column * stepX, y: row * stepY, width: tileWidth, height: tile.height });
  const byId = new Map(placed.map((unit) => [unit.id, unit]));
  const east = Math.max(6, columns - 1);
  const insets = archipelagos.flatMap((of) => {
    const home = byId.get(of.unitIds['63']) ?? byId.get(of.unitIds['34']);
    return home ? [{ of, box: { ...boxAt(home.tileRow!, east), height: tile.height * 0.6 } }] : [];
  });
  const rows = Math.max(0, ...placed.map((unit) => unit.tileRow!)) + 1;
  return {
    width: (east + 1) * stepX,
    height: rows * stepY,
    shapes: placed.map((unit) => {
      const box = boxAt(unit.tileRow!, unit.tileCol!);
      return { unitId: unit.id, path: roundedBox(box.x, box.y, box.width, box.height, 3), label: box };
    }),
    insets,
    without: units.filter((unit) => !byId.has(unit.id)).map((unit) => unit.id),
  };
}

function roundedBox(x: number, y: number, width: number, height: number, radius: number): string {
  const [w, h] = [width - 2 * radius, height - 2 * radius];
  const corner = (dx: number, dy: number) => `a${radius},${radius} 0 0 1 ${dx},${dy}`;
  return `M${x + radius},${y}h${w}${corner(radius, radius)}v${h}${corner(-radius, radius)}h${-w}${corner(-radius, -radius)}v${-h}${corner(radius, -radius)}z`;
}
