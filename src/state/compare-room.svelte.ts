import { AppError } from '../core/app-error';
import { bindQuestion } from '../core/bind-question';
import { activeScenario, newComparison, viewOf, type Comparison, type ComparisonView, type Scenario } from '../core/compare/comparison';
import { dayFor, questionFor, type AskedQuestion } from '../core/compare/comparison-question';
import { nearestPeers, type Peers } from '../core/compare/peers';
import { scenarioRelation, withScenario } from '../core/compare/scenario-sql';
import { onBasis, type UnitFacts } from '../core/compare/unit-facts';
import type { Engine } from '../core/engine';
import type { SavedQuestion } from '../core/question';
import { recordsOf, type ResultTable } from '../core/result-table';
import { dateLiteral, textLiteral } from '../core/sql/sql-literal';
import { readCompareFacts, type CompareFacts, type IndicatorFacts, type TargetFacts } from '../jobs/read-compare-facts';
import { asAppError, QueryRun } from './query-run.svelte';

export interface CompareRoomPorts {
  readonly engine: Engine;
  /** Resolves when the model is loaded. */
  readonly ready: () => Promise<void>;
  readonly clock: () => number;
  readonly questions: readonly SavedQuestion[];
  /** Called when something that belongs into the link has changed. */
  readonly changed: () => void;
}

/** The last day that a comparison starts with where nothing was observed. */
const lastDay = '2026-10-31';

/**
 * A comparison at work: what is asked, the units and indicators there are to choose from, and the rows of the picture that is shown.
 * Every picture is a saved question with values; nothing is computed here that the question would not give in a notebook.
 */
export class CompareRoom {
  /** The rows of the picture. */
  readonly run: QueryRun;
  /** A ranking without the scenario in force; idle when there is none. */
  readonly before: QueryRun;
  #form = $state.raw<Comparison>(newComparison(null, lastDay));
  #facts = $state.raw<CompareFacts | null>(null);
  #problem = $state.raw<AppError | null>(null);
  #asked: string | null = null;
  /** The question whose rows stand in `run`. */
  #drawn = $state<string | null>(null);
  #closed = false;
  #opened = false;

  constructor(private readonly ports: CompareRoomPorts) {
    const ready = () => ports.ready();
    this.run = new QueryRun(ports.engine, ready, ports.clock);
    this.before = new QueryRun(ports.engine, ready, ports.clock);
  }

  /** What a link carries. */
  get form(): Comparison {
    return this.#form;
  }

  get view(): ComparisonView {
    return viewOf(this.#form);
  }

  /** Null until the model is loaded. */
  get facts(): CompareFacts | null {
    return this.#facts;
  }

  /** Why there is nothing to choose from. */
  get problem(): AppError | null {
    return this.#problem;
  }

  get scenario(): Scenario | null {
    return activeScenario(this.#form);
  }

  readonly unitsById: ReadonlyMap<string, UnitFacts> = $derived.by(() => new Map(this.#facts?.units.map((unit) => [unit.id, unit])));

  /** The leading indicator. */
  readonly indicator: IndicatorFacts | null = $derived.by(
    () => this.#facts?.indicators.find((one) => one.id === this.#form.indicators[0]) ?? null,
  );

  /** The days of the leading indicator that lie next to those asked for: figures are of a period, not of a day. */
  readonly days: { readonly from: string; readonly to: string } = $derived.by(() => {
    const days = this.indicator?.days ?? [];
    return { from: dayFor(days, this.#form.from, 'from'), to: dayFor(days, this.#form.to, 'to') };
  });

  /** The target that the leading indicator is held against: the one in force at the day with the next deadline, else the last one over. */
  readonly target: TargetFacts | null = $derived.by(() => {
    const day = this.days.to;
    const inForce = this.#facts?.targets.filter(
      (one) => one.indicatorId === this.#form.indicators[0] && one.inForceFrom <= day && (one.inForceTo === null || one.inForceTo >= day),
    );
    return inForce?.find((one) => one.deadline === null || one.deadline >= day) ?? inForce?.at(-1) ?? null;
  });

  /** The system whose units are compared at the day. */
  readonly system: '63' | '34' = $derived.by(() => {
    const { basis } = this.#form;
    return basis === 'as_reported' ? (this.days.to < '2025-07-01' ? '63' : '34') : basis;
  });

  readonly peers: Peers | null = $derived.by(() => {
    const { units } = this.#form;
    if (units.kind !== 'peers' || !this.#facts) return null;
    const of = this.unitsById.get(onBasis([units.of], this.system, this.unitsById)[0] ?? '');
    return of ? nearestPeers(of, this.#facts.units, units.by, units.count) : null;
  });

  /** Ids of the units that are compared, on the basis; empty = all of them. */
  readonly units: readonly string[] = $derived.by(() => {
    const { units } = this.#form;
    switch (units.kind) {
      case 'all':
        return [];
      case 'chosen':
        return onBasis(units.ids, this.#form.basis === 'as_reported' ? 'as_reported' : this.system, this.unitsById);
      case 'region':
        return this.#facts?.units.filter((one) => one.system === this.system && one.regionCode === units.code).map((one) => one.id) ?? [];
      case 'peers':
        return [...onBasis([units.of], this.system, this.unitsById), ...(this.peers?.peers.map((peer) => peer.id) ?? [])];
    }
  });

  /** Units that the picture stresses: those held on top, and of peers the one they are peers of. */
  readonly stressed: readonly string[] = $derived.by(() => {
    const { units, pinned } = this.#form;
    const own = units.kind === 'peers' ? [units.of] : [];
    return onBasis([...own, ...pinned], this.system, this.unitsById);
  });

  /** The saved question behind the picture and the values it is asked with; null until the lists are there. */
  readonly asked: AskedQuestion | null = $derived.by(() => {
    if (!this.#facts) return null;
    return questionFor(this.view, {
      form: this.#form,
      units: this.units,
      pinned: this.stressed,
      days: this.days,
      target: this.target?.id ?? null,
      facts: this.unitsById,
    });
  });

  get question(): SavedQuestion | null {
    return this.ports.questions.find((one) => one.id === this.asked?.id) ?? null;
  }

  get table(): ResultTable | null {
    return this.run.table;
  }

  /** The rows there are have the columns of the picture that is asked for. */
  get drawable(): boolean {
    return this.#drawn === (this.asked?.id ?? null);
  }

  /** Opens the room, or changes what is asked in it. */
  open(wanted: Partial<Comparison>): void {
    if (this.#opened) {
      this.change(wanted);
      return;
    }
    this.#opened = true;
    this.#form = { ...this.#form, ...wanted };
    this.ports.changed();
    void this.#start();
  }

  /** Changes what is asked; the picture follows. */
  change(part: Partial<Comparison>): void {
    this.#form = { ...this.#form, ...part };
    this.ports.changed();
    void this.#ask();
  }

  /** Adds a unit to those chosen, or takes it out. */
  toggle(id: string): void {
    const { units } = this.#form;
    const chosen = units.kind === 'chosen' ? units.ids : [];
    const ids = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, 100);
    this.change({ units: ids.length > 0 ? { kind: 'chosen', ids } : { kind: 'all' } });
  }

  pin(id: string): void {
    const { pinned } = this.#form;
    this.change({ pinned: pinned.includes(id) ? pinned.filter((one) => one !== id) : [...pinned, id].slice(-12) });
  }

  /** The two days change places. */
  swapDays(): void {
    const { from, to } = this.#form;
    this.change({ from: to, to: from });
  }

  /** Another indicator leads; the one that led takes its place. */
  lead(indicator: string): void {
    const { indicators } = this.#form;
    const at = indicators.indexOf(indicator);
    const others = [...indicators];
    if (at > 0) [others[0], others[at]] = [others[at]!, others[0]!];
    else if (at < 0) others[0] = indicator;
    this.change({ indicators: others });
  }

  /** Observations have changed: everything is read again. */
  refresh(): void {
    this.#asked = null;
    void this.#start();
  }

  close(): void {
    this.#closed = true;
    this.run.cancel();
    this.before.cancel();
  }

  /** The statement of the picture, values filled in. @throws AppError `param-missing`, `param-invalid`, `question-unknown` */
  sql(scenario: Scenario | null = this.scenario): string {
    const { asked, question } = this;
    if (!asked || !question) throw new AppError('question-unknown', { id: asked?.id ?? '' });
    const { sql } = bindQuestion(question.sql, question.params, { ...asked.values, ...(scenario && { scenario: scenarioRelation }) });
    return scenario ? withScenario(sql, scenario) : sql;
  }

  /** The units that a restated figure of the leading indicator was made of. @throws what `Engine.query` throws */
  async parts(unitId: string, periodEnd: string): Promise<{ unitId: string; name: string; value: number | null }[]> {
    const indicator = this.#form.indicators[0]!;
    const rows = recordsOf(
      await this.ports.engine.query(
        `SELECT unit_id, unit_name, value FROM restated_parts(${textLiteral(this.#form.basis)}, ${textLiteral(unitId)}, ${textLiteral(indicator)}, ${dateLiteral(periodEnd)})`,
      ),
    );
    return rows.map((row) => ({
      unitId: String(row.unit_id),
      name: String(row.unit_name),
      value: typeof row.value === 'number' ? row.value : null,
    }));
  }

  async #start(): Promise<void> {
    try {
      await this.ports.ready();
      if (this.#closed) return;
      this.#facts = await readCompareFacts(this.ports.engine);
      this.#problem = null;
    } catch (cause) {
      this.#problem = asAppError(cause);
      return;
    }
    await this.#ask();
  }

  async #ask(): Promise<void> {
    if (!this.#facts || this.#closed) return;
    const { scenario } = this;
    let text: string;
    try {
      text = `${this.sql()}\n${scenario ? 'before' : ''}`;
    } catch (cause) {
      this.run.fail(asAppError(cause));
      return;
    }
    if (text === this.#asked) return;
    this.#asked = text;
    const id = this.asked?.id ?? null;
    if (await this.run.start(() => this.sql())) this.#drawn = id;
    if (scenario && this.view === 'rank' && text === this.#asked) await this.before.start(() => this.sql(null));
  }
}
