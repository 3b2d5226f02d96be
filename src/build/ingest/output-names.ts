import { basename } from 'node:path';

/**
 * A name for what each file gives: its own without the ending; with it where two would be the same; numbered where even that is not enough.
 * Compared without case, as many file systems do.
 */
export function outputNames(paths: readonly string[]): string[] {
  const bare = paths.map((path) => basename(path).replace(/(?<=.)\.[^.]+$/, ''));
  const times = new Map<string, number>();
  for (const name of bare) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  const taken = new Set<string>();
  return paths.map((path, i) => {
    const name = (times.get((bare[i] ?? '').toLowerCase()) ?? 0) > 1 ? basename(path) : (bare[i] ?? '');
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${name}-${n}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
