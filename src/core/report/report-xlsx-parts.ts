import { auditText, type AuditTrail } from '../audit/audit-trail';
import type { Language } from '../language';
import { columnLetters, dateFormats, xmlText, type SheetColumn } from './report-xlsx-cells';

/** The fixed parts of an Excel file (ECMA-376, SpreadsheetML): what holds the sheets together, and what stands around their rows. */

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A sheet as the workbook lists it; the first one has neither heads to repeat nor a filter. */
export interface WorkbookSheet {
  readonly name: string;
  /** The cells a filter covers, as 'A1:D20'; null = none. */
  readonly filter: string | null;
}

/** Every part of the package besides the sheets, by its path in the zip. */
export function workbookParts(
  sheets: readonly WorkbookSheet[],
  about: { readonly title: string; readonly language: Language; readonly link: string | null; readonly trail: AuditTrail },
): Record<string, string> {
  const relation = (id: string, type: string, target: string, more = '') =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${xmlText(target)}"${more}/>`;
  const relations = (inner: string) => `${head}<Relationships xmlns="${packageRelations}">${inner}</Relationships>`;
  const each = (write: (sheet: WorkbookSheet, number: number) => string) => sheets.map((sheet, at) => write(sheet, at + 1)).join('');
  const parts: Record<string, string> = {
    '[Content_Types].xml':
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>` +
      '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
      `${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${sheetType}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': relations(
      relation('rId1', 'officeDocument', 'xl/workbook.xml') +
        `<Relationship Id="rId2" Type="${packageRelations}/metadata/core-properties" Target="docProps/core.xml"/>`,
    ),
    'docProps/core.xml':
      `${head}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
      'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<dc:title>${xmlText(about.title)}</dc:title><dc:creator>${xmlText(`Đối Chiếu ${about.trail.app}`)}</dc:creator>` +
      `<dc:description>${xmlText(auditText(about.trail))}</dc:description><dc:language>${about.language}</dc:language>` +
      `<dcterms:created xsi:type="dcterms:W3CDTF">${about.trail.madeOn}T00:00:00Z</dcterms:created></cp:coreProperties>`,
    'xl/_rels/workbook.xml.rels': relations(
      each((_, n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`)) +
        relation(`rId${sheets.length + 1}`, 'styles', 'styles.xml'),
    ),
    'xl/workbook.xml':
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews>` +
      `<sheets>${each((sheet, n) => `<sheet name="${xmlText(sheet.name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets>` +
      `${definedNames(sheets)}</workbook>`,
    'xl/styles.xml': stylesXml(about.language),
  };
  if (about.link !== null)
    parts['xl/worksheets/_rels/sheet1.xml.rels'] = relations(relation('rId1', 'hyperlink', about.link, ' TargetMode="External"'));
  return parts;
}

/** A sheet's name as a reference writes it. */
export function quotedSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

function definedNames(sheets: readonly WorkbookSheet[]): string {
  const absolute = (range: string) => range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2');
  const names = sheets.flatMap(({ name, filter }, at) => {
    if (filter === null) return [];
    const define = (id: string, text: string, more = '') =>
      `<definedName name="_xlnm.${id}" localSheetId="${at}"${more}>${xmlText(text)}</definedName>`;
    const sheet = quotedSheet(name);
    return [define('_FilterDatabase', `${sheet}!${absolute(filter)}`, ' hidden="1"'), define('Print_Titles', `${sheet}!$1:$1`)];
  });
  return names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`;
}

/** What stands before the rows of a figure's sheet: frozen head, widths, a coloured tab where figures are illustrative. */
export function sheetStart(columns: readonly Pick<SheetColumn, 'width'>[], illustrative: boolean, range: string): string {
  const tab = illustrative ? '<tabColor rgb="FFD6A849"/>' : '';
  return (
    `${worksheet}<sheetPr>${tab}<pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${range}"/>` +
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="15"/>${columnsXml(columns.map((column) => column.width))}<sheetData>`
  );
}

/** What stands after them; `title` goes into the head of each printed page, the mark beside it. */
export function sheetEnd(filter: string, title: string, mark: string | null): string {
  const line = (text: string) => xmlText(text.replaceAll('&', '&&').slice(0, 110));
  return (
    `</sheetData><autoFilter ref="${filter}"/>${pageSetup('landscape')}` +
    `<headerFooter><oddHeader>&amp;L${line(title)}${mark === null ? '' : `&amp;R&amp;B${line(mark)}`}</oddHeader><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`
  );
}

export const worksheet = `${head}<worksheet xmlns="${main}" xmlns:r="${office}">`;

export function columnsXml(widths: readonly number[]): string {
  return `<cols>${widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;
}

/** A4, as wide as the page. */
export function pageSetup(orientation: 'portrait' | 'landscape'): string {
  return `<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`;
}

/** 'A1:D20' for a head and 19 rows of four columns. */
export function rangeOf(columns: number, rows: number): string {
  return `A1:${columnLetters(Math.max(0, columns - 1))}${rows + 1}`;
}

/** Fonts, fills, borders and the formats of `cellStyles`, in its order. */
function stylesXml(language: Language): string {
  const formats = ['#,##0', '0', '#,##0.0', '#,##0.00', '#,##0.0000', dateFormats[language].date, dateFormats[language].dateTime];
  const font = (inner: string) => `<font>${inner}<name val="Calibri"/><family val="2"/></font>`;
  const fonts = [
    font('<sz val="11"/>'),
    font('<b/><sz val="11"/>'),
    font('<b/><sz val="16"/>'),
    font('<sz val="11"/><color rgb="FF54686E"/>'),
    font('<u/><sz val="11"/><color rgb="FF0A525B"/>'),
    font('<b/><sz val="11"/><color rgb="FF634200"/>'),
  ];
  const fill = (colour: string) =>
    `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    fill('FFEDF1F0'),
    fill('FFFCF0D6'),
  ];
  const borders = [
    '<border><left/><right/><top/><bottom/><diagonal/></border>',
    '<border><left/><right/><top/><bottom style="thin"><color rgb="FF13252A"/></bottom><diagonal/></border>',
  ];
  const style = (fontId: number, fillId: number, more = '', inner = '', format = 0) =>
    `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fillId}" borderId="${fillId === 2 ? 1 : 0}" xfId="0"${more}>${inner}</xf>`;
  const wrap = '<alignment vertical="top" wrapText="1"/>';
  const styles = [
    style(0, 0),
    style(1, 2, ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"', '<alignment vertical="bottom" wrapText="1"/>'),
    style(2, 0, ' applyFont="1"'),
    style(3, 0, ' applyFont="1" applyAlignment="1"', '<alignment vertical="top"/>'),
    style(4, 0, ' applyFont="1" applyAlignment="1"', '<alignment vertical="top"/>'),
    style(0, 0, ' applyAlignment="1"', wrap),
    style(5, 3, ' applyFont="1" applyFill="1"'),
    style(0, 0, ' quotePrefix="1"'),
    ...formats.map((_, at) => style(0, 0, ' applyNumberFormat="1"', '', 164 + at)),
    style(0, 0, ' applyNumberFormat="1" applyAlignment="1"', '<alignment horizontal="left" vertical="top"/>', 169),
    ...formats.map((_, at) => style(0, 3, ' applyNumberFormat="1" applyFill="1"', '', 164 + at)),
  ];
  const list = (name: string, items: readonly string[]) => `<${name} count="${items.length}">${items.join('')}</${name}>`;
  return (
    `${head}<styleSheet xmlns="${main}">` +
    list(
      'numFmts',
      formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${xmlText(code)}"/>`),
    ) +
    list('fonts', fonts) +
    list('fills', fills) +
    list('borders', borders) +
    list('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']) +
    list('cellXfs', styles) +
    list('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']) +
    '</styleSheet>'
  );
}
