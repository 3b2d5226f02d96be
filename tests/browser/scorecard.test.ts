import '../../src/ui/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Scorecard from '../../src/ui/parts/Scorecard.svelte';
import { shortActual, type ScorecardCell } from '../../src/ui/parts/scorecard-cells';
import { verdicts, type Verdict } from '../../src/core/verdict';

const units = [
  { id: 'HG', name: 'Hà Giang', region: 'Trung du và miền núi phía Bắc' },
  { id: 'LS', name: 'Lạng Sơn', region: 'Trung du và miền núi phía Bắc' },
  { id: 'DN', name: 'Đà Nẵng', region: 'Duyên hải' },
];
const targets = [
  { id: 'dvc4', label: 'DVC mức độ 4', title: 'Ít nhất 30 % dịch vụ công mức độ 4', goal: '≥ 30 %', deadline: '2020-12-31' },
  { id: 'lgsp', label: 'LGSP', title: 'Kết nối LGSP', goal: 'Có', deadline: null },
];
const cell = (verdict: Verdict, actual: ScorecardCell['actual'] = null, more: Partial<ScorecardCell> = {}): ScorecardCell => ({
  verdict,
  actual,
  goal: 30,
  gap: null,
  gapWork: null,
  unit: '%',
  ...more,
});
const table: Record<string, ScorecardCell> = {
  'HG dvc4': cell('behind', 28.4, { gap: 1.6, gapWork: 12340 }),
  'HG lgsp': cell('not_due'),
  'LS dvc4': cell('met', 99.82),
  'LS lgsp': cell('met', true, { goal: true, unit: null }),
  'DN dvc4': cell('no_data'),
};
const cells = (unit: string, target: string) => table[`${unit} ${target}`];
const props = { units, targets, cells, language: 'vi' as const, label: 'Bảng kết luận', onopen: () => {} };

test('every cell has its word, value and goal as its name; the foot and the end count', async () => {
  await render(Scorecard, props);
  await expect.element(page.getByRole('grid', { name: 'Bảng kết luận' })).toBeVisible();
  await expect.element(page.getByRole('gridcell', { name: 'Chậm tiến độ: 28,4\u202f%; mức phải đạt 30\u202f%' })).toHaveTextContent('28,4');
  await expect.element(page.getByRole('gridcell', { name: 'Chưa có số liệu', exact: true })).toBeVisible();
  await expect.element(page.getByRole('gridcell', { name: 'Không áp dụng', exact: true })).toBeVisible();
  await expect.element(page.getByRole('rowheader', { name: 'Hà Giang' })).toBeVisible();
  const text = (selector: string) => [...document.querySelectorAll(selector)].map((element) => element.textContent!.trim());
  expect(text('tbody td.tally')).toEqual(['0/2', '2/2', '0/1']);
  expect(text('tfoot td.tally')).toEqual(['1/3', '1/2', '']);
  await expect.element(page.getByRole('button', { name: 'Đạt 2' })).toBeVisible();
});

test('English, with its own per cent sign', async () => {
  await render(Scorecard, { ...props, language: 'en' });
  await expect.element(page.getByRole('gridcell', { name: 'Behind: 28.4%; goal 30%' })).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'No data 1' })).toBeVisible();
});

test('arrow keys move, the line below tells, Enter and a click open', async () => {
  const onopen = vi.fn();
  await render(Scorecard, { ...props, onopen });
  const focusedName = () => document.activeElement!.getAttribute('aria-label') ?? document.activeElement!.textContent!.trim();
  page
    .getByRole('gridcell', { name: /^Chậm/ })
    .element()
    .dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  (page.getByRole('gridcell', { name: /^Chậm/ }).element() as HTMLElement).focus();
  await expect
    .element(
      page.getByText(
        'Hà Giang · Ít nhất 30 % dịch vụ công mức độ 4: Chậm tiến độ: 28,4\u202f%; mức phải đạt 30\u202f%; còn cách 1,6\u202fđiểm % (12.340 hồ sơ hoặc việc nữa).',
      ),
    )
    .toBeVisible();
  await userEvent.keyboard('{ArrowDown}');
  expect(focusedName()).toMatch(/^Đạt: 99,82/);
  expect(document.querySelectorAll('table [tabindex="0"]').length).toBe(1);
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('{ArrowLeft}');
  expect(focusedName()).toBe('Lạng Sơn');
  await userEvent.keyboard('{Enter}{Control>}{Home}{/Control}{ArrowUp}');
  expect(focusedName()).toBe('Đơn vị');
  await userEvent.keyboard('{Control>}{End}{/Control}');
  expect(focusedName()).toBe('Không áp dụng');
  await page.getByRole('gridcell', { name: 'Chưa có số liệu', exact: true }).click();
  expect(onopen.mock.calls).toEqual([
    ['LS', 'dvc4'],
    ['DN', 'dvc4'],
  ]);
});

test('filters keep the units that have a verdict and fade the other cells', async () => {
  await render(Scorecard, props);
  await page.getByRole('button', { name: 'Chậm tiến độ 1' }).click();
  await expect.element(page.getByRole('button', { name: 'Chậm tiến độ 1' })).toHaveAttribute('aria-pressed', 'true');
  await expect.element(page.getByText('1 / 3 đơn vị')).toBeVisible();
  await expect.element(page.getByRole('rowheader', { name: 'Lạng Sơn' })).not.toBeInTheDocument();
  expect(document.querySelectorAll('td.faded').length).toBe(1);
  expect(document.querySelectorAll('table [tabindex="0"]').length).toBe(1);
  await page.getByRole('button', { name: 'Chưa có số liệu 1' }).click();
  await expect.element(page.getByText('2 / 3 đơn vị')).toBeVisible();
  await page.getByRole('button', { name: 'Bỏ lọc' }).click();
  await expect.element(page.getByText('3 / 3 đơn vị')).toBeVisible();
  expect(document.querySelectorAll('table [tabindex="0"]').length).toBe(1);
});

test('a value that misses its goal by a hair is never rounded onto it', () => {
  expect(shortActual(cell('behind', 29.9996), 'vi')).toBe('29,9996');
  expect(shortActual(cell('met', 30), 'vi')).toBe('30');
  expect(shortActual(cell('behind', 12340.6, { goal: 50_000 }), 'vi')).toBe('12.341');
  expect(shortActual(cell('met', '2021-03-05'), 'vi')).toBe('05/03/21');
});

test('of 63 × 14 cells those in view stand in the first paint, all of them soon after', async () => {
  const many = Array.from({ length: 63 }, (_, i) => ({ id: `u${i}`, name: `Tỉnh ${i}` }));
  const wide = Array.from({ length: 14 }, (_, i) => ({
    id: `t${i}`,
    label: `Chỉ tiêu ${i}`,
    title: `Chỉ tiêu ${i}`,
    goal: '≥ 30 %',
    deadline: '2021-06-30',
  }));
  const start = performance.now();
  await render(Scorecard, {
    ...props,
    units: many,
    targets: wide,
    cells: (unit: string, target: string) => cell(verdicts[(Number(unit.slice(1)) + Number(target.slice(1))) % 7]!, 12.5),
  });
  const built = performance.now() - start;
  document.body.getBoundingClientRect();
  console.info(`scorecard 63 × 14: built ${built.toFixed(0)} ms, laid out ${(performance.now() - start).toFixed(0)} ms`);
  expect(document.querySelectorAll('td[data-verdict]').length).toBeGreaterThan(18 * 14);
  await expect.poll(() => document.querySelectorAll('td[data-verdict]').length, { timeout: 5_000 }).toBe(63 * 14);
});
