import type { Engine } from '../core/engine';
import type { NeededTable } from '../core/notebook/notebook';
import type { LinkedProof, LinkedTable, TableStanding } from '../core/proof/linked-proof';
import { identifier } from '../core/sql/sql-literal';
import { rowsAt, standingOf, type RowNow } from '../jobs/print-linked-table';
import type { FileIntake } from './file-intake.svelte';
import type { NotebookState } from './notebook-state.svelte';
import { linkedTable, resultOf } from './proving-link';

export interface LinkProofPorts {
  readonly engine: Engine;
  readonly intake: FileIntake;
  readonly notebook: NotebookState;
  readonly needs: readonly NeededTable[];
  /** The reader has said which of his tables stands in for one of the link's. */
  readonly bound: (proof: LinkedProof) => void;
}

/** One of the link's tables against the reader's. */
export interface TableProof {
  readonly linked: LinkedTable;
  /** The file it came from, as the sender called it. */
  readonly file: string;
  /** The reader's table; null while there is none. */
  readonly own: LinkedTable | null;
  readonly standing: TableStanding | { readonly kind: 'missing' };
  /** What stands now in the rows that differ, for the columns that differ. */
  readonly rows: readonly RowNow[];
}

/** - `unrun`: it has not run, or its SQL waits to be looked at; - `failed`: it gives an error here */
export type ResultStanding = 'same' | 'different' | 'unrun' | 'failed';

export interface ResultProof {
  readonly cell: string;
  readonly standing: ResultStanding;
  readonly rows: { readonly linked: number; readonly own: number | null };
}

/** Holds the reader's tables and results against those a link was made with. */
export class LinkProof {
  #proof = $state.raw<LinkedProof>({ tables: [], results: [] });
  #tables = $state.raw<readonly TableProof[]>([]);
  #results = $state.raw<readonly ResultProof[]>([]);
  #checking = $state(false);
  #again = false;
  /** Names of the stand-ins that are there; nothing else is ever replaced. */
  readonly #made = new Set<string>();

  constructor(
    proof: LinkedProof,
    private readonly ports: LinkProofPorts,
  ) {
    this.#proof = proof;
    this.#tables = proof.tables.map((linked) => this.#missing(linked));
    this.#results = proof.results.map((one) => ({ cell: one.cell, standing: 'unrun', rows: { linked: one.rows, own: null } }));
  }

  /** What the link carries, with what the reader has said. */
  get proof(): LinkedProof {
    return this.#proof;
  }

  get tables(): readonly TableProof[] {
    return this.#tables;
  }

  get results(): readonly ResultProof[] {
    return this.#results;
  }

  get checking(): boolean {
    return this.#checking;
  }

  /** The reader's tables that may stand in for one of the link's. */
  get choices(): readonly { readonly table: string; readonly file: string }[] {
    return this.ports.intake.results.flatMap((file) => file.tables.map((table) => ({ table: table.name, file: file.name })));
  }

  /** Every table is the same, and every result that the link vouches for too. */
  readonly holds: boolean = $derived.by(
    () => this.#tables.every((one) => one.standing.kind === 'same') && this.#results.every((one) => one.standing === 'same'),
  );

  /** Another table stands in for one of the link's; what reads it runs when it is run again. A name that a loaded table has is not taken from it. */
  async bind(table: string, own: string | null): Promise<void> {
    if (this.choices.some((one) => one.table === table)) return;
    if (this.#made.delete(table)) await this.ports.engine.query(`DROP VIEW IF EXISTS main.${identifier(table)}`);
    const tables = this.#proof.tables.map((one) => (one.table === table ? { ...one, own } : one));
    this.#proof = { ...this.#proof, tables };
    await this.bindAgain();
    this.ports.bound(this.#proof);
  }

  /** Puts the stand-ins in place in an engine that knows none of them; those whose table is not loaded wait. */
  async bindAgain(): Promise<void> {
    const { engine } = this.ports;
    const loaded = new Set(this.choices.map((one) => one.table));
    for (const { table, own } of this.#proof.tables) {
      if (own === null || !loaded.has(own) || loaded.has(table) || this.#made.has(table)) continue;
      if ((await engine.check(`SELECT 1 FROM main.${identifier(table)}`)) === null) continue;
      await engine.query(`CREATE VIEW main.${identifier(table)} AS SELECT * FROM main.${identifier(own)}`);
      this.#made.add(table);
    }
  }

  /** The engine was started again and is empty. */
  forget(): void {
    this.#made.clear();
  }

  /** A table with the very rows that a missing one had stands in for it by itself. @returns true when one was found */
  async findEqual(): Promise<boolean> {
    const before = this.#proof;
    for (const { table, content, own } of before.tables) {
      if (this.#ownOf({ table, own })) continue;
      for (const choice of this.choices) {
        const print = await linkedTable(this.ports, choice.table, choice.file);
        if (print.content !== content) continue;
        await this.bind(table, choice.table);
        break;
      }
    }
    return this.#proof !== before;
  }

  /** Compares everything anew; a call while one is under way makes it begin again. */
  async check(): Promise<void> {
    this.#again = true;
    if (this.#checking) return;
    this.#checking = true;
    try {
      while (this.#again) {
        this.#again = false;
        const tables: TableProof[] = [];
        for (const linked of this.#proof.tables) tables.push(await this.#checkTable(linked).catch(() => this.#missing(linked)));
        const results: ResultProof[] = [];
        for (const linked of this.#proof.results) results.push(await this.#checkResult(linked));
        this.#tables = tables;
        this.#results = results;
      }
    } finally {
      this.#checking = false;
    }
  }

  async #checkTable(linked: LinkedTable): Promise<TableProof> {
    const choice = this.#ownOf(linked);
    if (!choice) return this.#missing(linked);
    const { engine } = this.ports;
    const own = await linkedTable(this.ports, choice.table, choice.file);
    const standing = await standingOf(engine, linked, own);
    const differs = standing.kind === 'different' ? standing : null;
    const rows = await rowsAt(engine, own.table, differs?.rows?.named ?? [], differs?.columnsChanged ?? []);
    return { ...this.#missing(linked), own, standing, rows };
  }

  async #checkResult({ cell: id, content, rows: linked }: LinkedProof['results'][number]): Promise<ResultProof> {
    const cell = this.ports.notebook.queryCells.find((one) => one.id === id);
    const told = (standing: ResultStanding, own: number | null): ResultProof => ({ cell: id, standing, rows: { linked, own } });
    if (cell?.run.state.kind === 'failed') return told('failed', null);
    const own = cell ? await resultOf(this.ports.engine, cell) : null;
    return own ? told(own.content === content && own.rows === linked ? 'same' : 'different', own.rows) : told('unrun', null);
  }

  #ownOf({ table, own }: Pick<LinkedTable, 'table' | 'own'>): { readonly table: string; readonly file: string } | undefined {
    return this.choices.find((one) => one.table === table) ?? this.choices.find((one) => one.table === own);
  }

  #missing(linked: LinkedTable): TableProof {
    const file = this.ports.needs.find((need) => need.table === linked.table)?.file ?? linked.table;
    return { linked, file, own: null, standing: { kind: 'missing' }, rows: [] };
  }
}
