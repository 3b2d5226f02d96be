import { nameUnderPx, type Box, type MapLayout, type MapShape } from './map-layout';
import { archipelagos } from './archipelagos';
import { geographicFrame, type Frame } from './projection';

type Ring = readonly (readonly number[])[];

/** The outer and inner rings of one feature, in degrees: [polygon][ring][point]. */
export interface MapFeature {
  readonly polygons: readonly (readonly Ring[])[];
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The reader's own map, laid out: one shape for each unit that has features. */
export function ownMap(features: ReadonlyMap<string, readonly MapFeature[]>, units: readonly string[], width = 620): MapLayout {
  const all = [...features.values()].flat();
  const points = function* () {
    for (const feature of all)
      for (const polygon of feature.polygons) for (const ring of polygon) for (const [lon = 0, lat = 0] of ring) yield [lon, lat] as const;
  };
  const frame = geographicFrame(points(), width);
  const shapes = [...features].map(([unitId, own]) => shapeOf(unitId, own, frame));
  const insets = archipelagos.map((of) => {
    const [x, y] = frame.project(of.lon, of.lat);
    return { of, box: { x: x - 45, y: y - 15, width: 80, height: 30 } };
  });
  return {
    width: frame.width,
    height: Math.max(frame.height, ...insets.map(({ box }) => box.y + box.height + nameUnderPx)),
    shapes,
    insets,
    without: units.filter((id) => !features.has(id)),
  };
}

function shapeOf(unitId: string, features: readonly MapFeature[], frame: Frame): MapShape {
  const n = (value: number) => Math.round(value * 10) / 10;
  let path = '';
  let largest: { readonly area: number; readonly label: Box } = { area: -1, label: { x: 0, y: 0, width: 0, height: 0 } };
  for (const polygon of features.flatMap((feature) => feature.polygons)) {
    polygon.forEach((ring, i) => {
      const projected = ring.map(([lon = 0, lat = 0]) => frame.project(lon, lat));
      let last = '';
      const written = projected.flatMap(([x, y]) => {
        const point = `${n(x)},${n(y)}`;
        return point === last ? [] : [(last = point)];
      });
      if (written.length < 3) return;
      path += `M${written.join('L')}z`;
      if (i > 0) return;
      const area = Math.abs(signedArea(projected));
      if (area > largest.area) largest = { area, label: labelBox(projected, area) };
    });
  }
  return { unitId, path, label: largest.label };
}

/** Shoelace formula. */
function signedArea(points: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (let i = 0; i < points.length; i++) {
    const [[x1, y1], [x2, y2]] = [points[i]!, points[(i + 1) % points.length]!];
    sum += x1 * y2 - x2 * y1;
  }
  return sum / 2;
}

/** A square of half the area around the centre of gravity. */
function labelBox(points: readonly (readonly [number, number])[], area: number): Box {
  const signed = signedArea(points);
  let [cx, cy] = [0, 0];
  for (let i = 0; i < points.length; i++) {
    const [[x1, y1], [x2, y2]] = [points[i]!, points[(i + 1) % points.length]!];
    const cross = x1 * y2 - x2 * y1;
    cx += (x1 + x2) * cross;
    cy += (y1 + y2) * cross;
  }
  const [x, y] = signed === 0 ? points[0]! : [cx / (6 * signed), cy / (6 * signed)];
  const side = Math.sqrt(area / 2);
  return { x: x - side / 2, y: y - side / 2, width: side, height: side };
}
