import '../../../src/ui/theme.css';
import { flushSync, mount } from 'svelte';
import type { ResultTable } from '../../../src/core/result-table';
import { openBrowserEngine } from '../../../src/engine/browser-engine';
import Holder from './Holder.svelte';

/** The grid over the real engine, with nothing else of the page around it. All times in ms. */
export interface GridBench {
  /** Runs a statement and shows its rows as they come: from the first batch to the first rows painted, and to all rows there. */
  run(sql: string): Promise<{ readonly firstRowsMs: number; readonly allRowsMs: number }>;
  /** Runs a statement and keeps its rows, without a grid. */
  keep(sql: string): Promise<void>;
  /** Shows what `keep` kept. */
  show(): void;
}

declare global {
  interface Window {
    __gridBench?: GridBench;
  }
}

const engine = openBrowserEngine();
const holder = mount(Holder, { target: document.body });
let kept: ResultTable | undefined;
const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
await engine.ready;

window.__gridBench = {
  async run(sql) {
    holder.show(undefined, false);
    let firstBatchAt = 0;
    let firstRowsMs = NaN;
    const table = await engine.stream(sql, (rows, complete) => {
      holder.show(rows, complete);
      if (firstBatchAt > 0) return;
      firstBatchAt = performance.now();
      void painted().then(() => {
        if (document.querySelector('[role=gridcell]')) firstRowsMs = performance.now() - firstBatchAt;
      });
    });
    holder.show(table, true);
    await painted();
    return { firstRowsMs, allRowsMs: performance.now() - firstBatchAt };
  },
  async keep(sql) {
    holder.show(undefined, false);
    kept = await engine.stream(sql, () => {});
  },
  show() {
    flushSync(() => holder.show(kept, true));
  },
};
