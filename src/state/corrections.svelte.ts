import type { AppError } from '../core/app-error';
import {
  freeCorrectionId,
  sameFigure,
  type CorrectableFigure,
  type Correction,
  type CorrectionFigures,
  type CorrectionState,
} from '../core/correction';
import type { Engine } from '../core/engine';
import { applyCorrections, correctedFigures, type CorrectedFigure } from '../jobs/apply-corrections';
import { asAppError } from './query-run.svelte';

export interface CorrectionPorts {
  readonly engine: Engine;
  /** Resolves when the model is loaded. */
  readonly ready: () => Promise<void>;
  /** The time as ISO 8601, for `when` of new entries. */
  readonly now: () => string;
  /** Called after every change of the ledger: it belongs to what is kept and sent. */
  readonly changed: () => void;
  /** Called when the observations show the ledger as it is now: whatever reads them may run again. */
  readonly applied: () => void;
}

/** The ledger of corrections: entries in the order they were made, what became of each, and which figures are touched. */
export class Corrections {
  #list = $state.raw<readonly Correction[]>([]);
  #states = $state.raw<ReadonlyMap<string, CorrectionState>>(new Map());
  #figures = $state.raw<readonly CorrectedFigure[]>([]);
  #error = $state.raw<AppError | null>(null);
  #under: Promise<void> | null = null;
  /** False while the engine's ledger is surely empty; then an empty one need not be applied. */
  #inEngine = false;

  constructor(private readonly ports: CorrectionPorts) {}

  /** Serialisable; fits `CorrectionsSchema`. */
  get list(): readonly Correction[] {
    return this.#list;
  }

  /** Why the ledger could not be applied; null when it is. */
  get error(): AppError | null {
    return this.#error;
  }

  /** What became of an entry; null until it was applied. */
  stateOf(id: string): CorrectionState | null {
    return this.#states.get(id) ?? null;
  }

  /** The figures that corrections are in force for. */
  get figures(): readonly CorrectedFigure[] {
    return this.#figures;
  }

  readonly #byPair = $derived.by(() => {
    const pairs = new Map<string, CorrectedFigure[]>();
    for (const figure of this.#figures) {
      const key = `${figure.unitId} ${figure.indicatorId}`;
      pairs.set(key, [...(pairs.get(key) ?? []), figure]);
    }
    return pairs;
  });

  /** Corrections in force for a unit's indicator, at a period end only when one is given: a figure with any of them is marked. */
  marks(unitId: string, indicatorId: string, periodEnd?: string): readonly CorrectedFigure[] {
    const figures = this.#byPair.get(`${unitId} ${indicatorId}`) ?? [];
    return periodEnd === undefined ? figures : figures.filter((figure) => figure.periodEnd === periodEnd);
  }

  /** The figure as the source has it, where what is shown is corrected: old values are always the source's. */
  sourceOf(figure: CorrectableFigure): CorrectableFigure {
    const mark = this.#figures.find((one) => sameFigure(one, figure));
    return mark ? { ...figure, figures: mark.source } : figure;
  }

  /** Opens another ledger in place of this one. */
  load(list: readonly Correction[]): Promise<void> {
    this.#list = list;
    return this.apply();
  }

  /** Enters a correction; earlier ones for the same figure stay in the ledger, switched off. */
  add(figure: CorrectableFigure, newValue: CorrectionFigures, said: { readonly reason: string; readonly who: string }): Promise<void> {
    const { figures: oldValue, ...place } = this.sourceOf(figure);
    const before = this.#list.map((one) => (one.on && sameFigure(one, figure) ? { ...one, on: false } : one));
    const entry: Correction = {
      id: freeCorrectionId(before),
      kind: 'observation',
      ...place,
      oldValue,
      newValue,
      reason: said.reason.trim(),
      who: said.who.trim(),
      when: this.ports.now(),
      on: true,
    };
    return this.#change([...before, entry]);
  }

  /** Switches an entry on or off. */
  toggle(id: string): Promise<void> {
    return this.#change(this.#list.map((one) => (one.id === id ? { ...one, on: !one.on } : one)));
  }

  remove(id: string): Promise<void> {
    return this.#change(this.#list.filter((one) => one.id !== id));
  }

  /** Makes the ledger hold in the engine; after files were opened, samples added or the engine restarted, too. Resolves also when it failed. */
  apply(): Promise<void> {
    if (this.#list.length === 0 && !this.#inEngine) return Promise.resolve();
    this.#under ??= this.#applyAll().finally(() => (this.#under = null));
    return this.#under;
  }

  #change(list: readonly Correction[]): Promise<void> {
    this.#list = list;
    this.ports.changed();
    return this.apply();
  }

  async #applyAll(): Promise<void> {
    let applying: readonly Correction[];
    do {
      applying = this.#list;
      try {
        await this.ports.ready();
        this.#inEngine = true;
        const states = await applyCorrections(this.ports.engine, applying);
        const figures = await correctedFigures(this.ports.engine);
        if (applying !== this.#list) continue;
        this.#states = states;
        this.#figures = figures;
        this.#inEngine = applying.length > 0;
        this.#error = null;
        this.ports.applied();
      } catch (cause) {
        this.#error = asAppError(cause);
      }
    } while (applying !== this.#list);
  }
}
