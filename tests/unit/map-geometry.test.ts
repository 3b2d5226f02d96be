import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dorling } from '../../src/core/map/dorling';
import { neighbourOf, type MapUnit } from '../../src/core/map/map-layout';
import { classOf, divergingClasses, inkOn, squareColour, terciles, valueClasses } from '../../src/core/map/map-colour';
import { tileGrid } from '../../src/core/map/tile-grid';
import { parseCsv } from '../support/csv';

const { rows } = parseCsv(readFileSync(new URL('../../sample-data/reference/unit.csv', import.meta.url), 'utf8'));
const unitsOf = (system: string): MapUnit[] =>
  rows
    .filter((row) => row.unit_system === system)
    .map((row) => ({
      id: row.unit_id!,
      system,
      code: row.code!,
      name: row.name_vi!,
      tileRow: Number(row.tile_row),
      tileCol: Number(row.tile_col),
      lon: Number(row.lon),
      lat: Number(row.lat),
      population: Number(row.population),
    }));

describe.each(['63', '34'])('the maps of the %s units', (system) => {
  const units = unitsOf(system);

  it('give every unit a tile of its own, and name both archipelagos inside the drawing', () => {
    const map = tileGrid(units);
    expect(map.shapes.map((shape) => shape.unitId).sort()).toEqual(units.map((unit) => unit.id).sort());
    expect(new Set(map.shapes.map(({ label }) => `${label.x} ${label.y}`)).size).toBe(units.length);
    expect(map.without).toEqual([]);
    for (const layout of [map, dorling(units)]) {
      expect(layout.insets.map(({ of }) => of.name.vi)).toEqual(['Quần đảo Hoàng Sa', 'Quần đảo Trường Sa']);
      for (const { box } of layout.insets) {
        expect(box.x).toBeGreaterThan(0);
        expect(box.x + box.width).toBeLessThanOrEqual(layout.width);
        expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
        const over = layout.shapes.filter(
          ({ label }) =>
            label.x < box.x + box.width && label.x + label.width > box.x && label.y < box.y + box.height && label.y + label.height > box.y,
        );
        expect(over).toEqual([]);
      }
    }
  });

  it('let no two circles overlap, keep areas in proportion to people, and stay near home', () => {
    const { shapes, width, height } = dorling(units);
    const circles = shapes.map(({ unitId, label }) => ({
      unitId,
      r: label.width / 2,
      x: label.x + label.width / 2,
      y: label.y + label.height / 2,
    }));
    for (const [i, a] of circles.entries()) {
      for (const b of circles.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(a.r + b.r - 1e-6);
      expect(a.x - a.r).toBeGreaterThanOrEqual(0);
      expect(a.x + a.r).toBeLessThanOrEqual(width);
      expect(a.y + a.r).toBeLessThanOrEqual(height);
    }
    const perPerson = circles
      .filter(({ r }) => r > 6)
      .map(({ unitId, r }) => r ** 2 / units.find((unit) => unit.id === unitId)!.population!);
    expect(Math.max(...perPerson) / Math.min(...perPerson)).toBeCloseTo(1, 6);
    // North stays north: the ranks of the latitudes and of the circles agree.
    const byLat = [...units].sort((a, b) => b.lat! - a.lat!).map((unit) => unit.id);
    const byY = [...circles].sort((a, b) => a.y - b.y).map(({ unitId }) => unitId);
    const moved = byLat.map((id, i) => Math.abs(byY.indexOf(id) - i));
    expect(moved.reduce((sum, by) => sum + by, 0) / moved.length).toBeLessThan(units.length / 12);
  });

  it('draw the same picture from the same units', () => {
    expect(dorling(units)).toEqual(dorling(units.map((unit) => ({ ...unit }))));
  });

  it('lead by arrow keys to every unit', () => {
    for (const { shapes } of [tileGrid(units), dorling(units)]) {
      const reached = new Set([shapes[0]!.unitId]);
      const queue = [shapes[0]!.unitId];
      for (let id = queue.pop(); id !== undefined; id = queue.pop())
        for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
          const next = neighbourOf(shapes, id, key)?.unitId;
          if (next && !reached.has(next)) {
            reached.add(next);
            queue.push(next);
          }
        }
      expect(reached.size).toBe(shapes.length);
    }
  });
});

it('circles part whatever the centres and sizes', () => {
  const unit = fc.record({
    lon: fc.double({ min: 102, max: 110, noNaN: true }),
    lat: fc.double({ min: 8, max: 23, noNaN: true }),
    population: fc.integer({ min: 1, max: 10_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(unit, { minLength: 1, maxLength: 25 }), (made) => {
      const { shapes } = dorling(
        made.map((one, i) => ({ id: `63:${i}`, system: '63', code: `${i}`, name: '', tileRow: null, tileCol: null, ...one })),
      );
      for (const [i, a] of shapes.entries())
        for (const b of shapes.slice(i + 1)) {
          const distance = Math.hypot(
            a.label.x + a.label.width / 2 - b.label.x - b.label.width / 2,
            a.label.y + a.label.width / 2 - b.label.y - b.label.width / 2,
          );
          expect(distance).toBeGreaterThan(a.label.width / 2 + b.label.width / 2 - 0.01);
        }
    }),
    { numRuns: 40 },
  );
});

describe('colours', () => {
  const figure = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 1000);
  const values = fc.array(figure, { minLength: 1, maxLength: 60 });

  it('put every value into one class, classes touch, and the target is a bound', () => {
    fc.assert(
      fc.property(values, figure, (held, goal) => {
        for (const classes of [valueClasses(held, 'light'), divergingClasses(held, goal, 'higher', 'light')]) {
          for (const value of held) expect(classOf(classes, value)).toBeGreaterThanOrEqual(0);
          for (const [i, one] of classes.slice(1).entries()) expect(one.from).toBe(classes[i]!.to);
        }
        const around = divergingClasses(held, goal, 'higher', 'light');
        for (const value of held) {
          const { from, to } = around[classOf(around, value)]!;
          expect(value < goal ? to <= goal + 1e-9 : from >= goal - 1e-9).toBe(true);
        }
      }),
    );
  });

  it('give the better side teal, and the same distance the same depth', () => {
    const higher = divergingClasses([5, 50, 95], 50, 'higher', 'light');
    const lower = divergingClasses([5, 50, 95], 50, 'lower', 'light');
    expect(higher.map(({ from, to }) => [from, to])).toEqual([
      [-10, 10],
      [10, 30],
      [30, 50],
      [50, 70],
      [70, 90],
      [90, 110],
    ]);
    expect(higher.at(-1)!.colour).toBe('#01665e');
    expect(lower.map(({ colour }) => colour)).toEqual(higher.map(({ colour }) => colour).reverse());
    // A value that just meets the target has the colour of those that meet it.
    expect(higher[classOf(higher, 50)]!.from).toBe(50);
    expect(lower[classOf(lower, 50)]!.to).toBe(50);
  });

  it('are told apart also by lightness, with ink that can be read on each', () => {
    const lightness = (colour: string) =>
      [1, 3, 5].reduce((sum, at, i) => sum + parseInt(colour.slice(at, at + 2), 16) * [0.2126, 0.7152, 0.0722][i]!, 0);
    for (const theme of ['light', 'dark'] as const) {
      const ramp = valueClasses([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], theme).map(({ colour }) => lightness(colour));
      const order = theme === 'light' ? [...ramp].sort((a, b) => b - a) : [...ramp].sort((a, b) => a - b);
      expect(ramp).toEqual(order);
      expect(new Set([0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => squareColour(a, b, theme)))).size).toBe(9);
    }
    expect(inkOn('#0b5c66')).toBe('#ffffff');
    expect(inkOn('#e3f0ef')).toBe('#000000');
  });

  it('part into thirds', () => {
    expect(terciles([1, 2, 3, 4, 5, 6, 7])).toEqual([3, 5]);
  });
});
