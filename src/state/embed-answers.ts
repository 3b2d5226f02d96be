import { embedVersion, mostEmbedRows, readHostMessage, type EmbedAnswer, type SetMessage } from '../core/embed/embed-message';
import type { ParamValue } from '../core/question';
import { rowOf } from '../core/result-table';
import type { QueryCellState } from './query-cell.svelte';
import type { Session } from './session.svelte';

interface Host {
  post(message: EmbedAnswer): void;
  onMessage(listener: (data: unknown) => void): void;
}

/** Answers the page that embeds this one: says when it is ready, sets what it is told to, and gives the results, one message after another. */
export function answerHost(session: Session, host: Host, titleOf: (cell: QueryCellState) => string): void {
  let turn = session.settled
    .catch(() => undefined)
    // Nothing of the reader's is here that a stranger's SQL could read; its limits in time and size stay.
    .then(() => session.notebook.approveAll())
    .then(() => {
      host.post({ type: 'doi-chieu.ready', version: embedVersion, app: session.app, params: settable(session) });
      give(null);
    });
  const give = (request: SetMessage['request']) => {
    for (const cell of session.notebook.queryCells) host.post(resultOf(session, cell, titleOf(cell), request));
  };
  host.onMessage((data) => {
    const message = readHostMessage(data);
    if (!message) return;
    if ('reason' in message) return host.post({ type: 'doi-chieu.refused', request: null, reason: message.reason });
    turn = turn.then(async () => {
      const known = settable(session);
      const unknown = Object.keys(message.params).filter((name) => !Object.hasOwn(known, name));
      if (unknown.length > 0)
        return host.post({ type: 'doi-chieu.refused', request: message.request, reason: `params ${unknown.join(', ')}` });
      for (const [name, value] of Object.entries(message.params)) set(session, name, value);
      await session.notebook.runAll();
      give(message.request);
    });
  });
}

/** Names and values of the notebook's inputs, and of the parameters of its questions that no input feeds. */
function settable({ notebook }: Session): Record<string, ParamValue> {
  const values: Record<string, ParamValue> = {};
  for (const cell of notebook.queryCells)
    for (const { name } of cell.specs) if (!cell.isFed(name)) values[name] = cell.values[name] ?? null;
  for (const cell of notebook.cells) if (cell.kind === 'input') values[cell.name] = cell.value;
  return values;
}

function set({ notebook }: Session, name: string, value: ParamValue): void {
  for (const cell of notebook.cells) if (cell.kind === 'input' && cell.name === name) cell.set(value);
  for (const cell of notebook.queryCells)
    if (cell.specs.some((spec) => spec.name === name) && !cell.isFed(name)) void cell.setParam(name, value);
}

function resultOf(session: Session, cell: QueryCellState, title: string, request: SetMessage['request']): EmbedAnswer {
  const { state } = cell.run;
  const table = state.kind === 'done' ? state.table : null;
  const failed = state.kind === 'failed' ? state.error : null;
  return {
    type: 'doi-chieu.result',
    request,
    cell: cell.id,
    title,
    illustrative: cell.illustrative,
    columns: (table?.columns ?? []).map(({ name, type }) => ({ name, type })),
    rows: Array.from({ length: Math.min(table?.rowCount ?? 0, mostEmbedRows) }, (_, row) => [...rowOf(table!, row)]),
    rowCount: table?.rowCount ?? 0,
    error: failed && { code: failed.code, text: failed.text(session.settings.language) },
  };
}
