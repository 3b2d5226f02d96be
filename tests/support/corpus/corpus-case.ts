/** A table as text: what a reader should make of a file. */
export interface TextTable {
  /** Column heads; null when the file has none. */
  readonly header: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

/** A file of the corpus and what it means. */
export interface CorpusCase {
  /** Says fault and place, such as `less-sep row 12 col 3`; unique. */
  readonly name: string;
  /** Kind of fault; scores and thresholds are kept by it. */
  readonly fault: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** The tables in the file, in order; empty when it holds none. */
  readonly truth: readonly TextTable[];
  /**
   * Physical lines (1-based, first and last) of the damage that a reader can only undo by choosing a reading: an issue must name one of these
   * rows whether the row comes out right or not. Undefined where nothing has to be chosen.
   */
  readonly chosen?: readonly [number, number];
  /** The damaged row, counted from the header as 0. */
  readonly damagedRow?: number;
}
