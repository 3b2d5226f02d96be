import { archipelagos } from './archipelagos';
import { nameUnderPx, type MapLayout, type MapUnit } from './map-layout';
import { geographicFrame } from './projection';

/** A circle that wants to lie at (homeX, homeY). */
interface Circle {
  readonly homeX: number;
  readonly homeY: number;
  readonly r: number;
  x: number;
  y: number;
}

/** Pixels between two circles. */
const gap = 1.5;

/**
 * A Dorling cartogram (Dorling 1996, "Area Cartograms"): a circle for each unit, its area in proportion to the population, as near to the
 * unit's centre as the others leave room. The same units always give the same drawing: no chance, no clock. No two circles overlap.
 *
 * @param width of the drawing in pixels; the height follows from the country
 * @param fill share of the drawing that the circles cover, about
 */
export function dorling(units: readonly MapUnit[], width = 600, fill = 0.21): MapLayout {
  const placed = units.filter((unit) => unit.lon !== null && unit.lat !== null && (unit.population ?? 0) > 0);
  const frame = geographicFrame(
    placed.map((unit) => [unit.lon!, unit.lat!] as const),
    width,
  );
  const people = placed.reduce((sum, unit) => sum + unit.population!, 0);
  const perPerson = (frame.width * frame.height * fill) / Math.max(people, 1);
  const circles = placed.map((unit): Circle => {
    const [homeX, homeY] = frame.project(unit.lon!, unit.lat!);
    return { homeX, homeY, r: Math.max(6, Math.sqrt((unit.population! * perPerson) / Math.PI)), x: homeX, y: homeY };
  });
  relax(circles);
  const left = Math.min(0, ...circles.map((circle) => circle.x - circle.r - gap));
  const top = Math.min(0, ...circles.map((circle) => circle.y - circle.r - gap));
  const insets = archipelagos.map((of) => {
    const [x, y] = frame.project(of.lon, of.lat);
    return { of, box: { x: x - left - 45, y: y - top - 15, width: 80, height: 30 } };
  });
  return {
    width:
      Math.max(frame.width, ...circles.map((circle) => circle.x + circle.r + gap), ...insets.map(({ box }) => box.x + box.width + 12)) -
      left,
    height: Math.max(
      Math.max(frame.height, ...circles.map((circle) => circle.y + circle.r + gap)) - top,
      ...insets.map(({ box }) => box.y + box.height + nameUnderPx),
    ),
    shapes: placed.map((unit, i) => {
      const { x, y, r } = circles[i]!;
      return {
        unitId: unit.id,
        path: circlePath(x - left, y - top, r),
        label: { x: x - left - r, y: y - top - r, width: 2 * r, height: 2 * r },
      };
    }),
    insets,
    without: units.filter((unit) => !placed.includes(unit)).map((unit) => unit.id),
  };
}

/**
 * Moves circles apart: each step pulls every circle home a little, ever less, and then pushes each pair that overlaps apart along the line
 * between them. The last steps only push, until nothing overlaps.
 */
function relax(circles: Circle[]): void {
  const steps = 400;
  for (let step = 0; step < steps; step++) {
    const pull = 0.06 * (1 - step / steps);
    for (const circle of circles) {
      circle.x += (circle.homeX - circle.x) * pull;
      circle.y += (circle.homeY - circle.y) * pull;
    }
    pushApart(circles, 0.5);
  }
  for (let step = 0; step < 5000 && pushApart(circles, 0.51) > 1e-6; step++);
}

/** One pass over all pairs; `share` of the overlap is taken by each of the two. @returns the largest overlap there was */
function pushApart(circles: Circle[], share: number): number {
  let worst = 0;
  for (let i = 0; i < circles.length; i++) {
    for (let j = i + 1; j < circles.length; j++) {
      const [a, b] = [circles[i]!, circles[j]!];
      let [dx, dy] = [b.x - a.x, b.y - a.y];
      // Two on one spot part along a direction that depends on nothing but their places in the list.
      if (dx === 0 && dy === 0) [dx, dy] = [Math.cos(i + j), Math.sin(i + j)];
      const distance = Math.hypot(dx, dy);
      const overlap = a.r + b.r + gap - distance;
      if (overlap <= 0) continue;
      worst = Math.max(worst, overlap);
      const [ux, uy] = [(dx / distance) * overlap * share, (dy / distance) * overlap * share];
      a.x -= ux;
      a.y -= uy;
      b.x += ux;
      b.y += uy;
    }
  }
  return worst;
}

function circlePath(x: number, y: number, r: number): string {
  const n = (value: number) => Math.round(value * 100) / 100;
  return `M${n(x - r)},${n(y)}a${n(r)},${n(r)} 0 1 0 ${n(2 * r)},0a${n(r)},${n(r)} 0 1 0 ${n(-2 * r)},0z`;
}
