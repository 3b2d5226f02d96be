/** One of the units that a restated figure was made of; value null where it was not observed. */
export interface MapPart {
  readonly unitId: string;
  readonly name: string;
  readonly value: number | null;
}
