import { it } from 'vitest';
import { openNodeEngine } from '../support/node-engine';
import { loadReference } from '../support/load-reference';
import { readKnowledge } from '../../src/jobs/read-knowledge';
import { openFiles } from '../../src/jobs/open-files';
it('x', async () => {
 for (const [width, cell] of [[300, '1'], [1000, '1'], [100, '"1.234,5"'], [300, '"1.234,5"'],[1000, 'đơn vị']] as const) {
  const e = await openNodeEngine();
  await loadReference(e);
  const k = await readKnowledge(e);
  const times: [number, string][] = [];
  const q = e.query.bind(e);
  e.query = async (a, b) => { const t = performance.now(); let ok = 'ok'; try { return await q(a, b); } catch (z) { ok = 'FAILED'; throw z; } finally { times.push([performance.now() - t, ok + a]); } };
  const line = Array.from({ length: width }, () => cell).join(',');
  const [r] = await openFiles(e, [{ name: 'rong.csv', bytes: new TextEncoder().encode(`${Array.from({ length: width }, (_, i) => `c${i}`).join(',')}\n${line}\n${line}\n`) }], k).catch((z) => [{ error: z, tables: [] }]);
  console.log('W', width, cell, r?.tables[0]?.rows, r?.error?.message);
  for (const [ms, what] of times.filter(([ms, w]) => ms > 200 || w.startsWith('FAIL'))) console.log('W', Math.round(ms), what.replace(/\s+/g, ' ').slice(0, 100));
  if (!r?.error) { const t = performance.now();
  await e.query('SELECT * FROM (SELECT * FROM rong ORDER BY c5 DESC, _row) LIMIT 1').then(() => console.log('W sort ok', performance.now() - t), (z) => console.log('W sort', z.message)); }
  await e.close().catch(() => {});
 }
}, 250000);
