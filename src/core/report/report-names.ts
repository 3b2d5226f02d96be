import type { Language } from '../language';
import { nameKey } from '../name-key';
import { reportWords } from './report-words';
import type { Report } from './report';
import { figuresOf, isIllustrative } from './report';

/** Longest name of a sheet that Excel accepts. */
const maxSheetName = 31;

/**
 * A name for each figure's sheet, as Excel accepts it: up to 31 characters, none of `\ / ? * [ ] :`, no apostrophe at an end, not
 * 'History', and no two alike without regard to case. Illustrative figures say so in the name.
 * @param taken names that are in use already
 */
export function sheetNames(report: Report, taken: readonly string[]): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const mark = ` (${reportWords[report.language].illustrativeTab})`;
  return figuresOf(report).map((figure, at) => {
    const base = cleanSheetName(figure.title) || `${at + 1}`;
    for (let n = 1; ; n++) {
      const end = (n === 1 ? '' : ` ${n}`) + (figure.illustrative ? mark : '');
      const name = `${cut(base, maxSheetName - end.length)}${end}`;
      if (used.has(name.toLowerCase())) continue;
      used.add(name.toLowerCase());
      return name;
    }
  });
}

function cleanSheetName(title: string): string {
  const clean = title
    .replace(/[\\/?*[\]:\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[' ]+|[' ]+$/g, '');
  return /^history$/i.test(clean) ? `${clean}_` : clean;
}

/** At most `length` UTF-16 units, which is what Excel counts, without half a character or a blank at the end. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[' ]+$/, '');
}

/** The file's name without its ending: the title in plain letters, the day, and the illustrative mark where it belongs. */
export function fileNameOf(report: Report): string {
  const words = report.title.split(/[^\p{L}\p{N}\p{M}]+/u).map(nameKey);
  const title = words.filter(Boolean).join('-').slice(0, 60).replace(/-$/, '') || 'doi-chieu';
  const mark: Record<Language, string> = { vi: '-minh-hoa', en: '-illustrative' };
  return `${title}-${report.madeOn}${isIllustrative(report) ? mark[report.language] : ''}`;
}
