import { auditLines, type AuditTrail } from '../audit/audit-trail';
import type { Language } from '../language';
import {
  cardParts,
  isIllustrative,
  numberedCorrections,
  sourcesOf,
  type Report,
  type ReportCard,
  type ReportChart,
  type ReportTable,
} from './report';
import { readBlocks, type TextBlock, type TextRun } from './report-text';
import { reportWords } from './report-words';
import type { ColumnType, Plain, ResultTable } from '../result-table';

/** A value as the reader sees it; '' for null. */
export type CellFormat = (value: Plain, type: ColumnType, language: Language) => string;

export interface HtmlOptions {
  readonly format: CellFormat;
  /** Rows written of each table; what is left out is said under it. */
  readonly rowLimit: number;
}

/** From this many columns on a table is printed on its own page across, and from so many in small type. */
const acrossFrom = 10;
const smallFrom = 15;
/** A scorecard of so many targets fits a page upright. */
const targetsUpright = 7;
/** Longer links are not spelled out on paper; the QR code carries them. */
const spelledLink = 160;

/**
 * The report as HTML of known elements and escaped text only: nothing in it runs, loads or points anywhere but to the report's own link.
 * Pictures are data addresses, in which nothing can run. Looks: `reportStyle`.
 */
export function reportBody(report: Report, options: HtmlOptions): string {
  const words = reportWords[report.language];
  const day = (iso: string) => escaped(options.format(iso, 'date', report.language));
  const facts = [`${words.madeOn} ${day(report.madeOn)}`, report.asOf === null ? '' : `${words.asOf} ${day(report.asOf)}`];
  const notes = new Map(sourcesOf(report).map((source, at) => [source, at + 1]));
  const levels = headingLevels();
  let body = '';
  for (const cell of report.cells) {
    if (cell.kind === 'text') body += `<div class="text">${blocksHtml(readBlocks(cell.html), levels)}</div>`;
    else if (cell.kind === 'divider') body += `<h${levels(2)} class="page">${escaped(cell.title)}</h2>`;
    else body += figureHtml(cell, report.language, notes, levels, options);
  }
  return (
    `<article class="report" lang="${report.language}"><header><h1>${escaped(report.title)}</h1>` +
    `<p class="facts">${facts.filter(Boolean).join(' · ')}</p>` +
    `${isIllustrative(report) ? `<p class="warning">${escaped(words.illustrativeLong)}</p>` : ''}</header>` +
    `${body}${reportFoot({ ...report, sources: [...notes.keys()], illustrative: isIllustrative(report) }, options.format)}</article>`
  );
}

/** The level a heading gets: the one it wants, but never more than one below the heading before it; the title is level 1. */
type Levels = (wanted: number) => number;

function headingLevels(): Levels {
  let last = 1;
  return (wanted) => (last = Math.min(wanted, last + 1));
}

export interface ReportFoot extends AuditTrail, Pick<Report, 'language' | 'qr'> {
  readonly sources: readonly string[];
  readonly illustrative: boolean;
}

/** What stands at the end: the sources as numbered notes, the mark, the day, the link and its QR code, the fingerprints of what was read. */
export function reportFoot(foot: ReportFoot, format: CellFormat): string {
  const words = reportWords[foot.language];
  const sources = foot.sources.map((source) => `<li>${escaped(source)}</li>`).join('');
  const followed = /^https?:\/\//.test(foot.link);
  const audit = auditLines(foot, foot.language, (rows) => format(rows, 'integer', foot.language));
  const short = foot.link.length > spelledLink ? `${foot.link.slice(0, spelledLink)}…` : foot.link;
  return (
    `<footer>${sources === '' ? '' : `<h2>${escaped(words.sources)}</h2><ol>${sources}</ol>`}` +
    `${foot.illustrative ? `<p class="warning">${escaped(words.illustrativeLong)}</p>` : ''}<div class="link">` +
    `${foot.qr === null ? '' : `<img class="qr" alt="${escaped(words.scanLink)}" src="${pictureAddress(foot.qr)}">`}<p>` +
    `${foot.asOf === null ? '' : `${escaped(words.asOf)} ${escaped(format(foot.asOf, 'date', foot.language))}<br>`}` +
    `${escaped(words.link)}: ${followed ? `<a href="${escaped(foot.link)}" rel="noreferrer">${escaped(short)}</a>` : escaped(short)}</p></div>` +
    `<div class="audit"><h2>${escaped(words.audit)}</h2>${audit.map((line) => `<p>${escaped(line)}</p>`).join('')}</div></footer>`
  );
}

function figureHtml(
  figure: ReportTable | ReportChart,
  language: Language,
  notes: ReadonlyMap<string, number>,
  levels: Levels,
  options: HtmlOptions,
): string {
  const words = reportWords[language];
  const numbers = figure.sources.map((source) => notes.get(source)).join(', ');
  const card = figure.kind === 'table' ? (figure.card ?? null) : null;
  const columns = figure.kind === 'table' && !card ? figure.table.columns.length : 0;
  const across = columns >= acrossFrom || (card !== null && card.heads.length > targetsUpright);
  const level = levels(3);
  const title =
    `<h${level} class="title">${escaped(figure.title)}${numbers === '' ? '' : ` <sup>${numbers}</sup>`}` +
    `${figure.illustrative ? ` <span class="mark">${escaped(words.illustrative)}</span>` : ''}</h${level}>`;
  const note = figure.note === null ? '' : `<p class="note">${escaped(figure.note)}</p>`;
  const table = card ? cardHtml(card, figure, language) : tableHtml(figure, language, options);
  if (figure.kind === 'table')
    return `<section class="figure${across ? ' across' : ''}${columns >= smallFrom ? ' small' : ''}">${title}${table}${note}</section>`;
  return (
    `<section class="figure">${title}<img class="chart" alt="${escaped(figure.summary)}" src="${pictureAddress(figure.svg)}">` +
    `<p class="note">${escaped(figure.summary)}</p>${note}<p class="numbers-behind">${escaped(words.numbersBehind)}</p>${table}</section>`
  );
}

/** Units by targets: a mark, a value and a colour for each verdict. */
function cardHtml(whole: ReportCard, figure: ReportTable | ReportChart, language: Language): string {
  const words = reportWords[language];
  const tables = cardParts(whole).map((card) => {
    const width = card.heads.length + 2;
    const mark = figure.illustrative ? `<tr><th class="mark" colspan="${width}">${escaped(words.illustrativeLong)}</th></tr>` : '';
    const heads = card.heads.map(
      ({ label, goal, deadline }) =>
        `<th scope="col">${escaped(label)}<br><small>${escaped(goal)}${goal && deadline ? '<br>' : ''}${escaped(deadline)}</small></th>`,
    );
    const rows = card.rows.map(
      ({ unit, cells, met }) =>
        `<tr><th scope="row">${escaped(unit)}</th>${cells
          .map((cell) => (cell ? `<td class="v ${cell.verdict}">${escaped(cell.text)}</td>` : '<td class="v"></td>'))
          .join('')}<td class="number">${escaped(met)}</td></tr>`,
    );
    return (
      `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(figure.title)}"><table class="card"><thead>${mark}` +
      `<tr><th scope="col">${escaped(card.unitHead)}</th>${heads.join('')}<th scope="col" class="number">${escaped(card.metHead)}</th></tr></thead>` +
      `<tbody>${rows.join('')}</tbody><tfoot><tr><th scope="row">${escaped(card.footHead)}</th>` +
      `${card.foot.map((one) => `<td class="v">${escaped(one)}</td>`).join('')}<td></td></tr></tfoot></table></div>`
    );
  });
  const { notes } = numberedCorrections(figure);
  return `<p class="note legend">${escaped(whole.legend)}</p>${tables.join('')}${notes.map((one) => `<p class="note">${escaped(one)}</p>`).join('')}`;
}

function tableHtml(figure: ReportTable | ReportChart, language: Language, { format, rowLimit }: HtmlOptions): string {
  const { table, headings } = figure;
  const words = reportWords[language];
  if (table.rowCount === 0) return `<p class="note">${escaped(words.noRows)}</p>`;
  const rows = Math.min(table.rowCount, rowLimit);
  const kinds = table.columns.map(({ type }) => (type === 'number' || type === 'integer' ? ' class="number"' : ''));
  // The mark is a row of the head, so that it stands on every page the table reaches.
  const mark = figure.illustrative ? `<tr><th class="mark" colspan="${kinds.length}">${escaped(words.illustrativeLong)}</th></tr>` : '';
  const heads = table.columns.map(({ name }, at) => `<th scope="col"${kinds[at]}>${escaped(headings[at] ?? name)}</th>`).join('');
  const { markAt, notes } = numberedCorrections(figure);
  let body = '';
  for (let row = 0; row < rows; row++)
    body += `<tr>${rowHtml(table, row, kinds, markAt, (value, type) => format(value, type, language))}</tr>`;
  const count = (value: number) => format(value, 'integer', language);
  const left = table.rowCount - rows;
  return (
    `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(figure.title)}"><table><thead>${mark}<tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>` +
    `${left > 0 ? `<p class="note">${escaped(words.leftOut(count(left), count(table.rowCount)))}</p>` : ''}` +
    notes.map((one) => `<p class="note">${escaped(one)}</p>`).join('')
  );
}

function rowHtml(
  table: ResultTable,
  row: number,
  kinds: readonly string[],
  markAt: (row: number, column: number) => string,
  format: (value: Plain, type: ColumnType) => string,
): string {
  let cells = '';
  for (const [column, { type }] of table.columns.entries())
    cells += `<td${kinds[column]}>${escaped(format(table.cell(row, column), type))}${marked(markAt(row, column))}</td>`;
  return cells;
}

const marked = (mark: string) => (mark === '' ? '' : `<sup>${mark}</sup>`);

/** The report's own headings are h1 to h4; those of its texts begin below the title. */
function blocksHtml(blocks: readonly TextBlock[], levels: Levels): string {
  let html = '';
  for (const [at, block] of blocks.entries()) {
    const before = blocks[at - 1];
    if (block.kind !== 'item' && before?.kind === 'item') html += '</ul>';
    switch (block.kind) {
      case 'heading': {
        const tag = `h${levels(Math.min(4, block.level + 1))}`;
        html += `<${tag}>${runsHtml(block.runs)}</${tag}>`;
        break;
      }
      case 'paragraph':
        html += `<p>${runsHtml(block.runs)}</p>`;
        break;
      case 'quote':
        html += `<blockquote><p>${runsHtml(block.runs)}</p></blockquote>`;
        break;
      case 'item': {
        if (before?.kind !== 'item') html += '<ul class="items">';
        const sign = block.number === null ? '•' : `${block.number}.`;
        html += `<li class="depth-${Math.min(4, block.depth)}"><span>${sign}</span> ${runsHtml(block.runs)}</li>`;
        break;
      }
      case 'code':
        html += `<pre>${escaped(block.text)}</pre>`;
        break;
      case 'rule':
        html += '<hr>';
        break;
      case 'grid': {
        const line = (cells: readonly (readonly TextRun[])[], tag: 'th' | 'td') =>
          `<tr>${cells.map((runs) => `<${tag}>${runsHtml(runs)}</${tag}>`).join('')}</tr>`;
        const [head = [], ...rows] = block.rows;
        html += `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((row) => line(row, 'td')).join('')}</tbody></table>`;
      }
    }
  }
  return blocks.at(-1)?.kind === 'item' ? `${html}</ul>` : html;
}

function runsHtml(runs: readonly TextRun[]): string {
  return runs
    .map((run) => {
      let html = escaped(run.text).replaceAll('\n', '<br>');
      if (run.code) html = `<code>${html}</code>`;
      if (run.italic) html = `<em>${html}</em>`;
      return run.bold ? `<strong>${html}</strong>` : html;
    })
    .join('');
}

/** An SVG as a picture's address; shown as a picture it runs no script and loads nothing. */
function pictureAddress(svg: string): string {
  return `data:image/svg+xml,${encodeURIComponent(wellFormed(svg))}`;
}

/** Text for an element or an attribute in double quotes. */
export function escaped(text: string): string {
  return wellFormed(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function wellFormed(text: string): string {
  return text.replace(/\0|\p{Cs}/gu, '\ufffd');
}
