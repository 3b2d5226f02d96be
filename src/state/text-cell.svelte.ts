import type { TextCell } from '../core/notebook/notebook';

/** A text cell at work. */
export class TextCellState {
  readonly kind = 'text';
  #markdown = $state('');
  #collapsed = $state(false);

  constructor(
    readonly id: string,
    cell: TextCell,
    private readonly changed: () => void,
  ) {
    this.restore(cell);
  }

  get markdown(): string {
    return this.#markdown;
  }

  get collapsed(): boolean {
    return this.#collapsed;
  }

  write(markdown: string): void {
    if (markdown === this.#markdown) return;
    this.#markdown = markdown;
    this.changed();
  }

  fold(collapsed: boolean): void {
    this.#collapsed = collapsed;
    this.changed();
  }

  restore(cell: TextCell): void {
    this.#markdown = cell.markdown;
    this.#collapsed = cell.collapsed;
  }

  toCell(): TextCell {
    return { kind: 'text', id: this.id, collapsed: this.#collapsed, markdown: this.#markdown };
  }
}
