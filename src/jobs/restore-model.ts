import type { Engine } from '../core/engine';
import { registerSample } from './load-sample-observations';

/** The model as `writeSnapshot` wrote it: a database file and its log. */
export interface ModelSnapshot {
  readonly database: Uint8Array;
  readonly log: Uint8Array;
}

/**
 * Puts the model into an empty engine from its snapshot, with the sample observations when they are given. All of it becomes visible
 * at once, in one transaction: a question asked meanwhile finds no table rather than half of one. Works under lock-down.
 */
export async function restoreModel(engine: Engine, snapshot: ModelSnapshot, sample: Uint8Array | null): Promise<void> {
  await Promise.all([engine.register('model.db', snapshot.database), engine.register('model.db.wal', snapshot.log)]);
  const insert = sample ? await registerSample(engine, sample) : '';
  await engine.execute(`ATTACH 'local/model.db' AS snapshot (READ_ONLY);`);
  await engine.execute(`BEGIN; COPY FROM DATABASE snapshot TO memory; ${insert} COMMIT;`);
  await engine.execute('DETACH snapshot;');
  await Promise.all(['model.db', 'model.db.wal', 'sample-observation.txt'].map((name) => engine.unregister(name)));
}
