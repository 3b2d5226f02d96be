import type { Bilingual } from '../../core/language';
import type { Verdict } from '../../core/verdict';

export type { Verdict };

/** How a verdict is shown. Colours live in theme/verdicts.css under `[data-verdict]`; mark and word carry the same meaning without them. */
export interface VerdictShape {
  /** The mark as one character, for plain text, copies and charts. */
  readonly symbol: string;
  /** The same mark as an SVG path in a 12 × 12 box, to be stroked 1.6 wide without fill. */
  readonly path: string;
  readonly word: Bilingual;
  /** One sentence for the legend and for tooltips. */
  readonly meaning: Bilingual;
}

export const verdictShapes: Readonly<Record<Verdict, VerdictShape>> = {
  met: {
    symbol: '✓',
    path: 'M2 6.4 4.8 9.2 10 3.2',
    word: { vi: 'Đạt', en: 'Met' },
    meaning: { vi: 'Kết quả đã đạt mức chỉ tiêu.', en: 'The result has reached the target.' },
  },
  on_pace: {
    symbol: '↗',
    path: 'M3 9 9 3M4.6 3H9v4.4',
    word: { vi: 'Đúng tiến độ', en: 'On pace' },
    meaning: { vi: 'Chưa đạt; giữ nhịp này thì đạt trước hạn.', en: 'Not there yet; at this pace it will be by the deadline.' },
  },
  behind: {
    symbol: '↘',
    path: 'M3 3 9 9M4.6 9H9V4.6',
    word: { vi: 'Chậm tiến độ', en: 'Behind' },
    meaning: { vi: 'Chưa đạt; với nhịp này sẽ không kịp hạn.', en: 'Not there yet; at this pace it will miss the deadline.' },
  },
  missed: {
    symbol: '✕',
    path: 'M3 3 9 9M9 3 3 9',
    word: { vi: 'Không đạt', en: 'Missed' },
    meaning: { vi: 'Đã quá hạn mà chưa đạt.', en: 'The deadline has passed and the target was not reached.' },
  },
  not_due: {
    symbol: '◷',
    path: 'M6 1.9a4.1 4.1 0 1 0 .01 0ZM6 3.8V6h1.9',
    word: { vi: 'Chưa đến hạn', en: 'Not due' },
    meaning: { vi: 'Chưa đến ngày phải hoàn thành.', en: 'The date has not come yet.' },
  },
  no_data: {
    symbol: '–',
    path: 'M3.2 6h5.6',
    word: { vi: 'Chưa có số liệu', en: 'No data' },
    meaning: { vi: 'Không có quan sát nào; không có nghĩa là bằng không.', en: 'Nothing was observed; this does not mean zero.' },
  },
  not_applicable: {
    symbol: '∅',
    path: 'M6 2.4a3.6 3.6 0 1 0 .01 0ZM3.2 9.4l5.6-6.8',
    word: { vi: 'Không áp dụng', en: 'Not applicable' },
    meaning: { vi: 'Chỉ tiêu không áp dụng cho đơn vị này vào ngày xét.', en: 'The target does not apply to this unit on that date.' },
  },
};
