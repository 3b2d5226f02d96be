import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellGraph, type GraphCell } from '../../src/core/notebook/cell-graph';

const cell = (id: string, reads: string[] = [], name: string | null = id): GraphCell => ({ id, name, reads });

describe('the graph of cells', () => {
  it('orders cells after those they read, and else as in the notebook', () => {
    const graph = cellGraph([cell('c', ['b']), cell('z'), cell('b', ['a']), cell('a')]);
    expect(graph.order).toEqual(['z', 'a', 'b', 'c']);
    expect(graph.affected(['b'])).toEqual(['b', 'c']);
    expect(graph.affected(['a', 'z'])).toEqual(['z', 'a', 'b', 'c']);
    expect(graph.isRead('a')).toBe(true);
    expect(graph.isRead('c')).toBe(false);
  });

  it('knows names without case, and leaves unknown ones alone', () => {
    const graph = cellGraph([cell('x', [], 'by_region'), cell('y', ['BY_Region', 'unit'], null)]);
    expect(graph.sources.get('y')).toEqual(['x']);
  });

  it('names a cycle, keeps it and what is behind it from running, and nothing else', () => {
    const graph = cellGraph([cell('a', ['c']), cell('b', ['a']), cell('c', ['b']), cell('d', ['c']), cell('e')]);
    expect(graph.order).toEqual(['e']);
    expect(graph.cycles).toHaveLength(1);
    expect([...graph.cycles[0]!].sort()).toEqual(['a', 'b', 'c']);
    expect(graph.affected(['a', 'e'])).toEqual(['e']);
    expect(cellGraph([cell('s', ['s'])]).cycles).toEqual([['s']]);
  });

  it('two cells of one name: the first has it', () => {
    expect(cellGraph([cell('1', [], 'n'), cell('2', [], 'n'), cell('3', ['n'])]).sources.get('3')).toEqual(['1']);
  });

  it('whatever is connected: order respects every edge, affected is closed and exact', () => {
    const notebooks = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(notebooks, fc.nat(30), (edges, start) => {
        const cells = edges.map((reads, at) =>
          cell(
            `c${at}`,
            reads.filter((read) => read < edges.length).map((read) => `c${read}`),
          ),
        );
        const graph = cellGraph(cells);
        const place = new Map(graph.order.map((id, at) => [id, at]));
        for (const id of graph.order) for (const source of graph.sources.get(id)!) expect(place.get(source)!).toBeLessThan(place.get(id)!);
        expect(graph.order.length === cells.length).toBe(graph.cycles.length === 0);
        for (const cycle of graph.cycles)
          for (const [at, id] of cycle.entries()) expect(graph.sources.get(cycle[(at + 1) % cycle.length]!)).toContain(id);
        const affected = new Set(graph.affected([`c${start}`]));
        for (const id of graph.order)
          expect(affected.has(id)).toBe(id === `c${start}` || graph.sources.get(id)!.some((source) => affected.has(source)));
      }),
    );
  });
});
