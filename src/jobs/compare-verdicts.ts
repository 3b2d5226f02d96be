import type { Engine, RunOptions } from '../core/engine';
import { recordsOf } from '../core/result-table';
import { textLiteral } from '../core/sql/sql-literal';
import { observationsSql } from './clean-table';
import type { StagedFile } from './load-carefully';

/** What a file would change on the scorecard. */
export interface VerdictEffect {
  /** The last day of the files' periods; 'YYYY-MM-DD'. */
  readonly asOf: string;
  /** Verdicts (target × unit) that become another one, or come where there was none. */
  readonly verdicts: number;
  readonly verdictSamples: readonly VerdictMove[];
  /** Units whose rank by an indicator moves. */
  readonly ranks: number;
  readonly rankSamples: readonly RankMove[];
}

export interface VerdictMove {
  readonly targetId: string;
  readonly unitId: string;
  readonly unitName: string;
  /** Target as stated, in both languages. */
  readonly target: { readonly vi: string; readonly en: string };
  readonly before: string;
  readonly after: string;
}

export interface RankMove {
  readonly unitName: string;
  readonly indicator: { readonly vi: string; readonly en: string };
  readonly before: number;
  readonly after: number;
}

const mostSamples = 5;

/**
 * Which verdicts and ranks would move if the observations of `replaces` gave way to those of a staged file. The observations are swapped, looked at and put
 * back in one call of the engine, so that no other statement runs in between. Null when the file gives no observations.
 */
export async function compareVerdicts(
  engine: Engine,
  staged: StagedFile,
  replaces: readonly string[],
  options: RunOptions = {},
): Promise<VerdictEffect | null> {
  const inserts = staged.tables.map((table) => observationsSql(table, table.fresh.clean)).filter((sql) => sql !== '');
  if (inserts.length === 0) return null;
  const days = staged.tables
    .filter(({ opened }) => opened.columns.includes('period_end'))
    .map(({ fresh }) => `SELECT max(period_end) AS day FROM ${fresh.clean}`);
  const asOf = (await engine.query(`SELECT max(day) FROM (${days.join(' UNION ALL ')})`, options)).cell(0, 0);
  if (typeof asOf !== 'string') return null;
  options.signal?.throwIfAborted();
  const day = `DATE ${textLiteral(asOf)}`;
  const from = (files: readonly string[]) =>
    `FROM observation WHERE file IN (${files.map(textLiteral).join(', ')}) AND origin IN ('illustrative', 'user')`;
  const state = (name: string) =>
    `CREATE OR REPLACE TABLE raw.compared_verdict_${name} AS SELECT target_id, unit_id, unit_name, verdict FROM verdict(${day}); ` +
    `CREATE OR REPLACE TABLE raw.compared_rank_${name} AS SELECT o.unit_id, o.indicator_id, u.name_vi AS unit_name, rank() OVER (PARTITION BY o.indicator_id, u.unit_system ORDER BY CASE i.direction WHEN 'lower' THEN o.value ELSE -o.value END) AS place ` +
    `FROM latest_observation(${day}) AS o JOIN indicator AS i USING (indicator_id) JOIN unit AS u ON u.unit_id = o.unit_id WHERE i.direction <> 'none';`;
  const mine = [...new Set([...replaces, staged.name])];
  const back = `BEGIN; DELETE ${from(mine)}; INSERT INTO observation SELECT * FROM raw.compared_observation; COMMIT;`;
  await engine.execute(`${state('before')} CREATE OR REPLACE TABLE raw.compared_observation AS SELECT * ${from(mine)};`);
  try {
    // Not one transaction: verdicts find observations by their row ids, which rows have for good only when they are committed.
    const swap = `BEGIN; ${replaces.length ? `DELETE ${from(replaces)};` : ''} ${inserts.join(' ')} COMMIT;`;
    await engine.execute(`${swap} ${state('after')} ${back}`);
  } catch (error) {
    await engine.execute(back).catch(() => {});
    throw error;
  }
  try {
    return { asOf, ...(await movedVerdicts(engine, options)), ...(await movedRanks(engine, options)) };
  } finally {
    const tables = ['verdict_before', 'verdict_after', 'rank_before', 'rank_after', 'observation'];
    await engine.execute(tables.map((name) => `DROP TABLE IF EXISTS raw.compared_${name};`).join(' '));
  }
}

async function movedVerdicts(engine: Engine, options: RunOptions): Promise<Pick<VerdictEffect, 'verdicts' | 'verdictSamples'>> {
  const moved = `FROM raw.compared_verdict_before AS b JOIN raw.compared_verdict_after AS a USING (target_id, unit_id) WHERE a.verdict IS DISTINCT FROM b.verdict`;
  const verdicts = Number((await engine.query(`SELECT count(*) ${moved}`, options)).cell(0, 0));
  if (verdicts === 0) return { verdicts, verdictSamples: [] };
  const rows = await engine.query(
    `SELECT target_id, unit_id, b.unit_name, statement_vi, statement_en, b.verdict AS was, a.verdict AS now ${moved.replace(' WHERE', ' JOIN target USING (target_id) WHERE')} ORDER BY (b.verdict = 'no_data'), target_id, unit_id LIMIT ${mostSamples}`,
    options,
  );
  return {
    verdicts,
    verdictSamples: recordsOf(rows).map((row) => ({
      targetId: String(row.target_id),
      unitId: String(row.unit_id),
      unitName: String(row.unit_name),
      target: { vi: String(row.statement_vi), en: String(row.statement_en ?? row.statement_vi) },
      before: String(row.was),
      after: String(row.now),
    })),
  };
}

async function movedRanks(engine: Engine, options: RunOptions): Promise<Pick<VerdictEffect, 'ranks' | 'rankSamples'>> {
  const moved = `FROM raw.compared_rank_before AS b JOIN raw.compared_rank_after AS a USING (unit_id, indicator_id) WHERE a.place <> b.place`;
  const ranks = Number((await engine.query(`SELECT count(*) ${moved}`, options)).cell(0, 0));
  if (ranks === 0) return { ranks, rankSamples: [] };
  const rows = await engine.query(
    `SELECT b.unit_name, name_vi, name_en, b.place AS was, a.place AS now ${moved.replace(' WHERE', ' JOIN indicator USING (indicator_id) WHERE')} ORDER BY abs(a.place::INT - b.place::INT) DESC, unit_id LIMIT ${mostSamples}`,
    options,
  );
  return {
    ranks,
    rankSamples: recordsOf(rows).map((row) => ({
      unitName: String(row.unit_name),
      indicator: { vi: String(row.name_vi), en: String(row.name_en) },
      before: Number(row.was),
      after: Number(row.now),
    })),
  };
}
