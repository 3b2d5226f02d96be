import type { AuditTrail } from '../audit/audit-trail';
import type { Language } from '../language';
import type { ResultTable } from '../result-table';
import type { Verdict } from '../verdict';

/**
 * A notebook as it leaves the page: what it says and shows, in order, without anything that runs. Print, HTML, Excel and Word are all
 * written from this one description.
 */
export interface Report extends AuditTrail {
  readonly title: string;
  readonly language: Language;
  /** The link as a QR code, SVG text; null where it was not drawn. */
  readonly qr: string | null;
  readonly cells: readonly ReportCell[];
}

export interface ReportText {
  readonly kind: 'text';
  readonly id: string;
  /** Rendered markdown. Only what report-text.ts knows of it gets into a document, whatever else stands there. */
  readonly html: string;
}

/** A cell of a figure whose observation was corrected; marked and explained in every format. */
export interface ReportCorrection {
  /** 0-based, in the figure's table. */
  readonly row: number;
  readonly column: number;
  /** What the source says, why it was corrected, by whom and when, in words. */
  readonly note: string;
}

/** What every figure of a report says about itself. */
interface ReportFigure {
  readonly id: string;
  readonly title: string;
  /** A remark under the figure; null = none. */
  readonly note: string | null;
  /** True where any illustrative observation is in it: the mark then stands at the figure in every format. */
  readonly illustrative: boolean;
  /** Where its figures come from, in words. They become footnotes, the same source once. */
  readonly sources: readonly string[];
  readonly corrections: readonly ReportCorrection[];
  readonly table: ResultTable;
  /** One for each column of the table, as the reader sees it. */
  readonly headings: readonly string[];
}

export interface ReportTable extends ReportFigure {
  readonly kind: 'table';
  /** What the cell is called in SQL; null where it has no name. */
  readonly name: string | null;
  /** Drawn in place of the table where pages are printed; a workbook has the rows themselves. */
  readonly card?: ReportCard | null;
}

/** Verdicts as units by targets, in words and marks; nothing is left to say. */
export interface ReportCard {
  readonly unitHead: string;
  readonly metHead: string;
  readonly heads: readonly { readonly label: string; readonly goal: string; readonly deadline: string }[];
  readonly rows: readonly {
    readonly unit: string;
    /** null where the target does not apply. */
    readonly cells: readonly ({ readonly verdict: Verdict; readonly text: string } | null)[];
    /** Such as '6/12'. */
    readonly met: string;
  }[];
  readonly footHead: string;
  /** Units that met each target, such as '31/63'. */
  readonly foot: readonly string[];
  /** What the marks mean and how often each stands here. */
  readonly legend: string;
}

/** So many targets stand side by side on a page; more follow below. */
const targetsAcross = 12;

/** The card in parts that fit a page, targets in their order. */
export function cardParts(card: ReportCard): readonly ReportCard[] {
  const parts = Math.ceil(card.heads.length / targetsAcross);
  const each = Math.ceil(card.heads.length / Math.max(1, parts));
  return Array.from({ length: parts }, (_, part) => {
    const own = <T>(all: readonly T[]) => all.slice(part * each, (part + 1) * each);
    return { ...card, heads: own(card.heads), foot: own(card.foot), rows: card.rows.map((row) => ({ ...row, cells: own(row.cells) })) };
  });
}

export interface ReportChart extends ReportFigure {
  readonly kind: 'chart';
  /** The drawing, SVG text. It is only ever shown as a picture, so nothing in it can run. */
  readonly svg: string;
  /** What the chart shows, in words. */
  readonly summary: string;
}

/** Where a new page begins. */
export interface ReportDivider {
  readonly kind: 'divider';
  readonly id: string;
  readonly title: string;
}

export type ReportCell = ReportText | ReportTable | ReportChart | ReportDivider;

/** Numbers a figure's corrections: the mark at a cell, such as '✎1', and the notes that explain the marks, each once, in order. */
export function numberedCorrections({ corrections }: Pick<ReportFigure, 'corrections'>): {
  readonly markAt: (row: number, column: number) => string;
  readonly notes: readonly string[];
} {
  const notes = [...new Set(corrections.map((one) => one.note))];
  const marks = new Map(corrections.map((one) => [`${one.row} ${one.column}`, `✎${notes.indexOf(one.note) + 1}`]));
  return { markAt: (row, column) => marks.get(`${row} ${column}`) ?? '', notes: notes.map((note, at) => `✎${at + 1} ${note}`) };
}

/** The cells that hold figures, in order. */
export function figuresOf(report: Report): readonly (ReportTable | ReportChart)[] {
  return report.cells.filter((cell) => cell.kind === 'table' || cell.kind === 'chart');
}

/** Every source of the report once, in the order of first use; footnote n is entry n - 1. */
export function sourcesOf(report: Report): readonly string[] {
  return [...new Set(figuresOf(report).flatMap((figure) => figure.sources))];
}

/** True when any figure holds illustrative observations. */
export function isIllustrative(report: Report): boolean {
  return figuresOf(report).some((figure) => figure.illustrative);
}

/** The report with only the chosen cells; texts and figures keep their order. */
export function onlyCells(report: Report, ids: ReadonlySet<string>): Report {
  return { ...report, cells: report.cells.filter((cell) => ids.has(cell.id)) };
}
