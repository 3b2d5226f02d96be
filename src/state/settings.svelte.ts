import { languages, type Language } from '../core/language';

export type Theme = 'light' | 'dark';

/** Where settings are remembered; the browser's localStorage, or nothing where it is refused. */
export type SettingsStore = Pick<Storage, 'getItem' | 'setItem'>;

/** The reader's language and theme. Remembered between visits where the browser allows it. */
export class Settings {
  #language = $state<Language>('vi');
  #theme = $state<Theme>('light');

  constructor(
    private readonly store: SettingsStore | null,
    preferred: { readonly theme: Theme },
  ) {
    this.#language = languages.find((language) => language === this.#read('language')) ?? 'vi';
    const theme = this.#read('theme');
    this.#theme = theme === 'light' || theme === 'dark' ? theme : preferred.theme;
  }

  get language(): Language {
    return this.#language;
  }

  get theme(): Theme {
    return this.#theme;
  }

  useLanguage(language: Language): void {
    this.#language = language;
    this.#write('language', language);
  }

  useTheme(theme: Theme): void {
    this.#theme = theme;
    this.#write('theme', theme);
  }

  #read(key: string): string | null {
    try {
      return this.store?.getItem(`doi-chieu.${key}`) ?? null;
    } catch {
      return null;
    }
  }

  #write(key: string, value: string): void {
    try {
      this.store?.setItem(`doi-chieu.${key}`, value);
    } catch {
      // Storage refused (private window, quota): the setting holds until the page closes.
    }
  }
}
