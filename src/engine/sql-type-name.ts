import { type DataType, type Field, Type } from 'apache-arrow';
import type { ColumnType } from '../core/result-table';
import { extensionName } from './arrow-cell';

/** Suffixes of TIMESTAMP by Arrow's TimeUnit: second, milli, micro, nano. */
const TIMESTAMP_SUFFIXES = ['_S', '_MS', '', '_NS'] as const;

/** What the Arrow types carry besides their id; each has some of these. */
interface ArrowTypeDetail {
  readonly bitWidth: number;
  readonly isSigned: boolean;
  readonly precision: number;
  readonly scale: number;
  readonly unit: number;
  readonly listSize: number;
  readonly timezone?: string | null;
}

/**
 * The engine's own name of a column's type, such as 'DECIMAL(5,2)' or 'INTEGER[]'. Arrow keeps no difference between HUGEINT and
 * DECIMAL(38,0), which are both called HUGEINT, nor between UUID and VARCHAR, BIT and BLOB, TIMETZ and TIME, which go by the second name.
 */
export function sqlTypeName(field: Field): string {
  return extensionName(field.metadata).toUpperCase() || arrowTypeName(field.type as DataType);
}

/** What a column holds, for showing, sorting and exporting. HUGEINT and DECIMAL(p,0) count as integers. */
export function columnTypeOf(field: Field): ColumnType {
  const extension = extensionName(field.metadata);
  if (extension !== '') return extension === 'uhugeint' ? 'integer' : 'other';
  const type = field.type as DataType;
  switch (type.typeId as Type) {
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Dictionary:
      return 'text';
    case Type.Int:
      return 'integer';
    case Type.Float:
      return 'number';
    case Type.Decimal:
      return (type as DataType & ArrowTypeDetail).scale === 0 ? 'integer' : 'number';
    case Type.Bool:
      return 'boolean';
    case Type.Date:
      return 'date';
    case Type.Timestamp:
      return 'timestamp';
    default:
      return 'other';
  }
}

/** Whether the type is, or contains, an ENUM. */
export function hasDictionary(type: DataType): boolean {
  if ((type.typeId as Type) === Type.Dictionary) return true;
  return ((type.children as Field[] | null) ?? []).some((field) => hasDictionary(field.type as DataType));
}

function arrowTypeName(type: DataType): string {
  const detail = type as DataType & ArrowTypeDetail;
  switch (type.typeId as Type) {
    case Type.Int: {
      const name = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' }[detail.bitWidth] ?? 'INTEGER';
      return detail.isSigned ? name : `U${name}`;
    }
    case Type.Float:
      return detail.precision === 2 ? 'DOUBLE' : 'FLOAT';
    case Type.Decimal:
      return detail.precision === 38 && detail.scale === 0 ? 'HUGEINT' : `DECIMAL(${detail.precision},${detail.scale})`;
    case Type.Bool:
      return 'BOOLEAN';
    case Type.Utf8:
    case Type.LargeUtf8:
      return 'VARCHAR';
    case Type.Binary:
    case Type.LargeBinary:
      return 'BLOB';
    case Type.Date:
      return 'DATE';
    case Type.Time:
      return 'TIME';
    case Type.Timestamp:
      return detail.timezone ? 'TIMESTAMP WITH TIME ZONE' : `TIMESTAMP${TIMESTAMP_SUFFIXES[detail.unit] ?? ''}`;
    case Type.Interval:
      return 'INTERVAL';
    case Type.Dictionary:
      return 'ENUM';
    case Type.List:
      return `${childName(type, 0)}[]`;
    case Type.FixedSizeList:
      return `${childName(type, 0)}[${detail.listSize}]`;
    case Type.Map: {
      const entry = type.children[0]?.type as DataType;
      return `MAP(${childName(entry, 0)}, ${childName(entry, 1)})`;
    }
    case Type.Struct:
      return `STRUCT(${fieldNames(type)})`;
    case Type.Union:
      return `UNION(${fieldNames(type)})`;
    default:
      return String(type).toUpperCase();
  }
}

function childName(type: DataType, index: number): string {
  const child = type.children[index] as Field | undefined;
  return child ? sqlTypeName(child) : '?';
}

function fieldNames(type: DataType): string {
  return (type.children as Field[]).map((field) => `${field.name} ${sqlTypeName(field)}`).join(', ');
}
