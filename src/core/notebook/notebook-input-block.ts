import { entryOf, readLine, readNumber, writeLine, writeNumber } from './notebook-entry';
import type { InputCell } from './notebook';
import type { Note } from './notebook-problem';
import type { ParamValue } from '../question';

/** The lines of an input's block, `key: value`; the choices of a list stand one a line. */
export function writeInputLines(cell: InputCell, id: string | null): string[] {
  const { source, value } = cell;
  return [
    `name: ${cell.name}`,
    `type: ${cell.type}`,
    ...(cell.label === null ? [] : [`label: ${writeLine(cell.label)}`]),
    ...(typeof source === 'string' ? [`source: ${source}`] : []),
    ...(Array.isArray(source) ? (source.length > 0 ? source.map((choice) => `choice: ${writeLine(choice)}`) : ['source: []']) : []),
    ...(value === null ? [] : [`value: ${writeValue(value, cell.type)}`]),
    ...(id === null ? [] : [`id: ${id}`]),
    ...(cell.collapsed ? ['collapsed: true'] : []),
  ];
}

/** An input cell as far as its block says. `note` is told the line, counted from 0. */
export function readInputLines(lines: readonly string[], note: Note): Record<string, unknown> {
  const cell: Record<string, unknown> = { kind: 'input' };
  const choices: string[] = [];
  let value: { readonly line: number; readonly text: string } | null = null;
  for (const [at, line] of lines.entries()) {
    const entry = entryOf(line);
    const text = entry && (entry.key === 'value' ? entry.value : readLine(entry.value));
    if (line.trim() === '') continue;
    if (!entry || text === null) note(at, 'line-unreadable', line);
    else if (entry.key === 'choice') choices.push(text);
    else if (entry.key === 'value') value ??= { line: at, text };
    else if (entry.key === 'collapsed') cell.collapsed = text === 'true';
    else if (!['name', 'type', 'label', 'source', 'id'].includes(entry.key)) note(at, 'line-unreadable', line);
    else if (Object.hasOwn(cell, entry.key)) note(at, 'key-twice', entry.key);
    else cell[entry.key] = entry.key === 'source' && text === '[]' ? [] : text;
  }
  if (choices.length > 0) cell.source = choices;
  const read = value ? readValue(value.text, String(cell.type)) : null;
  if (value && read === undefined) note(value.line, 'value-invalid', 'value');
  cell.value = read ?? null;
  return cell;
}

/** Bare where the type says how to read it; `=5` is a number in an input that is not of numbers; lists are JSON. */
function writeValue(value: NonNullable<ParamValue>, type: string): string {
  if (typeof value === 'number') return type === 'number' ? writeNumber(value) : `=${writeNumber(value)}`;
  if (typeof value !== 'string') return JSON.stringify(value);
  const text = writeLine(value, /^[[=]/);
  return readValue(text, type) === value ? text : JSON.stringify(value);
}

/** @returns undefined for a damaged text or list */
function readValue(text: string, type: string): ParamValue | undefined {
  if (text.startsWith('[')) return readList(text);
  const number = text.startsWith('=') ? readNumber(text.slice(1)) : type === 'number' ? readNumber(text) : null;
  return number ?? readLine(text) ?? undefined;
}

function readList(text: string): string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}
