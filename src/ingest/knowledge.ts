/** What the reader knows of the world, taken once from the engine's reference tables (jobs/read-knowledge). Plain and cloneable, so a worker can hold it. */
export interface Knowledge {
  readonly units: readonly KnownUnit[];
  /** unit system → alias key (`nameKey` of an alias) → unit_id. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly systems: readonly KnownSystem[];
}

export interface KnownUnit {
  readonly unitId: string;
  readonly unitSystem: string;
  readonly code: string;
  readonly nameVi: string;
  /** 'province', 'city', 'ministry', … */
  readonly kind: string;
}

export interface KnownSystem {
  readonly systemId: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly columns: readonly KnownColumn[];
}

export interface KnownColumn {
  /** snake_case; the name of the clean column. */
  readonly field: string;
  readonly role: ColumnRole;
  readonly headerVi: string;
  readonly headerAliases: readonly string[];
  /** Unit of measure, such as 'hồ sơ' or '%'. */
  readonly unit: string | null;
}

export type ColumnRole = 'unit' | 'unit_code' | 'period' | 'number' | 'yesno' | 'date' | 'text' | 'ordinal';

export const columnRoles: readonly ColumnRole[] = ['unit', 'unit_code', 'period', 'number', 'yesno', 'date', 'text', 'ordinal'];
