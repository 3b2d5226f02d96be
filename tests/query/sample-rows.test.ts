import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine';
import { recordsOf } from '../../src/core/result-table';
import { packSampleRows, sampleRowColumns } from '../../src/core/sample-rows';
import { openNodeEngine } from '../../src/engine/node-engine';
import { loadModel } from '../../src/jobs/load-model';
import { loadSampleObservations } from '../../src/jobs/load-sample-observations';
import { openFiles } from '../../src/jobs/open-files';
import { readKnowledge } from '../../src/jobs/read-knowledge';

const root = join(import.meta.dirname, '../..');
const read = async (path: string) => new Uint8Array(readFileSync(join(root, path)));
const files = ['mot-cua-dien-tu_2025-2026_minh-hoa.csv', 'lgsp_2019-2021_minh-hoa.csv', 'giai-ngan-dau-tu-cong_2025-2026_minh-hoa.csv'];

describe('sample observations', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openNodeEngine();
    await loadModel(engine, read);
  });
  afterAll(() => engine.close());

  it('come back from their small form exactly as the files gave them', async () => {
    const sources = await Promise.all(files.map(async (name) => ({ name, bytes: await read(`sample-data/exports/${name}`) })));
    await openFiles(engine, sources, await readKnowledge(engine));
    const all = `SELECT ${sampleRowColumns.join(', ')} FROM observation WHERE origin = 'illustrative' ORDER BY file, indicator_id, unit_id, period_end`;
    const given = await engine.query(all);
    expect(given.rowCount).toBeGreaterThan(1000);
    const before = recordsOf(given);
    const packed = packSampleRows(given);
    await engine.execute(`DELETE FROM observation WHERE origin = 'illustrative'`);
    await loadSampleObservations(engine, packed);
    expect(recordsOf(await engine.query(all))).toEqual(before);
  });
});
