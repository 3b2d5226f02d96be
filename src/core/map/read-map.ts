import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { AppError } from '../app-error';
import type { MapFeature } from './own-map';

/** Largest map that is read, in features and points: a country's communes in fair detail. */
const maxFeatures = 20_000;
const maxPoints = 3_000_000;

/** Does a file look like a map, by its name or its first characters? */
export function looksLikeMap(name: string, start: string): boolean {
  return (
    /\.(geo|topo)json$/i.test(name) ||
    (/\.json$/i.test(name) && /"type"\s*:\s*"(FeatureCollection|Topology|Feature|GeometryCollection|Polygon|MultiPolygon)"/.test(start))
  );
}

/**
 * The areas of a GeoJSON or TopoJSON text, coordinates in degrees of longitude and latitude. Points and lines are left out.
 * @throws AppError `map-unreadable` {reason}: not JSON, not a map, no areas, projected coordinates, or too large
 */
export function readMap(text: string): MapFeature[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new AppError('map-unreadable', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  const refuse = (reason: string): never => {
    throw new AppError('map-unreadable', { reason });
  };
  let features: MapFeature[];
  try {
    features = [...featuresOf(parsed)];
  } catch (cause) {
    throw new AppError('map-unreadable', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  if (features.length === 0) refuse('0 Polygon, MultiPolygon');
  if (features.length > maxFeatures) refuse(`> ${maxFeatures} features`);
  let points = 0;
  for (const { polygons } of features)
    for (const ring of polygons.flat()) {
      points += ring.length;
      for (const [lon, lat] of ring)
        if (!Number.isFinite(lon) || !Number.isFinite(lat) || Math.abs(lon!) > 180 || Math.abs(lat!) > 90)
          refuse(`[${lon}, ${lat}] ≠ WGS 84`);
    }
  if (points > maxPoints) refuse(`> ${maxPoints} points`);
  return features;
}

function* featuresOf(node: unknown): Generator<MapFeature> {
  const { type, features, geometry, geometries, objects, properties, id } = record(node);
  const own = { ...record(properties), ...(id !== undefined && { id }) };
  if (type === 'Topology')
    for (const object of Object.values(record(objects))) yield* featuresOf(feature(node as Topology, object as never));
  else if (type === 'FeatureCollection' && Array.isArray(features)) for (const one of features) yield* featuresOf(one);
  else if (type === 'GeometryCollection' && Array.isArray(geometries)) for (const one of geometries) yield* featuresOf(one);
  else if (type === 'Feature') {
    const polygons = polygonsOf(geometry);
    if (polygons.length > 0) yield { polygons, properties: own };
  } else {
    const polygons = polygonsOf(node);
    if (polygons.length > 0) yield { polygons, properties: own };
  }
}

function polygonsOf(node: unknown): MapFeature['polygons'] {
  const { type, coordinates, geometries } = record(node);
  if (type === 'GeometryCollection' && Array.isArray(geometries)) return geometries.flatMap(polygonsOf);
  if (!Array.isArray(coordinates)) return [];
  const polygons = (type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : []) as MapFeature['polygons'];
  return polygons.filter((polygon) => Array.isArray(polygon) && polygon.length > 0);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
