import '../../src/ui/theme.css';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { UnitFacts } from '../../src/core/compare/unit-facts';
import type { MapFigure } from '../../src/core/map/map-figure';
import type { CompareRoom } from '../../src/state/compare-room.svelte';
import type { Session } from '../../src/state/session.svelte';
import CompareControls from '../../src/ui/compare/CompareControls.svelte';
import MapView from '../../src/ui/map/MapView.svelte';
import { violationsIn } from '../support/axe-here';
import { editorSession } from '../support/editor-session';
import WithSession from '../support/WithSession.svelte';

let session: Session;
let room: CompareRoom;
let units: readonly UnitFacts[];
beforeAll(async () => {
  session = await editorSession();
  room = await session.compare();
  await vi.waitFor(() => expect(room.facts).not.toBeNull(), 20_000);
  units = room.facts!.units;
});
afterAll(() => session.engine.close());

const names = () => (room.form.units.kind === 'chosen' ? room.form.units.ids.map((id) => room.unitsById.get(id)!.name.vi) : []);

test('units are chosen by typed names, by arrows, and taken out again', async () => {
  await render(WithSession, { session, component: CompareControls as never, given: { room } });
  const search = page.getByRole('combobox', { name: 'Đơn vị' });
  await search.click();
  await userEvent.keyboard('cao bang, lam dong{Enter}');
  expect(names()).toEqual(['Cao Bằng', 'Lâm Đồng']);
  await userEvent.keyboard('th{ArrowDown}{Enter}');
  expect(names()).toHaveLength(3);
  await userEvent.keyboard('{Backspace}');
  expect(names()).toEqual(['Cao Bằng', 'Lâm Đồng']);
  await page.getByRole('button', { name: 'Bỏ Cao Bằng' }).click();
  expect(names()).toEqual(['Lâm Đồng']);
  await userEvent.keyboard('{Escape}');
  await search.fill('Atlantis');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Không có đơn vị “Atlantis”');
  await page.getByRole('button', { name: 'Trên 63 tỉnh' }).click();
  expect(room.form.basis).toBe('63');
  expect(await violationsIn(document.body)).toEqual([]);
  room.change({ units: { kind: 'all' }, basis: '34' });
});

const figure = (unitId: string, value: number | null, more: Partial<MapFigure> = {}): MapFigure => ({
  unitId,
  name: units.find((unit) => unit.id === unitId)!.name.vi,
  value,
  second: null,
  change: null,
  verdict: value === null ? 'no_data' : value >= 50 ? 'met' : 'behind',
  goal: 50,
  gap: value === null ? null : Math.max(0, 50 - value),
  gapWork: null,
  rank: 1,
  status: 'restated',
  partsTotal: 2,
  partsPresent: 2,
  periodEnd: '2020-12-31',
  origin: 'illustrative',
  file: null,
  row: null,
  documentId: null,
  ...more,
});

test.each(['tiles', 'dorling'] as const)(
  'a map of %s names both archipelagos, is walked by arrows, tells and keeps a card',
  async (shape) => {
    const of = units.filter((unit) => unit.system === '34');
    const figures = new Map(of.map((unit, i) => [unit.id, figure(unit.id, i === 0 ? null : i * 2.5)]));
    await render(WithSession, {
      session,
      component: MapView as never,
      given: {
        system: '34',
        units,
        figures,
        form: { shape, colour: 'value', column: null },
        modes: ['value', 'verdict'],
        title: 'Đúng hạn',
        subtitle: ['Số minh hoạ'],
        sign: '%',
        goal: 50,
        better: 'higher',
        language: 'vi',
        label: 'Đúng hạn',
        onform: () => undefined,
        parts: () =>
          Promise.resolve([
            { unitId: '63:02', name: 'Hà Giang', value: 12.5 },
            { unitId: '63:08', name: 'Tuyên Quang', value: null },
          ]),
      },
    });
    await expect.element(page.getByRole('img', { name: 'Quần đảo Hoàng Sa (Đà Nẵng)' })).toBeInTheDocument();
    await expect.element(page.getByRole('img', { name: 'Quần đảo Trường Sa (Khánh Hòa)' })).toBeInTheDocument();
    const first = of[0]!;
    await expect.element(page.getByRole('button', { name: `${first.name.vi}: Chưa có số liệu` })).toBeInTheDocument();
    // Away with the pointer, which would look at whatever lies under it.
    await userEvent.hover(page.getByRole('button', { name: 'Ô lưới' }));
    const start = document.querySelector<SVGGElement>('.unit[tabindex="0"]')!;
    start.focus();
    await userEvent.keyboard('{ArrowDown}');
    const second = document.activeElement!;
    expect(second.getAttribute('data-unit')).not.toBe(start.getAttribute('data-unit'));
    expect(document.querySelectorAll('.unit[tabindex="0"]')).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    expect(second.getAttribute('aria-pressed')).toBe('true');
    const name = units.find((unit) => unit.id === second.getAttribute('data-unit'))!.name.vi;
    await expect.element(page.getByRole('heading', { name })).toBeVisible();
    await expect.element(page.getByText('Quy lại từ 2 đơn vị cũ')).toBeVisible();
    expect(await violationsIn(document.body)).toEqual([]);
  },
);
