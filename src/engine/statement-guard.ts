import { AppError } from '../core/app-error';
import { sqlTokens, type SqlToken } from './sql-tokens';

/** Statements that change the engine, reach out of it, or span several calls. `set` is judged apart: variables are allowed. */
const REFUSED_VERBS = new Set([
  ...['attach', 'detach', 'use', 'load', 'install', 'force', 'update_extensions', 'export', 'import', 'checkpoint', 'vacuum'],
  ...['begin', 'start', 'commit', 'end', 'rollback', 'abort', 'reset', 'call', 'prepare', 'execute', 'deallocate'],
]);

/** Functions that try to fetch an extension; with none to be had they hang the engine or break it. */
const REFUSED_FUNCTIONS = new Set(['timezone']);

/** PRAGMAs that only read; any other may change a setting. */
const READING_PRAGMAS = new Set([
  'table_info',
  'show_tables',
  'show_tables_expanded',
  'show',
  'version',
  'database_size',
  'storage_info',
  'functions',
  'collations',
]);

const READING_FUNCTION = /^(?:read_\w+|\w+_scan|sniff_csv|glob|parquet_\w+)$/;
const REMOTE = /^(?:https?|s3[an]?|gcs|gs|r2|hf|azure|az|abfss|opfs|file):\/\//i;

/**
 * What must not reach the engine, found before it runs: several statements, settings, extensions, attached databases, files
 * outside `local/`, other origins, and `AT TIME ZONE`, which breaks the wasm instance. The engine's own lock-down stands behind
 * this; here the refusal comes early and says what is refused.
 * @returns AppError `sql-refused` or `sql-several-statements` with line and column, or null.
 */
export function refusalOf(sql: string): AppError | null {
  const tokens = sqlTokens(sql);
  const found = severalStatements(tokens) ?? refusedVerb(tokens) ?? refusedPart(tokens);
  if (!found) return null;
  const before = sql.slice(0, found.at.start);
  const place = {
    line: before.split('\n').length,
    column: before.length - before.lastIndexOf('\n'),
  };
  return found.what === null ? new AppError('sql-several-statements', place) : new AppError('sql-refused', { what: found.what, ...place });
}

/** Where it stands, and what is refused; `what` is null for several statements. */
interface Finding {
  readonly at: SqlToken;
  readonly what: string | null;
}

function severalStatements(tokens: readonly SqlToken[]): Finding | null {
  const semicolon = tokens.findIndex((token) => isSymbol(token, ';'));
  const next = semicolon < 0 ? undefined : tokens.slice(semicolon).find((token) => !isSymbol(token, ';'));
  return next && semicolon > 0 ? { at: next, what: null } : null;
}

function refusedVerb(tokens: readonly SqlToken[]): Finding | null {
  const first = tokens.findIndex((token) => token.kind === 'word' && token.text !== 'explain' && token.text !== 'analyze');
  const verb = tokens[first];
  const next = tokens[first + 1];
  if (!verb) return null;
  if (REFUSED_VERBS.has(verb.text)) return { at: verb, what: verb.text.toUpperCase() };
  if (verb.text === 'set' && next?.text !== 'variable') return { at: verb, what: 'SET' };
  if (verb.text === 'pragma' && !READING_PRAGMAS.has(next?.text ?? '')) return { at: verb, what: `PRAGMA ${next?.text ?? ''}`.trim() };
  if (verb.text === 'copy') return refusedCopy(tokens, verb);
  if (verb.text === 'create' && tokens.slice(first, first + 6).some((token) => token.kind === 'word' && token.text === 'secret')) {
    return { at: verb, what: 'CREATE SECRET' };
  }
  return null;
}

/** COPY may write to `local/` and read from there, nowhere else. */
function refusedCopy(tokens: readonly SqlToken[], verb: SqlToken): Finding | null {
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    if (isSymbol(token, '(')) depth++;
    else if (isSymbol(token, ')')) depth--;
    else if (depth === 0 && token.kind === 'word' && (token.text === 'to' || token.text === 'from')) {
      const target = tokens[i + 1];
      if (token.text === 'from' && target?.kind === 'word') return { at: verb, what: 'COPY FROM DATABASE' };
      if (target && (target.kind !== 'string' || !isLocal(target.text)))
        return {
          at: target,
          what: `COPY ${token.text.toUpperCase()} '${target.text}'`,
        };
    }
  }
  return null;
}

function refusedPart(tokens: readonly SqlToken[]): Finding | null {
  for (const [i, token] of tokens.entries()) {
    const next = tokens[i + 1];
    if (token.kind === 'word' && token.text === 'at' && next?.text === 'time' && tokens[i + 2]?.text === 'zone') {
      return { at: token, what: 'AT TIME ZONE' };
    }
    if (
      (token.kind === 'word' || token.kind === 'name') &&
      REFUSED_FUNCTIONS.has(token.text.toLowerCase()) &&
      next &&
      isSymbol(next, '(')
    ) {
      return { at: token, what: `${token.text}()` };
    }
    if ((token.kind === 'string' || token.kind === 'name') && REMOTE.test(token.text) && isSource(tokens, i)) {
      return { at: token, what: token.text };
    }
  }
  return null;
}

/** Whether the token stands where a table or a file is named, so that an address in ordinary text stays allowed. */
function isSource(tokens: readonly SqlToken[], index: number): boolean {
  let i = index - 1;
  while (i >= 0 && (isSymbol(tokens[i]!, ',') || isSymbol(tokens[i]!, '[') || tokens[i]!.kind === 'string')) i--;
  const before = tokens[i];
  if (!before) return false;
  if (before.kind === 'word' && (before.text === 'from' || before.text === 'join')) return true;
  const caller = tokens[i - 1];
  return isSymbol(before, '(') && caller?.kind === 'word' && READING_FUNCTION.test(caller.text);
}

function isLocal(path: string): boolean {
  return path.startsWith('local/') && !path.split('/').includes('..');
}

function isSymbol(token: SqlToken, text: string): boolean {
  return token.kind === 'symbol' && token.text === text;
}
