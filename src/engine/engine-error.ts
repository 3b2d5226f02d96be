import { AppError, type ErrorDetail } from '../core/app-error';
import type { ErrorCode } from '../core/error-catalogue';

/** What the engine writes instead of a message while `errors_as_json` is set. Positions are UTF-8 bytes, as text. */
interface EngineReport {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly error_subtype?: string;
  readonly position?: string;
  readonly name?: string;
  readonly candidates?: string;
  readonly type?: string;
}

/** More names than this help nobody. */
const CANDIDATE_LIMIT = 5;

const REFUSED =
  /disabled (?:through|by) configuration|configuration has been locked|lock(?:ed|_configuration)|Cannot (?:access|write|change)/i;
const WASM_FAULT = /\b(?:out of bounds|unreachable|Aborted\(|null function|signature mismatch|memory access|worker is not set)/i;

/** Whether the instance can no longer be trusted: a fault of the machine or of the engine itself, not of the text. */
export function isFatal(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'engine-lost';
  if (error instanceof Error && error.name === 'RuntimeError') return true;
  const report = engineReport(error);
  return (
    ['INTERNAL', 'FATAL', 'Internal', 'Fatal'].includes(report.exception_type ?? '') || WASM_FAULT.test(report.exception_message ?? '')
  );
}

/** Whether the engine stopped because it was asked to. */
export function isCancellation(error: unknown): boolean {
  const report = engineReport(error);
  return /INTERRUPT/i.test(report.exception_type ?? '') || /query was cancel|^interrupted!?$/i.test(report.exception_message ?? '');
}

/** What the engine threw while it ran or checked `sql`, as an error of our catalogue. Nobody else reads its messages. */
export function appErrorOf(error: unknown, sql: string): AppError {
  if (error instanceof AppError) return error;
  if (isCancellation(error)) return new AppError('cancelled', {}, { cause: error });
  const report = engineReport(error);
  if (isFatal(error)) return new AppError('engine-lost', { reason: firstLine(report.exception_message ?? '') }, { cause: error });
  const { code, detail } = classify(report);
  return new AppError(code, { ...detail, ...placeOf(report, sql) }, { cause: error });
}

function classify(report: EngineReport): {
  code: ErrorCode;
  detail: ErrorDetail;
} {
  const type = report.exception_type ?? '';
  const message = report.exception_message ?? '';
  const reason = firstLine(message);
  if (type === 'Permission' || (REFUSED.test(message) && type !== 'Parser'))
    return { code: 'sql-refused', detail: { what: refusedThing(message) } };
  if (/^no statements?$/i.test(message)) return { code: 'sql-empty', detail: {} };
  if (/multiple statements/i.test(message)) return { code: 'sql-several-statements', detail: {} };
  if (type === 'Parser' || type === 'Syntax') return { code: 'sql-syntax', detail: { reason } };
  if (type === 'Out of Memory') return { code: 'sql-out-of-memory', detail: {} };
  if (type === 'Constraint') return { code: 'sql-constraint', detail: { reason } };
  if (type === 'Conversion' && /^Unimplemented type for cast/.test(message)) return { code: 'sql-type', detail: { reason } };
  if (type === 'Conversion')
    return {
      code: 'sql-conversion',
      detail: { value: convertedValue(message), reason },
    };
  if (type === 'Invalid Input' && /^Could not parse string "/.test(message))
    return {
      code: 'sql-conversion',
      detail: { value: convertedValue(message), reason },
    };
  if (type === 'Catalog' && report.error_subtype === 'MISSING_ENTRY') return missingEntry(report);
  if (type === 'Catalog' && /is not in the catalog, but it exists in the (\w+) extension/.test(message)) {
    return {
      code: 'sql-unknown-function',
      detail: { name: report.name ?? quoted(message)[0] ?? '', candidates: '' },
    };
  }
  if (type === 'Binder') return binderError(report, message, reason);
  return { code: 'sql-other', detail: { reason } };
}

function missingEntry(report: EngineReport): {
  code: ErrorCode;
  detail: ErrorDetail;
} {
  const detail = {
    name: report.name ?? '',
    candidates: candidateList(report.candidates?.split(',') ?? [], report.name ?? ''),
  };
  if (/function|macro/i.test(report.type ?? '')) return { code: 'sql-unknown-function', detail };
  if (/^(?:table|view)$/i.test(report.type ?? '')) return { code: 'sql-unknown-table', detail };
  return {
    code: 'sql-other',
    detail: { reason: firstLine(report.exception_message ?? '') },
  };
}

const UNKNOWN_COLUMN = [
  /^Referenced column "(.+?)" not found/,
  /^Referenced update column (.+?) not found/,
  /does not have a column (?:named|with name) "(.+?)"/,
  /^Column "(.+?)" (?:in EXCLUDE|in REPLACE|in RENAME|does not exist on)/,
];

function binderError(report: EngineReport, message: string, reason: string): { code: ErrorCode; detail: ErrorDetail } {
  const names = quoted(message);
  const name = report.name ?? names[0] ?? '';
  const column = UNKNOWN_COLUMN.map((pattern) => pattern.exec(message)?.[1]).find((found) => found !== undefined);
  if (column !== undefined) {
    const offered = report.candidates?.split(',') ?? quoted(message.split(/Candidate bindings|Did you mean/)[1] ?? '');
    return {
      code: 'sql-unknown-column',
      detail: { name: column, candidates: candidateList(offered, column) },
    };
  }
  if (/^Referenced table "/.test(message)) {
    return {
      code: 'sql-unknown-table',
      detail: { name, candidates: candidateList(names.slice(1), name) },
    };
  }
  if (/^Ambiguous reference to column name/.test(message)) {
    return {
      code: 'sql-ambiguous-column',
      detail: { name, candidates: candidateList(names.slice(1), name) },
    };
  }
  if (report.error_subtype === 'NO_MATCHING_FUNCTION' || /explicit (?:type )?cast|cannot (?:be )?(?:compare|cast|mix)/i.test(message)) {
    return {
      code: 'sql-type',
      detail: {
        reason: reason.replace(/\s*You might need to add explicit type casts\.?/, ''),
      },
    };
  }
  return { code: 'sql-other', detail: { reason } };
}

/** The report inside an error; the parser wraps its own once more, or puts its name before it. A text that is no JSON counts as the message. */
function engineReport(error: unknown): EngineReport {
  const message = (error instanceof Error ? error.message : String(error)).replace(/^[A-Z][\w ]* Error: (?=\{)/, '');
  const report = parsed(message);
  if (report === null) return { exception_message: message };
  const inner = report.exception_message ? parsed(report.exception_message) : null;
  return inner ? { ...report, ...inner } : report;
}

function parsed(text: string): EngineReport | null {
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as EngineReport) : null;
  } catch {
    return null;
  }
}

/** 1-based line and column (in UTF-16 units, as editors count) of the report's byte position; nothing when it has none. */
function placeOf(report: EngineReport, sql: string): ErrorDetail {
  const position = Number(report.position ?? Number.NaN);
  if (!Number.isInteger(position) || position < 0) return {};
  const before = new TextDecoder().decode(new TextEncoder().encode(sql).subarray(0, position));
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: before.length - lineStart + 1,
  };
}

/** The names offered, without qualifiers that repeat and without the engine's own catalogues, as '"a", "b"'. */
function candidateList(names: readonly string[], wrong: string): string {
  const seen = new Set<string>();
  for (const name of names) {
    const trimmed = name.trim().replace(/^(?:memory\.)?(?:main\.)?(?=.)/, '');
    if (trimmed !== '' && trimmed !== wrong && !/^(?:pg_|duckdb_|sqlite_|information_schema)/.test(trimmed)) seen.add(trimmed);
  }
  return [...seen]
    .slice(0, CANDIDATE_LIMIT)
    .map((name) => `"${name}"`)
    .join(', ');
}

function convertedValue(message: string): string {
  return (
    /(?:string|value|VARCHAR value:?) ['"]?(.*?)['"]? (?:to |can't |according |into |is out)/s.exec(message)?.[1] ??
    quoted(message)[0] ??
    ''
  );
}

/** What the engine's own lock-down refused: an extension it wanted, a setting, or a path. */
function refusedThing(message: string): string {
  const extension = /extension ['"](\w+)['"]/.exec(message)?.[1];
  if (extension) return `LOAD ${extension}`;
  const setting = /configuration option "(\w+)"/.exec(message)?.[1];
  if (setting) return `SET ${setting}`;
  return quoted(message)[0] ?? firstLine(message);
}

function quoted(message: string): string[] {
  return Array.from(message.matchAll(/"((?:[^"]|"")+)"/g), (found) => found[1]!.replaceAll('""', '"'));
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]!.trim();
}
