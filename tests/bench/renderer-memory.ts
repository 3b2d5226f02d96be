import { readdirSync, readFileSync } from 'node:fs';

/**
 * The most memory that the page's renderer has ever held, in MB: the kernel's own high-water mark (VmHWM). Workers, the service worker too, are
 * threads of it. The browser keeps a second, idle renderer; so the largest one is taken, not their sum. Needs /proc.
 * @param profileFolder names the browser; its main process has it in its command line
 */
export function peakRendererMegabytes(profileFolder: string): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => describe(Number(name)))
    .filter((process) => process !== null);
  const family = new Set(
    processes.filter((process) => process.command.includes(`--user-data-dir=${profileFolder}`)).map((process) => process.id),
  );
  for (let size = -1; size !== family.size;) {
    size = family.size;
    for (const process of processes) if (family.has(process.parent)) family.add(process.id);
  }
  const renderers = processes.filter((process) => family.has(process.id) && process.command.includes('--type=renderer'));
  return Math.max(...renderers.map((process) => process.peakMegabytes));
}

/** Null for a process that has ended meanwhile. */
function describe(id: number): { id: number; parent: number; command: string; peakMegabytes: number } | null {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const field = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return {
      id,
      parent: field('PPid'),
      command: readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' '),
      peakMegabytes: field('VmHWM') / 1024,
    };
  } catch {
    return null;
  }
}
