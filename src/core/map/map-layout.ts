import type { Archipelago } from './archipelagos';

/** One of the two systems of provinces; a map never mixes them. */
export type ProvinceSystem = '63' | '34';

/** A unit as maps know it: where it lies and how many live there. */
export interface MapUnit {
  readonly id: string;
  readonly system: string;
  readonly code: string;
  readonly name: string;
  readonly tileRow: number | null;
  readonly tileCol: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly population: number | null;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A unit's place on a drawn map, in the drawing's own pixels. */
export interface MapShape {
  readonly unitId: string;
  /** The outline as an SVG path. */
  readonly path: string;
  /** Where the name and the mark stand, and how much room they have. */
  readonly label: Box;
}

/** An archipelago's place on a drawn map. */
export interface MapInset {
  readonly of: Archipelago;
  /** The islands lie in it; the name stands under it. */
  readonly box: Box;
}

/** A map laid out: what is drawn, without any figure. */
export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly MapShape[];
  readonly insets: readonly MapInset[];
  /** Units that have no place on it. */
  readonly without: readonly string[];
}

/** Room for the name under an archipelago, three lines. */
export const nameUnderPx = 52;

export const centreOf = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/**
 * The shape next to one in a direction: the nearest one within 60° of it, so that arrow keys walk a map without coming to places of their own.
 * Undefined at the edge.
 */
export function neighbourOf(shapes: readonly MapShape[], unitId: string, key: string): MapShape | undefined {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const from = shapes.find((shape) => shape.unitId === unitId);
  if (!direction || !from) return undefined;
  const start = centreOf(from.label);
  let best: { shape: MapShape; cost: number } | undefined;
  for (const shape of shapes) {
    if (shape === from) continue;
    const { x, y } = centreOf(shape.label);
    const [dx, dy] = [x - start.x, y - start.y];
    const along = dx * direction[0]! + dy * direction[1]!;
    const distance = Math.hypot(dx, dy);
    if (along < distance / 2 || distance === 0) continue;
    // Straight ahead counts more than near and aside.
    const cost = distance + 2 * (distance - along);
    if (!best || cost < best.cost) best = { shape, cost };
  }
  return best?.shape;
}
