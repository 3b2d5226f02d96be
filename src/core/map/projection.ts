import { archipelagos } from './archipelagos';

/** A frame of the country: where a longitude and a latitude, in degrees, fall in a drawing. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly project: (lon: number, lat: number) => readonly [x: number, y: number];
}

const margin = 14;

/**
 * A drawing of the given width that holds all points and both archipelagos: plate carrée with degrees of longitude shortened as in the
 * middle latitude, which over Vietnam's fifteen degrees is out by less than 3 %.
 */
export function geographicFrame(points: Iterable<readonly [lon: number, lat: number]>, width: number): Frame {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  const include = (lon: number, lat: number) => {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  };
  for (const [lon, lat] of points) include(lon, lat);
  for (const { lon, lat } of archipelagos) include(lon + 0.7, lat);
  const shortened = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (width - 2 * margin) / Math.max((east - west) * shortened, 1e-9);
  return {
    width,
    height: (north - south) * scale + 2 * margin,
    project: (lon, lat) => [margin + (lon - west) * shortened * scale, margin + (north - lat) * scale],
  };
}
