import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { restoreModel } from '../../src/jobs/restore-model';
import { openNodeEngine } from '../support/node-engine';
import type { Figure } from './figure';

const indicators =
  'ontime_rate overdue_rate dvc_l4_rate dvc_l34_rate edoc_exchange_rate edoc_signed_rate online_files_share post_files_share results_digitised_rate satisfaction_rate leader_digital_signature_rate dvcqg_integration_rate';

/** 36 months × 34 provinces × 12 indicators restated from the 63 (27,000 observations in, 14,700 figures out), in the engine alone. */
const restatedScorecard = `
  WITH asked_rows AS (FROM observation WHERE unit_id LIKE '63:%' AND indicator_id IN (${indicators.split(' ').map((id) => `'${id}'`)}))
  SELECT count(*) AS figures, sum(value) AS total FROM restated('34', observations := 'asked_rows')`;

/** The restated scorecard, beside the same rows only summed up by unit and indicator. Duckdb-wasm in node; needs what `npm run build` prepares. */
export async function measureRestated(rounds: number): Promise<Figure[]> {
  const generated = (name: string): Promise<Buffer> => readFile(fileURLToPath(new URL(`../../src/generated/${name}`, import.meta.url)));
  const engine = await openNodeEngine();
  try {
    const [database, log, sample] = await Promise.all(['model.db', 'model.db.wal', 'sample-observation.txt'].map(generated));
    await restoreModel(engine, { database: new Uint8Array(database!), log: new Uint8Array(log!) }, new Uint8Array(sample!));
    const time = async (sql: string): Promise<number> => {
      const start = performance.now();
      await engine.query(sql);
      return performance.now() - start;
    };
    const times = { page: [] as number[], bare: [] as number[] };
    // The first three of each let the engine's code be compiled for speed and do not count.
    for (let round = -3; round < rounds; round++) {
      const restated = await time(restatedScorecard);
      const summed = await time('SELECT unit_id, indicator_id, period_end, sum(value) FROM observation GROUP BY ALL');
      if (round < 0) continue;
      times.page.push(restated);
      times.bare.push(summed);
    }
    return [{ name: 'restated scorecard of 36 months × 34 × 12 : all observations summed', unit: 'ms', ...times, limit: { most: 150 } }];
  } finally {
    await engine.close();
  }
}
