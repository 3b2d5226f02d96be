import type { Language } from './language';
import { errorCatalogue, type ErrorCode } from './error-catalogue';

/** Values that fill the `{placeholders}` of an error's text. */
export type ErrorDetail = Readonly<Record<string, string | number>>;

/** What stopped a job. One code of the closed catalogue, the values its text needs, and what caused it. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    readonly detail: ErrorDetail = {},
    options?: { cause?: unknown },
  ) {
    super(code, options);
  }

  /** What happened, in the reader's language: noun; reason. */
  text(language: Language): string {
    return fill(errorCatalogue[this.code][language].text, this.detail);
  }

  /** What to do about it. */
  hint(language: Language): string {
    return fill(errorCatalogue[this.code][language].hint, this.detail);
  }
}

/**
 * Replaces `{name}` by the detail of that name; an unknown name stays visible, so that a test finds it.
 * A part in [brackets] is left out when the detail lacks one of its names, or has it empty.
 */
export function fill(template: string, detail: ErrorDetail): string {
  return template
    .replace(/\[([^[\]]*\{\w+\}[^[\]]*)\]/g, (_, part: string) => {
      const names = Array.from(part.matchAll(/\{(\w+)\}/g), (found) => found[1]!);
      return names.every((name) => name in detail && detail[name] !== '') ? part : '';
    })
    .replace(/\{(\w+)\}/g, (whole, name: string) => (name in detail ? String(detail[name]) : whole));
}
