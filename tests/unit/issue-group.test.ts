import { describe, expect, it } from 'vitest';
import type { Issue } from '../../src/core/issue';
import { groupedIssues, groupText } from '../../src/core/issue-group';

const percent = (column: string, rows: number): Issue => ({
  code: 'percent-text',
  kind: 'repair',
  table: 't',
  column,
  rows,
  examples: [
    { row: rows, before: '5%' },
    { row: rows + 1, before: '6%' },
  ],
});

describe('issues told together', () => {
  it('the same repair of many columns is one line, where the first stood', () => {
    const title: Issue = { code: 'title-rows', kind: 'repair', table: 't', rows: 2, examples: [] };
    const groups = groupedIssues([percent('a', 1), title, percent('b', 2), percent('c', 3), percent('d', 4), percent('e', 5)]);
    expect(groups.map((one) => groupText(one, 'vi'))).toEqual([
      '5 cột (“a”, “b”, “c”, “d”…): ký hiệu % được bỏ, giữ nguyên con số (15 ô)',
      '2 dòng tiêu đề phía trên bảng không phải số liệu',
    ]);
    expect(groupText(groups[0]!, 'en')).toBe('5 columns (“a”, “b”, “c”, “d”…): percent sign removed, the figure kept (15 cells)');
    expect(groups[0]!.examples.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
  });

  it('few columns, other words for no data and questions stay apart', () => {
    const few = [percent('a', 1), percent('b', 2), percent('c', 3)];
    const words = ['x', '-', 'x', '-', 'x', '-'].map((token, i): Issue => ({
      code: 'null-token',
      kind: 'repair',
      table: 't',
      column: `k${i}`,
      rows: 1,
      examples: [],
      detail: { token },
    }));
    const asked = [1, 2, 3, 4].map((i): Issue => ({ ...percent(`q${i}`, i), code: 'fraction-percent', kind: 'question' }));
    const all = [...few, ...words, ...asked];
    expect(groupedIssues(all)).toEqual(all);
  });
});
