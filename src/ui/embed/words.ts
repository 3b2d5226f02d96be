import type { Language } from '../../core/language';

interface EmbedWords {
  readonly readOnly: string;
  readonly open: string;
  readonly values: string;
}

export const embedWords: Record<Language, EmbedWords> = {
  vi: { readOnly: 'Chỉ xem', open: 'Mở trong Đối Chiếu', values: 'Giá trị đang dùng' },
  en: { readOnly: 'Read only', open: 'Open in Đối Chiếu', values: 'Values in use' },
};
