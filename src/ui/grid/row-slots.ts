/**
 * Which element shows which row. A row keeps its element for as long as it is in view, and elements that left the view show the rows that come
 * in; after a jump to other rows all elements stay in their order. So scrolling writes texts and neither builds nor moves elements.
 */
export class RowSlots {
  #base = 0;
  #first = 0;
  #count = 0;

  /** Keys of `count` rows from `first` on, each 0 to count − 1, in the order of the rows. */
  keys(first: number, count: number): number[] {
    const overlap = count === this.#count && Math.abs(first - this.#first) < count;
    if (!overlap) this.#base = count === this.#count ? first - modulo(this.#first - this.#base, count) : first;
    this.#first = first;
    this.#count = count;
    return Array.from({ length: count }, (_, i) => modulo(first + i - this.#base, count));
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
