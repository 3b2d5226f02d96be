import '../../src/ui/theme.css';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { EditorKnowledge, KnownId } from '../../src/ui/editor/editor-knowledge';
import SqlEditor from '../../src/ui/editor/SqlEditor.svelte';

const unit = (id: string, name: string): KnownId => ({ id, kind: 'unit', name, group: id.split(':')[0]! });
const knowledge: EditorKnowledge = {
  tables: [
    {
      name: 'unit',
      kind: 'model',
      columns: [
        { name: 'unit_id', sqlType: 'VARCHAR' },
        { name: 'population', sqlType: 'BIGINT' },
      ],
      rows: 150,
    },
    { name: 'thang_nay', kind: 'cell', columns: [{ name: 'rate', sqlType: 'DOUBLE' }], rows: 63 },
  ],
  parameters: [{ name: 'system', label: 'Hệ đơn vị', value: '63' }],
  functions: [
    { name: 'verdict', kind: 'table', forms: [['as_of', 'unit_systems']], description: null, example: null, own: true },
    { name: 'date_trunc', kind: 'scalar', forms: [['part', 'timestamp']], description: 'Truncate', example: null, own: false },
    { name: 'entropy', kind: 'aggregate', forms: [['x']], description: 'Returns the log-2 entropy.', example: 'entropy(A)', own: false },
  ],
  ids: [
    unit('34:20', 'Lạng Sơn'),
    unit('63:20', 'Lạng Sơn'),
    unit('63:48', 'Đà Nẵng'),
    { id: 'nq1219-dvc-l4-30', kind: 'target', name: 'Dịch vụ công mức độ 4', group: '1219' },
  ],
  unitSystems: ['63'],
  describe: (query) =>
    Promise.resolve(
      /verdict\(/.test(query)
        ? [{ name: 'verdict', sqlType: 'VARCHAR' }]
        : /SELECT 1 AS một/.test(query)
          ? [{ name: 'một', sqlType: 'INTEGER' }]
          : [],
    ),
  sample: (table, column) => Promise.resolve(column ? ['1 200', '5'] : [`dòng của ${table}`]),
};
const content = () => document.querySelector<HTMLElement>('.cm-content');
const text = () => [...document.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n');
const options = () =>
  [...document.querySelectorAll('.cm-tooltip-autocomplete li')].map((option) =>
    `${option.querySelector('.cm-completionLabel')!.textContent} ${option.querySelector('.cm-completionDetail')?.textContent ?? ''}`.trim(),
  );
const labels = () => options().map((option) => option.split(' ')[0]);

async function opened(value: string, more: object = {}) {
  const props = { value, knowledge, language: 'vi' as const, label: 'Câu lệnh SQL', onrun: () => {}, ...more };
  const result = await render(SqlEditor, props);
  await expect.poll(content, { timeout: 20_000 }).not.toBeNull();
  content()!.focus();
  await userEvent.keyboard('{Control>}{End}{/Control}');
  return result;
}

/** Long enough after the list came that Enter takes from it. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 120));

test('beside a unit column a name without accents finds the id, those of the unit system in force first', async () => {
  await opened('SELECT * FROM unit WHERE unit_id = ');
  await userEvent.keyboard("'lang son");
  await expect.poll(options).toEqual(['Lạng Sơn 63:20', 'Lạng Sơn 34:20']);
  await settle();
  await userEvent.keyboard('{Enter}');
  expect(text()).toBe("SELECT * FROM unit WHERE unit_id = '63:20'");
  await userEvent.keyboard(' OR 1');
  expect(text()).toBe("SELECT * FROM unit WHERE unit_id = '63:20' OR 1");
});

test('the unit system that the statement names goes before that of the page', async () => {
  await opened("SELECT * FROM unit WHERE unit_system = '34' AND unit_id IN (");
  await userEvent.keyboard("'lang");
  await expect.poll(options).toEqual(['Lạng Sơn 34:20', 'Lạng Sơn 63:20']);
});

test('@ finds any id by its name and writes it as a literal', async () => {
  await opened('SELECT ');
  await userEvent.keyboard('@da nang');
  await expect.poll(options).toEqual(['Đà Nẵng 63:48']);
  await settle();
  await userEvent.keyboard('{Enter}');
  expect(text()).toBe("SELECT '63:48'");
  await userEvent.keyboard(', @dich vu');
  await expect.poll(options).toEqual(['Dịch vụ công mức độ 4 nq1219-dvc-l4-30 · 1219']);
});

test('a list of target ids offers targets; a plain text offers nothing', async () => {
  await opened('FROM verdict($as_of, target_ids := [');
  await userEvent.keyboard("'dich");
  await expect.poll(options).toEqual(['Dịch vụ công mức độ 4 nq1219-dvc-l4-30 · 1219']);
  await userEvent.keyboard('{Escape}{Control>}a{/Control}{Backspace}');
  await userEvent.keyboard("SELECT 'lang son");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(options()).toEqual([]);
});

test('after FROM come tables, cells and table macros, no columns; then the columns with aliases', async () => {
  await opened('SELECT 1 FROM ');
  await userEvent.keyboard('t');
  await expect.poll(labels).toContain('thang_nay');
  expect(labels()).not.toContain('date_trunc');
  await userEvent.keyboard('{Escape}{Control>}a{/Control}{Backspace}');
  await userEvent.keyboard('SELECT  FROM unit u JOIN thang_nay m ON TRUE{Control>}{Home}{/Control}{ArrowRight>7}');
  await userEvent.keyboard('m.');
  await expect.poll(options).toEqual(['rate double']);
  await userEvent.keyboard('{Escape}{Backspace>2}pop');
  await expect.poll(options).toContain('population bigint · u');
});

test('columns of a macro and of a WITH query are asked of the engine', async () => {
  await opened('WITH w AS (SELECT 1 AS một) SELECT  FROM verdict($system) v, w');
  await userEvent.keyboard('{Control>}{Home}{/Control}{ArrowRight>35}v.');
  await expect.poll(options).toEqual(['verdict varchar']);
  await userEvent.keyboard('{Escape}{Backspace>2}w.');
  await expect.poll(options).toEqual(['một integer']);
});

test('Ctrl+I says what stands at the cursor', async () => {
  await opened("SELECT date_trunc(population), entropy($system) FROM unit WHERE unit_id = '63:20'");
  const card = async (offset: number) => {
    await userEvent.keyboard(`{Escape}{Control>}{Home}{/Control}${`{ArrowRight}`.repeat(offset)}`);
    await userEvent.keyboard('{Control>}i{/Control}');
    await expect.poll(() => document.querySelector('.cm-explained')).not.toBeNull();
    return document.querySelector('.cm-explained')!.textContent;
  };
  expect(await card(9)).toContain("date_trunc('month', date)");
  expect(await card(20)).toMatch(/population.*cột bigint của unit.*1 200/s);
  expect(await card(41)).toMatch(/\$system.*Hệ đơn vị.*đang là 63/s);
  expect(await card(33)).toContain('Returns the log-2 entropy');
  expect(await card(56)).toMatch(/unit.*bảng có sẵn · 150 dòng.*dòng của unit/s);
  expect(await card(78)).toMatch(/63:20.*đơn vị.*Lạng Sơn/s);
});

test('F12 opens tables and cells, and goes to what the text itself defines', async () => {
  const onopen = vi.fn();
  await opened('WITH w AS (SELECT 1) SELECT * FROM w, thang_nay', { onopen });
  await userEvent.keyboard('{F12}');
  await expect.poll(() => onopen.mock.calls).toEqual([[{ kind: 'cell', name: 'thang_nay' }]]);
  await userEvent.keyboard(`${'{ArrowLeft}'.repeat(11)}{F12}`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await userEvent.keyboard('X');
  expect(text()).toBe('WITH Xw AS (SELECT 1) SELECT * FROM w, thang_nay');
  expect(onopen).toHaveBeenCalledTimes(1);
});

test('a fix is one click, and one undo', async () => {
  await opened('SELECT u.nam_vi FROM unit u', {
    diagnostics: [{ line: 1, column: 8, message: 'Không có cột "nam_vi"', wrong: 'nam_vi', fixes: ['name_vi', '"Tên"'] }],
  });
  expect(document.querySelector('.cm-problem')!.textContent).toBe('nam_vi');
  await page.getByRole('button', { name: 'Sửa thành name_vi' }).click();
  expect(text()).toBe('SELECT u.name_vi FROM unit u');
  expect(document.activeElement).toBe(content());
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(text()).toBe('SELECT u.nam_vi FROM unit u');
});

test('Shift+Alt+F asks for the text to be laid out anew', async () => {
  const onformat = vi.fn();
  await opened('SELECT 1', { onformat });
  await userEvent.keyboard('{Shift>}{Alt>}f{/Alt}{/Shift}');
  expect(onformat).toHaveBeenCalledTimes(1);
});
