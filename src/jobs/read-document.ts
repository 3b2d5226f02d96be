import type { Engine, RunOptions } from '../core/engine';
import { recordsOf, type Plain } from '../core/result-table';
import { textLiteral } from '../core/sql/sql-literal';

/** A source document with the acts that were read in it; records have the columns of queries/model/tables.sql. */
export interface SourceDocument {
  readonly document: Readonly<Record<string, Plain>>;
  readonly acts: readonly Readonly<Record<string, Plain>>[];
}

/** Null when there is no such document. */
export async function readDocument(engine: Engine, documentId: string, options?: RunOptions): Promise<SourceDocument | null> {
  const id = textLiteral(documentId);
  const [documents, acts] = await Promise.all([
    engine.query(`SELECT * FROM document WHERE document_id = ${id}`, options),
    engine.query(`SELECT * FROM act WHERE document_id = ${id} ORDER BY issued_on NULLS LAST, act_id`, options),
  ]);
  const document = recordsOf(documents, 1)[0];
  return document ? { document, acts: recordsOf(acts) } : null;
}
