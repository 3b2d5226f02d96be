import type { DividerCell } from '../core/notebook/notebook';

/** Where a new page begins. */
export class DividerCellState {
  readonly kind = 'divider';
  #title = $state('');
  #collapsed = $state(false);

  constructor(
    readonly id: string,
    cell: DividerCell,
    private readonly changed: () => void,
  ) {
    this.restore(cell);
  }

  get title(): string {
    return this.#title;
  }

  get collapsed(): boolean {
    return this.#collapsed;
  }

  rename(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.changed();
  }

  /** Folds the whole page that begins here. */
  fold(collapsed: boolean): void {
    this.#collapsed = collapsed;
    this.changed();
  }

  restore(cell: DividerCell): void {
    this.#title = cell.title;
    this.#collapsed = cell.collapsed;
  }

  toCell(): DividerCell {
    return { kind: 'divider', id: this.id, collapsed: this.#collapsed, title: this.#title };
  }
}
