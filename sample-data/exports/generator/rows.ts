import { administrationFigures } from './figures-administration.ts';
import { economyFigures } from './figures-economy.ts';
import { serviceFigures } from './figures-services.ts';
import type { ExportReference, Figures, FileSpec, Moment, Unit } from './model.ts';
import { writtenName } from './names.ts';
import { pathOf } from './path.ts';
import { momentsOf } from './periods.ts';

/** A fault as it was planted on one row, before line numbers exist. */
export interface Mark {
  readonly code: string;
  readonly field?: string;
  readonly text?: string;
  readonly note: string;
}

export interface DataRow {
  readonly unit: Unit;
  readonly moment: Moment;
  name: string;
  figures: Figures;
  /** Cells printed otherwise than the figure, by field; such a cell counts for nothing in totals. */
  readonly overrides: Record<string, string>;
  shape?: 'short' | 'long';
  /** Put aside by a reader: not in totals, not in observations. */
  rejected: boolean;
  readonly marks: Mark[];
}

const formulas = { ...serviceFigures, ...administrationFigures, ...economyFigures };

/** Every unit × period of the file, period by period, without faults. */
export function cleanRows(spec: FileSpec, reference: ExportReference): DataRow[] {
  const formula = formulas[spec.systemId];
  if (formula === undefined) throw new Error(`no formula for ${spec.systemId}`);
  const units = unitsOf(spec, reference);
  return momentsOf(spec.calendar).flatMap((moment) =>
    units.map((unit) => ({
      unit,
      moment,
      name: spec.text === 'nbsp' ? writtenName(unit, spec.names).replaceAll(' ', '\u00a0') : writtenName(unit, spec.names),
      figures: formula(pathOf(spec.systemId, unit, moment)),
      overrides: {},
      rejected: false,
      marks: [],
    })),
  );
}

function unitsOf(spec: FileSpec, reference: ExportReference): Unit[] {
  return spec.unitSystems.flatMap((system) => {
    const units = reference.units.filter((unit) => unit.system === system && (spec.attached !== false || unit.kind !== 'attached_agency'));
    if (spec.order === 'alphabet') return units.sort((a, b) => a.sortOrder - b.sortOrder);
    if (spec.order === 'region') {
      const regions = [...new Set(units.map((unit) => unit.region))];
      return units.sort((a, b) => regions.indexOf(a.region) - regions.indexOf(b.region));
    }
    return units;
  });
}
