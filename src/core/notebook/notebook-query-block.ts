import { entryOf, readLine, readNumber, writeLine, writeNumber } from './notebook-entry';
import type { InputCell, QueryCell } from './notebook';
import { fromShellSql, isSetting, settings, toShellSql, type ShellSession } from './notebook-shell';
import type { Note } from './notebook-problem';
import type { ParamValue } from '../question';
import { identifier } from '../sql/sql-literal';

const keys = /^(question|name|title|view|layout|pivot|map|id|collapsed|sql|form|needs|param\.[a-z_][a-z0-9_]*)$/;
const create = /^CREATE (?:OR REPLACE )?(?:TEMP |TEMPORARY )?(?:TABLE|VIEW) "?([a-z_][a-z0-9_]*)"? AS$/i;

/** The lines of a query cell's block; `id` null = not written. */
export function writeQueryLines(cell: QueryCell, id: string | null, inputs: readonly InputCell[], session: ShellSession): string[] {
  const head: string[] = [];
  const put = (key: string, value: string | null): unknown => value !== null && head.push(`-- ${key}: ${value}`);
  put('question', cell.question === null ? null : writeLine(cell.question));
  put('name', cell.name);
  put('title', cell.title === null ? null : writeLine(cell.title));
  put('view', cell.view);
  for (const name of Object.keys(cell.params).sort()) put(`param.${name}`, writeParam(cell.params[name]!));
  put('layout', cell.layout === null ? null : writeLine(cell.layout));
  put('pivot', cell.pivot === null ? null : writeLine(cell.pivot));
  put('map', cell.map === null ? null : writeLine(cell.map));
  put('id', id);
  put('collapsed', cell.collapsed ? 'true' : null);
  const { sql } = cell;
  if (sql === null) {
    put('sql', cell.question === null ? 'none' : null);
    return head;
  }
  if (sql === '' && cell.question === null) return head;
  const shell = toShellSql(sql);
  const exact = fromShellSql(shell) === sql;
  put('form', exact ? null : 'verbatim');
  const { lines, missing } = settings(cell, inputs, session);
  put('needs', missing.length > 0 ? missing.map((name) => `$${name}`).join(' ') : null);
  head.push(...lines);
  const body = ended(exact ? shell : sql).split('\n');
  if (cell.name !== null) head.push(`CREATE OR REPLACE TEMP TABLE ${identifier(cell.name)} AS`);
  else if (isHead(body[0]!)) head.push('--');
  return [...head, ...body];
}

/** A query cell as far as its block says; what is not said is left out. `note` is told the line, counted from 0. */
export function readQueryLines(lines: readonly string[], note: Note): Record<string, unknown> & { params: Record<string, unknown> } {
  const cell: Record<string, unknown> & { params: Record<string, unknown> } = { kind: 'query', question: null, params: {} };
  let at = 0;
  let verbatim = false;
  let without = false;
  for (let ended = false; at < lines.length && !ended && isHead(lines[at]!); at++) {
    const line = lines[at]!;
    const made = create.exec(line);
    const entry = line.startsWith('-- ') ? entryOf(line.slice(3)) : null;
    if (made) cell.name ??= made[1]!.toLowerCase();
    if (made || line === '--') ended = true;
    if (!entry || entry.key === 'needs') continue;
    const { key } = entry;
    const value = key.startsWith('param.') ? readParam(entry.value) : readLine(entry.value);
    const param = key.startsWith('param.') ? key.slice('param.'.length) : null;
    if (value === undefined || (value === null && param === null)) note(at, 'line-unreadable', line);
    else if (param !== null ? Object.hasOwn(cell.params, param) : key !== 'question' && Object.hasOwn(cell, key))
      note(at, 'key-twice', key);
    else if (param !== null) cell.params[param] = value;
    else if (key === 'form') verbatim = value === 'verbatim';
    else if (key === 'sql') without = value === 'none';
    else cell[key] = key === 'collapsed' ? value === 'true' : value;
  }
  const body = lines.slice(at);
  const text = withoutEnd(body.join('\n'));
  if (body.length > 0) cell.sql = verbatim ? text : fromShellSql(text);
  else cell.sql = cell.question === null && !without ? '' : null;
  return cell;
}

function isHead(line: string): boolean {
  if (line === '--' || isSetting(line) || create.test(line)) return true;
  const entry = line.startsWith('-- ') ? entryOf(line.slice(3)) : null;
  return entry !== null && keys.test(entry.key);
}

/** A shell needs the semicolon; on a line of its own where it could be part of a comment, or is there already. */
function ended(sql: string): string {
  const last = sql.slice(sql.lastIndexOf('\n') + 1);
  return sql !== '' && (last === '' || last.endsWith(';') || last.includes('--')) ? `${sql}\n;` : `${sql};`;
}

function withoutEnd(text: string): string {
  return text.endsWith('\n;') ? text.slice(0, -2) : text.endsWith(';') ? text.slice(0, -1) : text;
}

function writeParam(value: ParamValue): string {
  return typeof value === 'number' ? writeNumber(value) : JSON.stringify(value);
}

/** @returns undefined for what is neither JSON nor a number */
function readParam(text: string): unknown {
  const number = readNumber(text);
  if (number !== null) return number;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
