import { type Data, Type } from 'apache-arrow';
import type { Plain } from '../core/result-table';

/** A cell before it is shown: lists and structs are still arrays and objects. */
type Nested = Plain | Nested[] | { [key: string]: Nested };

/** Reads one row (0-based within its batch) of one column. */
export type CellReader = (row: number) => Plain;

const utf8 = new TextDecoder();

/**
 * The reader of one Arrow column batch as the engine sends it: numbers in their true scale,
 * integers and decimals that a double cannot hold as text, dates as 'YYYY-MM-DD', timestamps as ISO text to the
 * microsecond (`Z` only when the engine's type has a zone), lists, structs and maps as JSON text.
 */
export function cellReader(data: Data, extension: string): CellReader {
  const read = nestedReader(data, extension);
  return (row) => {
    const value = read(row);
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
  };
}

/** The engine's own name of a type that Arrow lacks ('uhugeint', 'bignum'), from a field's metadata, or ''. */
export function extensionName(metadata: ReadonlyMap<string, string>): string {
  return /"type_name":"([^"]+)"/.exec(metadata.get('ARROW:extension:metadata') ?? '')?.[1] ?? '';
}

function nestedReader(data: Data, extension: string): (row: number) => Nested {
  const read = valueReader(data, extension);
  return (row) => (data.getValid(row) ? read(row) : null);
}

function valueReader(data: Data, extension: string): (row: number) => Nested {
  switch (data.typeId) {
    case Type.Null:
      return () => null;
    case Type.Int:
      return integerReader(data.values as ArrayLike<number | bigint>);
    case Type.Float:
      return floatReader(data);
    case Type.Bool:
      return (row) => (((data.values as Uint8Array)[(data.offset + row) >> 3] ?? 0) >> ((data.offset + row) & 7)) % 2 === 1;
    case Type.Decimal:
      return decimalReader(data);
    case Type.Utf8:
    case Type.LargeUtf8:
      return (row) => utf8.decode(bytesAt(data, row));
    case Type.Binary:
    case Type.LargeBinary:
      return (row) => hex(bytesAt(data, row));
    case Type.FixedSizeBinary:
      return fixedBinaryReader(data, extension);
    case Type.Date:
      return (row) => isoDate((data.values as Int32Array)[row] ?? 0);
    case Type.Timestamp:
      return timestampReader(data);
    case Type.Time:
      return (row) => clockText(BigInt((data.values as ArrayLike<number | bigint>)[row] ?? 0), unitsPerSecond(timeUnit(data)));
    case Type.Interval:
      return intervalReader(data);
    case Type.Dictionary:
      return dictionaryReader(data);
    case Type.List:
    case Type.Map:
    case Type.FixedSizeList:
      return listReader(data);
    case Type.Struct:
      return structReader(data);
    case Type.Union:
      return unionReader(data);
    default:
      return () => `<${String(data.type)}>`;
  }
}

function integerReader(values: ArrayLike<number | bigint>): (row: number) => Nested {
  return (row) => {
    const value = values[row] ?? 0;
    return typeof value === 'number' ? value : plainInteger(value);
  };
}

/** Infinity and NaN have no place in JSON or a chart's axis; they are shown as the engine writes them. */
function floatReader(data: Data): (row: number) => Nested {
  const values = data.values as Float64Array | Float32Array;
  const single = values instanceof Float32Array;
  return (row) => {
    const value = values[row] ?? 0;
    if (Number.isNaN(value)) return 'nan';
    if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
    return single ? shortestSingle(value) : value;
  };
}

/** A 4-byte float as the shortest decimal that means it: 0.1, not 0.10000000149011612. */
function shortestSingle(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}

function decimalReader(data: Data): (row: number) => Nested {
  const { scale } = data.type as unknown as { scale: number };
  const words = data.values as Uint32Array;
  return (row) => scaled(signed128(words, row * 4), scale);
}

function fixedBinaryReader(data: Data, extension: string): (row: number) => Nested {
  const width = data.stride;
  const bytes = data.values as Uint8Array;
  if (extension !== 'uhugeint') return (row) => hex(bytes.subarray(row * width, (row + 1) * width));
  const wide = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (row) => plainInteger((wide.getBigUint64(row * width + 8, true) << 64n) + wide.getBigUint64(row * width, true));
}

function timestampReader(data: Data): (row: number) => Nested {
  const perSecond = unitsPerSecond(timeUnit(data));
  const zone = (data.type as unknown as { timezone?: string | null }).timezone ? 'Z' : '';
  const values = data.values as BigInt64Array;
  return (row) => {
    const ticks = values[row] ?? 0n;
    const seconds = floorDivide(ticks, perSecond);
    const day = floorDivide(seconds, 86_400n);
    const date = isoDate(Number(day));
    if (!/^[+-]?\d/.test(date)) return date;
    return `${date}T${clockText(ticks - day * 86_400n * perSecond, perSecond)}${zone}`;
  };
}

function intervalReader(data: Data): (row: number) => Nested {
  const raw = data.values as Int32Array;
  const words = new Int32Array(raw.buffer, raw.byteOffset, Math.floor(raw.byteLength / 4));
  return (row) => {
    const months = words[row * 4] ?? 0;
    const days = words[row * 4 + 1] ?? 0;
    const nanos = (BigInt(words[row * 4 + 3] ?? 0) << 32n) + BigInt((words[row * 4 + 2] ?? 0) >>> 0);
    const parts = [months && `${months} months`, days && `${days} days`];
    if (nanos !== 0n || (!months && !days)) {
      parts.push((nanos < 0n ? '-' : '') + clockText(nanos < 0n ? -nanos : nanos, 1_000_000_000n));
    }
    return parts.filter(Boolean).join(' ');
  };
}

function dictionaryReader(data: Data): (row: number) => Nested {
  const words = new Map<number, Nested>();
  const keys = data.values as ArrayLike<number>;
  const chunk = data.dictionary?.data[0];
  if (!chunk) return () => null;
  const read = nestedReader(chunk, '');
  return (row) => {
    const key = keys[row] ?? 0;
    if (!words.has(key)) words.set(key, read(key));
    return words.get(key) ?? null;
  };
}

function listReader(data: Data): (row: number) => Nested {
  const child = data.children[0]!;
  const read = nestedReader(child, childExtension(data, 0));
  const width = data.typeId === Type.FixedSizeList ? data.stride : 0;
  const offsets = data.valueOffsets as Int32Array;
  return (row) => {
    const from = width ? row * width : (offsets[row] ?? 0);
    const to = width ? from + width : (offsets[row + 1] ?? from);
    return Array.from({ length: to - from }, (_, i) => read(from + i));
  };
}

function structReader(data: Data): (row: number) => Nested {
  const fields = data.type.children as { name: string }[];
  const readers = data.children.map((child, i) => nestedReader(child, childExtension(data, i)));
  return (row) => Object.fromEntries(readers.map((read, i) => [fields[i]?.name ?? String(i), read(row)]));
}

function unionReader(data: Data): (row: number) => Nested {
  const readers = data.children.map((child, i) => nestedReader(child, childExtension(data, i)));
  const typeIds = data.typeIds as Int8Array;
  const slotOf = (data.type as unknown as { typeIdToChildIndex: Record<number, number> }).typeIdToChildIndex;
  return (row) => readers[slotOf[typeIds[row] ?? 0] ?? 0]?.(row) ?? null;
}

function childExtension(data: Data, index: number): string {
  const field = data.type.children[index] as { metadata?: ReadonlyMap<string, string> } | undefined;
  return field?.metadata ? extensionName(field.metadata) : '';
}

function bytesAt(data: Data, row: number): Uint8Array {
  const offsets = data.valueOffsets as unknown as ArrayLike<number | bigint>;
  return (data.values as Uint8Array).subarray(Number(offsets[row] ?? 0), Number(offsets[row + 1] ?? 0));
}

function signed128(words: Uint32Array, at: number): bigint {
  const low = (BigInt(words[at + 1] ?? 0) << 32n) | BigInt(words[at] ?? 0);
  const high = (BigInt((words[at + 3] ?? 0) | 0) << 32n) | BigInt(words[at + 2] ?? 0);
  return (high << 64n) + low;
}

/** unscaled / 10^scale; both exact in a double up to 2^53 and scale 22, so that the quotient is the nearest double. */
function scaled(unscaled: bigint, scale: number): Plain {
  if (scale <= 22 && isSafe(unscaled)) return Number(unscaled) / 10 ** scale;
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const fraction = scale > 0 ? digits.slice(-scale).replace(/0+$/, '') : '';
  const whole = scale > 0 ? digits.slice(0, -scale) : digits;
  const text = (unscaled < 0n ? '-' : '') + whole + (fraction ? `.${fraction}` : '');
  return Number(text).toString() === text ? Number(text) : text;
}

function plainInteger(value: bigint): Plain {
  return isSafe(value) ? Number(value) : value.toString();
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

/** Days since 1970-01-01 as ISO text; the engine's two infinities by name; years past 9999 as ISO 8601 writes them, with a sign. */
function isoDate(days: number): string {
  if (days >= 2_147_483_647) return 'infinity';
  if (days <= -2_147_483_647) return '-infinity';
  const date = new Date(days * 86_400_000);
  if (Number.isNaN(date.getTime())) return days > 0 ? 'infinity' : '-infinity';
  const iso = date.toISOString();
  return iso.slice(0, iso.indexOf('T'));
}

/** Time of day: 'HH:MM:SS', with as many decimals of a second as are not zero. */
function clockText(ticks: bigint, perSecond: bigint): string {
  const seconds = ticks / perSecond;
  const two = (value: bigint): string => value.toString().padStart(2, '0');
  const whole = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  const digits = perSecond.toString().length - 1;
  const fraction = digits > 0 ? (ticks % perSecond).toString().padStart(digits, '0').replace(/0+$/, '') : '';
  return fraction ? `${whole}.${fraction}` : whole;
}

function timeUnit(data: Data): number {
  return (data.type as unknown as { unit: number }).unit;
}

/** Arrow's TimeUnit: 0 second, 1 milli, 2 micro, 3 nano. */
function unitsPerSecond(unit: number): bigint {
  return 1000n ** BigInt(unit);
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
