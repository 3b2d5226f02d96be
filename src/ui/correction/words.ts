import type { CorrectionState } from '../../core/correction';
import type { Language } from '../../core/language';

interface CorrectionWords {
  readonly title: string;
  readonly explain: string;
  readonly source: string;
  readonly oldValue: string;
  readonly newValue: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly gives: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly who: string;
  readonly save: string;
  readonly cancel: string;
  readonly close: string;
  readonly yes: string;
  readonly no: string;
  readonly notNumber: string;
  readonly notPositive: string;
  readonly same: string;
  readonly needed: string;
  readonly boundLost: string;
  readonly ledger: string;
  readonly none: string;
  readonly figure: string;
  readonly when: string;
  readonly state: string;
  readonly use: string;
  readonly useOf: (figure: string) => string;
  readonly open: string;
  readonly remove: string;
  readonly removeOf: (figure: string) => string;
  readonly states: Readonly<Record<CorrectionState, string>>;
  readonly stateHints: Readonly<Record<CorrectionState, string>>;
  readonly pending: string;
  readonly mark: (was: string) => string;
  readonly note: (was: string, reason: string, who: string, day: string) => string;
  readonly markWord: string;
  readonly row: (file: string, row: string) => string;
  readonly period: (start: string, end: string) => string;
}

export const correctionWords: Record<Language, CorrectionWords> = {
  vi: {
    title: 'Sửa số liệu',
    explain: 'Số mới được ghi vào sổ sửa và dùng ở mọi kết luận; tệp gốc không đổi. Tắt một lần bấm là trở lại số cũ.',
    source: 'Nguồn',
    oldValue: 'Số trong nguồn',
    newValue: 'Số mới',
    numerator: 'Tử số mới',
    denominator: 'Mẫu số mới',
    gives: 'Giá trị mới',
    reason: 'Lý do',
    reasonHint: 'Ví dụ: số gõ nhầm, đã đối chiếu với báo cáo giấy ngày …',
    who: 'Người sửa',
    save: 'Ghi vào sổ sửa',
    cancel: 'Thôi',
    close: 'Đóng',
    yes: 'Có',
    no: 'Không',
    notNumber: 'Nhập một số, ví dụ 1.234,5.',
    notPositive: 'Mẫu số phải lớn hơn 0.',
    same: 'Số mới giống số trong nguồn.',
    needed: 'Cần điền ô này.',
    boundLost: 'Nguồn chỉ ghi “dưới” hoặc “trên” số này; số mới được coi là chính xác.',
    ledger: 'Sổ sửa số liệu',
    none: 'Chưa sửa số liệu nào. Mở một kết luận, chọn một quan sát rồi bấm “Sửa số liệu”.',
    figure: 'Số liệu',
    when: 'Lúc',
    state: 'Tình trạng',
    use: 'Dùng',
    useOf: (figure) => `Dùng bản sửa: ${figure}`,
    open: 'Xem số liệu',
    remove: 'Bỏ khỏi sổ',
    removeOf: (figure) => `Bỏ khỏi sổ: ${figure}`,
    states: {
      applied: 'Đang dùng',
      off: 'Đã tắt',
      overtaken: 'Có bản sửa sau',
      missing: 'Chưa có số liệu',
      changed: 'Nguồn đã khác',
      several: 'Nhiều số liệu trùng',
    },
    stateHints: {
      applied: 'Mọi kết luận và câu hỏi đang dùng số mới.',
      off: 'Các kết luận dùng số trong nguồn.',
      overtaken: 'Một bản sửa sau của cùng số liệu đang được dùng.',
      missing: 'Tệp chứa số liệu này chưa được mở.',
      changed: 'Số trong nguồn không còn là số cũ đã ghi; bản sửa không được dùng.',
      several: 'Có hơn một quan sát khớp với bản sửa; bản sửa không được dùng.',
    },
    pending: 'Đang áp dụng…',
    mark: (was) => `Đã sửa; nguồn ghi ${was}`,
    note: (was, reason, who, day) => `Đã sửa; nguồn ghi ${was}. Lý do: ${reason} (${who}, ${day})`,
    markWord: 'đã sửa',
    row: (file, row) => `${file}, dòng ${row}`,
    period: (start, end) => `${start} – ${end}`,
  },
  en: {
    title: 'Correct a figure',
    explain:
      'The new figure goes into the ledger and is used by every verdict; the file stays as it is. One click switches back to the old figure.',
    source: 'Source',
    oldValue: 'Figure in the source',
    newValue: 'New figure',
    numerator: 'New numerator',
    denominator: 'New denominator',
    gives: 'New value',
    reason: 'Reason',
    reasonHint: 'For example: mistyped, checked against the paper report of …',
    who: 'Corrected by',
    save: 'Enter into the ledger',
    cancel: 'Cancel',
    close: 'Close',
    yes: 'Yes',
    no: 'No',
    notNumber: 'Type a number, such as 1,234.5.',
    notPositive: 'The denominator must be above 0.',
    same: 'The new figure is the one in the source.',
    needed: 'This must be filled in.',
    boundLost: 'The source only says “below” or “above” this figure; the new one counts as exact.',
    ledger: 'Ledger of corrections',
    none: 'No figure has been corrected. Open a verdict, choose an observation and press “Correct a figure”.',
    figure: 'Figure',
    when: 'When',
    state: 'State',
    use: 'Use',
    useOf: (figure) => `Use the correction: ${figure}`,
    open: 'Show the figure',
    remove: 'Take out',
    removeOf: (figure) => `Take out: ${figure}`,
    states: {
      applied: 'In use',
      off: 'Switched off',
      overtaken: 'A later one counts',
      missing: 'Figure not loaded',
      changed: 'Source has changed',
      several: 'Several figures fit',
    },
    stateHints: {
      applied: 'Every verdict and question uses the new figure.',
      off: 'Verdicts use the figure in the source.',
      overtaken: 'A later correction of the same figure is in use.',
      missing: 'The file with this figure is not open.',
      changed: 'The source no longer says the old figure; the correction is not used.',
      several: 'More than one observation fits; the correction is not used.',
    },
    pending: 'Being applied…',
    mark: (was) => `Corrected; the source says ${was}`,
    note: (was, reason, who, day) => `Corrected; the source says ${was}. Reason: ${reason} (${who}, ${day})`,
    markWord: 'corrected',
    row: (file, row) => `${file}, row ${row}`,
    period: (start, end) => `${start} – ${end}`,
  },
};
