import { flushSync, mount, unmount } from 'svelte';
import { openChart } from '../../core/chart/chart-open';
import { mostRows } from '../../core/chart/chart-sql';
import { columnFacts } from '../../core/chart/chart-suggest';
import type { Language } from '../../core/language';
import { correctionMarks } from '../../core/correction-marks';
import type { Report, ReportCell, ReportCorrection } from '../../core/report/report';
import { cardOf, inWords } from './report-card';
import { sourcesIn } from '../../core/report/report-sources';
import { shownTable } from '../../core/grid/shown-columns';
import { columnIndex, type ResultTable } from '../../core/result-table';
import type { QueryCellState } from '../../state/query-cell.svelte';
import type { Session } from '../../state/session.svelte';
import { correctionWords } from '../correction/words';
import { titleOf } from '../notebook/cell-title';
import { wordsIn } from '../messages/words';
import { formatDate, formatNumber } from '../parts/format-value';

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
    else if (cell.kind === 'query' && cell.run.table) cells.push(await figureOf(session, cell, cell.run.table));
  }
  const trail = await session.auditTrail(null);
  return {
    ...trail,
    title: session.notebook.title || session.notebook.cells.map((cell) => titleOf(cell, language))[0] || 'Đối Chiếu',
    language,
    qr: qrOf(trail.link, renderSVG),
    cells,
  };
}

async function figureOf(session: Session, cell: QueryCellState, table: ResultTable): Promise<ReportCell> {
  const { language } = session.settings;
  const shown = shownTable(table, cell.edited ? null : cell.question, language);
  const common = {
    id: cell.id,
    title: titleOf(cell, language),
    note: null,
    illustrative: cell.illustrative,
    sources: sourcesIn(table, language),
    corrections: correctionsIn(session, table, shown.table),
    table: inWords(shown.table, language),
    headings: shown.headings,
  };
  const chart =
    cell.view === 'chart'
      ? await drawn(cell, table, language, common.title).catch(() => null)
      : cell.view === 'map'
        ? await mapOnPage(cell.id)
        : null;
  if (chart) return { kind: 'chart', ...common, ...chart };
  const card = cell.view === 'scorecard' ? cardOf(table, common, language) : null;
  return { kind: 'table', name: cell.name, ...common, card };
}

/** The map as it stands on the page; null where its cell is folded. */
async function mapOnPage(id: string): Promise<{ svg: string; summary: string } | null> {
  const svg = document.querySelector<SVGSVGElement>(`#cell-${CSS.escape(id)} svg.map`);
  if (!svg) return null;
  const { standaloneSvg } = await import('../map/standalone-svg');
  return { svg: standaloneSvg(svg), summary: svg.getAttribute('aria-label') ?? '' };
}

/** The cells of a shown table that corrections changed; its rows are those of the result. */
function correctionsIn(session: Session, table: ResultTable, shown: ResultTable): ReportCorrection[] {
  const { corrections, lists, settings } = session;
  const { language } = settings;
  const marked = correctionMarks(table, corrections.figures, (target) => lists.indicatorOf(target));
  const found: ReportCorrection[] = [];
  for (let row = 0; marked && row < table.rowCount; row++) {
    for (const { column, figure, source } of marked(row)) {
      const at = columnIndex(shown, column);
      const entry = corrections.list.find((one) => one.id === figure.correctionId);
      if (at < 0 || !entry) continue;
      const note = correctionWords[language].note(
        formatNumber(source, language),
        entry.reason,
        entry.who,
        formatDate(entry.when.slice(0, 10), language),
      );
      found.push({ row, column: at, note });
    }
  }
  return found;
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
  const limit = mostRows(chart.spec);
  const itself = !chart.drawn && table.rowCount <= limit;
  const origin = itself ? undefined : await cell.chartRowsOf(chart.drawn, limit, new AbortController().signal);
  const host = document.createElement('div');
  host.style.cssText = `position: fixed; left: -9999px; width: ${chartWidthPx}px`;
  host.inert = true;
  document.body.append(host);
  const view = mount(ChartView, {
    target: host,
    props: {
      spec: chart.spec,
      table: origin?.table ?? table,
      origin,
      mark: cell.illustrative ? wordsIn(language).illustrative : null,
      language,
      theme: 'light',
      label,
    },
  });
  // A component begins to draw when its effects run.
  flushSync();
  try {
    return { svg: await view.toSvg(), summary: chartSummary(chart.spec, origin?.table ?? table, language) };
  } finally {
    await unmount(view);
    host.remove();
  }
}

/** A link too long for a code has none. */
export function qrOf(link: string, renderSVG: (text: string) => string): string | null {
  try {
    return renderSVG(link);
  } catch {
    return null;
  }
}
