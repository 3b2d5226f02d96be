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
    return storedText(this.store, `doi-chieu.${key}`);
  }

  #write(key: string, value: string): void {
    storeText(this.store, `doi-chieu.${key}`, value);
  }
}

/** A remembered text; null where there is none, or where storage is refused. */
export function storedText(store: SettingsStore | null, key: string): string | null {
  try {
    return store?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

/** Remembers a text; where storage is refused (private window, quota) it holds until the page closes. */
export function storeText(store: SettingsStore | null, key: string, value: string): void {
  try {
    store?.setItem(key, value);
  } catch {
    // Nothing is lost that the page needs now.
  }
}
