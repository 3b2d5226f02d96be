import type { InputCell } from '../core/notebook/notebook';
import type { ParamValue } from '../core/question';

export interface InputCellPorts {
  /** Something that belongs into the link has changed. */
  readonly changed: () => void;
  /** The value has changed: what follows from it has to run. */
  readonly valueChanged: () => void;
}

/** An input cell at work: one value that the query cells below and above may use by its name. */
export class InputCellState {
  readonly kind = 'input';
  #form = $state.raw<InputCell>()!;

  constructor(
    readonly id: string,
    cell: InputCell,
    private readonly ports: InputCellPorts,
  ) {
    this.#form = cell;
  }

  get name(): string {
    return this.#form.name;
  }

  get type(): InputCell['type'] {
    return this.#form.type;
  }

  get label(): string | null {
    return this.#form.label;
  }

  get source(): InputCell['source'] {
    return this.#form.source;
  }

  get collapsed(): boolean {
    return this.#form.collapsed;
  }

  get value(): ParamValue {
    return this.#form.value;
  }

  set(value: ParamValue): void {
    this.#form = { ...this.#form, value: Array.isArray(value) ? [...(value as readonly string[])] : value };
    this.ports.changed();
    this.ports.valueChanged();
  }

  /** Changes what the input is called, holds or offers. */
  describe(change: Partial<Pick<InputCell, 'name' | 'type' | 'label' | 'source'>>): void {
    const cleared = change.type !== undefined && change.type !== this.#form.type;
    this.#form = { ...this.#form, ...change, ...(cleared && { value: takesMany(change.type!) ? [] : null }) };
    this.ports.changed();
    this.ports.valueChanged();
  }

  fold(collapsed: boolean): void {
    this.#form = { ...this.#form, collapsed };
    this.ports.changed();
  }

  restore(cell: InputCell): void {
    this.#form = cell;
  }

  toCell(): InputCell {
    return this.#form;
  }
}

/** Inputs that hold a list; an empty one means all. */
export function takesMany(type: InputCell['type']): boolean {
  return type === 'units' || type === 'targets' || type === 'indicators' || type === 'choices';
}
