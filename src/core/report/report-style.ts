import type { Report } from './report';

/**
 * How a report looks on the screen and on A4, as CSS text: one sheet for the HTML file and for printing from the page. Everything is below
 * `.report`, except the page itself. Title and page number stand at the foot of each page where the browser can print them there.
 */
export function reportStyle(report: Pick<Report, 'title'>): string {
  return `${look}
@page { size: A4; margin: 15mm 14mm 17mm;
  @bottom-left { content: ${cssString(report.title)}; font: 8pt ${font}; color: #54686e; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt ${font}; color: #54686e; } }
@page across { size: A4 landscape; }`;
}

function cssString(text: string): string {
  return `"${text.replace(/[^\p{L}\p{N}\p{M} .,()/-]/gu, (char) => `\\${(char.codePointAt(0) ?? 0xfffd).toString(16)} `).slice(0, 400)}"`;
}

const font = "'Be Vietnam Pro', 'Segoe UI', system-ui, 'Noto Sans', sans-serif";

const look = `
.report { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; background: #fff; color: #13252a; color-scheme: light;
  font: 15px/1.5 ${font}; }
.report *, .report { box-sizing: border-box; }
.report h1, .report h2, .report h3, .report h4 { margin: 0 0 .4em; font-weight: 600; line-height: 1.25; text-wrap: balance; break-after: avoid; }
.report h1 { font-size: 28px; }
.report h2 { margin-top: 1.6em; font-size: 21px; }
.report h3, .report .title { margin-top: 0; font-size: 17px; }
.report h4 { font-size: 15px; }
.report .numbers-behind { margin: 1em 0 .4em; color: #3d5258; font-size: 13px; font-weight: 600; break-after: avoid; }
.report p, .report ul, .report ol, .report pre, .report blockquote { margin: 0 0 .8em; }
.report .text p, .report .text li { max-width: 68ch; }
.report .facts, .report .note { color: #54686e; font-size: 13px; }
.report .note { margin: .5em 0 0; }
.report .warning { padding: .4em .8em; border: 1px dashed #d6a849; border-left: 4px solid #d6a849; background: #fcf0d6; color: #634200; font-weight: 600; }
.report .mark { padding: .05em .45em; border: 1px dashed #d6a849; border-radius: 3px; background: #fcf0d6; color: #634200; font-size: 12px;
  font-weight: 400; white-space: nowrap; }
.report th.mark { border-radius: 0; text-align: left; }
.report .page { padding-top: .6em; border-top: 2px solid #0b5c66; }
.report .figure { margin: 1.6em 0; }
.report .scroll { overflow-x: auto; }
.report .scroll:focus-visible { outline: 2px solid #0a6c78; outline-offset: 2px; }
.report table { width: 100%; border-collapse: collapse; border-block: 1.5px solid #13252a; font-size: 13px; font-variant-numeric: tabular-nums lining-nums; }
.report th, .report td { padding: .35em .8em .35em 0; border-bottom: 1px solid #d6dedd; text-align: left; vertical-align: baseline; }
.report th:last-child, .report td:last-child { padding-right: 0; }
.report thead th { border-bottom: 1px solid #13252a; color: #3d5258; font-weight: 600; vertical-align: bottom; }
.report thead th.mark { padding: .2em .5em; color: #634200; font-weight: 400; }
.report .number { text-align: right; white-space: nowrap; }
.report .legend { margin: 0 0 .5em; }
.report .card th, .report .card td { padding: .3em .35em; border: 1px solid #fff; }
.report .card thead th { text-align: center; font-size: .86em; line-height: 1.25; }
.report .card thead th:first-child { text-align: left; }
.report .card small { color: #54686e; font-weight: 400; white-space: nowrap; }
.report .card tbody th, .report .card tfoot th { font-weight: 400; white-space: nowrap; text-align: left; border-bottom-color: #d6dedd; }
.report .card .v { text-align: center; white-space: nowrap; }
.report .card + .scroll, .report .scroll + .scroll { margin-top: 1em; }
.report .met { background: #1c6b67; color: #fff; }
.report .on_pace { background: #cfe6e3; color: #0b4247; }
.report .behind { background: #fbe3b8; color: #573a00; }
.report .missed { background: #ab3723; color: #fff; }
.report .not_due { background: #e4e9f0; color: #2e4057; }
.report .no_data { background: #f4f6f5; color: #54686e; }
.report img.chart { display: block; width: 100%; height: auto; max-height: 56rem; object-fit: contain; object-position: left top; }
.report pre { padding: .75em; overflow: auto; background: #edf1f0; font: 12px/1.45 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace; white-space: pre-wrap; }
.report code { font-family: 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace; font-size: .92em; }
.report blockquote { padding-left: 1em; border-left: 3px solid #d6dedd; color: #3d5258; }
.report hr { margin: 1em 0; border: 0; border-top: 1px solid #d6dedd; }
.report .items { padding: 0; list-style: none; }
.report .items li { padding-left: 1.6em; }
.report .items li > span { display: inline-block; width: 1.4em; margin-left: -1.6em; }
.report .items .depth-1 { margin-left: 1.5em; }
.report .items .depth-2 { margin-left: 3em; }
.report .items .depth-3, .report .items .depth-4 { margin-left: 4.5em; }
.report sup { margin-left: .15em; color: #54686e; font-size: .65em; font-weight: 400; line-height: 0; }
.report a { color: #0a525b; overflow-wrap: anywhere; }
.report footer { margin-top: 2.5em; padding-top: 1em; border-top: 1.5px solid #13252a; color: #3d5258; font-size: 13px; }
.report footer h2 { margin-top: 0; font-size: 14px; }
.report footer ol { padding-left: 1.6em; }
.report .audit { margin-top: 1em; break-inside: avoid; overflow-wrap: anywhere; }
.report .audit p { margin: 0 0 .3em; font-size: .85em; }
.report .link { display: flex; gap: 1em; align-items: flex-start; break-inside: avoid; }
.report .qr { flex: none; width: 24mm; height: 24mm; }
@media print {
  .report { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .report h1 { font-size: 19pt; }
  .report h2 { font-size: 14pt; }
  .report h3, .report .title { font-size: 11.5pt; }
  .report h4 { font-size: 10pt; }
  .report table { font-size: 8.5pt; }
  .report .facts, .report .note, .report footer { font-size: 8.5pt; }
  .report .page { break-before: page; margin-top: 0; }
  .report header + .page { break-before: auto; }
  .report .scroll { overflow: visible; }
  .report thead { display: table-header-group; }
  .report tr, .report img, .report pre, .report blockquote, .report li { break-inside: avoid; }
  .report tbody tr:nth-child(-n + 3), .report tbody tr:nth-last-child(-n + 2) { break-before: avoid; }
  .report p { orphans: 3; widows: 3; }
  .report img.chart { max-height: 225mm; }
  .report .note { break-before: avoid; }
  .report .across { page: across; }
  .report .across table { font-size: 7.5pt; }
  .report .card th, .report .card td { padding: .12em .3em; line-height: 1.3; }
  .report .small table { font-size: 6pt; }
  .report .small th, .report .small td { padding-right: .4em; }
  .report .card tfoot { display: table-row-group; }
}`;
