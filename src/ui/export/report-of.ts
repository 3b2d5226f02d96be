import { mount, unmount } from 'svelte';
import { openChart } from '../../core/chart/chart-open';
import { columnFacts } from '../../core/chart/chart-suggest';
import type { Language } from '../../core/language';
import type { Report, ReportCell } from '../../core/report/report';
import { sourcesIn } from '../../core/report/report-sources';
import { hasIllustrative } from '../../core/scorecard';
import { shownTable } from '../../core/grid/shown-columns';
import type { ResultTable } from '../../core/result-table';
import type { QueryCellState } from '../../state/query-cell.svelte';
import type { Session } from '../../state/session.svelte';
import { titleOf } from '../notebook/cell-title';

/** Width of a drawn chart in CSS pixels; an A4 page between its margins. */
const chartWidthPx = 720;

/** The notebook as it stands on the page, with the results its cells have now; cells without a result are left out. */
export async function reportOf(session: Session): Promise<Report> {
  const { language } = session.settings;
  const [{ markdownToHtml }, { renderSVG }] = await Promise.all([import('../notebook/markdown'), import('uqr')]);
  const cells: ReportCell[] = [];
  for (const cell of session.notebook.cells) {
    if (cell.kind === 'divider') cells.push({ kind: 'divider', id: cell.id, title: cell.title });
    else if (cell.kind === 'text')
      cells.push({
        kind: 'text',
        id: cell.id,
        html: markdownToHtml(cell.markdown, { language, look: (name, column, row) => session.notebook.look(name, column, row) }),
      });
    else if (cell.kind === 'query' && cell.run.table) cells.push(await figureOf(cell, cell.run.table, language));
  }
  const link = session.link();
  const asOf = session.notebook.look('as_of') ?? session.notebook.queryCells.map((cell) => cell.values.as_of).find(Boolean);
  return {
    title: session.notebook.title || session.notebook.cells.map((cell) => titleOf(cell, language))[0] || 'Đối Chiếu',
    language,
    madeOn: session.today(),
    asOf: typeof asOf === 'string' ? asOf : null,
    link,
    qr: qrOf(link, renderSVG),
    cells,
  };
}

async function figureOf(cell: QueryCellState, table: ResultTable, language: Language): Promise<ReportCell> {
  const shown = shownTable(table, cell.edited ? null : cell.question, language);
  const common = {
    id: cell.id,
    title: titleOf(cell, language),
    note: null,
    illustrative: cell.readsIllustrative || hasIllustrative(table),
    sources: sourcesIn(table, language),
    table: shown.table,
    headings: shown.headings,
  };
  const chart =
    cell.view === 'chart'
      ? await drawn(cell, table, language, common.title).catch(() => null)
      : cell.view === 'map'
        ? await mapOnPage(cell.id)
        : null;
  return chart ? { kind: 'chart', ...common, ...chart } : { kind: 'table', name: cell.name, ...common };
}

/** The map as it stands on the page; null where its cell is folded. */
async function mapOnPage(id: string): Promise<{ svg: string; summary: string } | null> {
  const svg = document.querySelector<SVGSVGElement>(`#cell-${CSS.escape(id)} svg.map`);
  if (!svg) return null;
  const { standaloneSvg } = await import('../map/standalone-svg');
  return { svg: standaloneSvg(svg), summary: svg.getAttribute('aria-label') ?? '' };
}

/** Draws the chart once more, outside the view, as it is drawn on the page. */
async function drawn(
  cell: QueryCellState,
  table: ResultTable,
  language: Language,
  label: string,
): Promise<{ svg: string; summary: string } | null> {
  const chart = openChart(cell.chartText(language), table.columns, language, columnFacts(table));
  if (!chart.spec || chart.missing.length > 0) return null;
  const [{ default: ChartView }, { chartSummary }] = await Promise.all([
    import('../chart/ChartView.svelte'),
    import('../chart/chart-summary'),
  ]);
  const origin = chart.drawn ? await cell.chartRowsOf(chart.drawn, new AbortController().signal) : undefined;
  const host = document.createElement('div');
  host.style.cssText = `position: fixed; left: -9999px; width: ${chartWidthPx}px`;
  host.inert = true;
  document.body.append(host);
  const view = mount(ChartView, {
    target: host,
    props: { spec: chart.spec, table: origin?.table ?? table, origin, language, theme: 'light', label },
  });
  try {
    return { svg: await view.toSvg(), summary: chartSummary(chart.spec, origin?.table ?? table, language) };
  } finally {
    await unmount(view);
    host.remove();
  }
}

/** A link too long for a code has none. */
function qrOf(link: string, renderSVG: (text: string) => string): string | null {
  try {
    return renderSVG(link);
  } catch {
    return null;
  }
}
