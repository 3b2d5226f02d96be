import type { Workspace } from '../core/workspace/workspace';

/**
 * The newest state of each workspace once more, as a file beside the database: browsers that were killed have been seen to begin their databases anew,
 * while files stay. A file is there whole or not at all, since `close` puts it into its place in one move.
 */
export class StateCopies {
  /** What waits to be written, the newest of each workspace. */
  readonly #waiting = new Map<string, Workspace>();
  #writing: Promise<void> | null = null;

  constructor(private readonly folder: FileSystemDirectoryHandle) {}

  /** Writes behind the caller; several changes at once are one file. What cannot be written is left out: the database has it. */
  put(workspace: Workspace): void {
    this.#waiting.set(workspace.id, workspace);
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = null));
  }

  /** Resolves when everything that was put is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async remove(id: string): Promise<void> {
    this.#waiting.delete(id);
    await this.settled();
    await this.folder.removeEntry(id).catch(() => undefined);
  }

  /** All copies, as records that `readWorkspace` has to look at. */
  async all(): Promise<unknown[]> {
    const copies: unknown[] = [];
    for await (const handle of this.folder.values())
      if (handle.kind === 'file') copies.push(await this.#read(handle).catch(() => undefined));
    return copies.filter((copy) => copy !== undefined);
  }

  async #read(handle: FileSystemFileHandle): Promise<unknown> {
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    const end = bytes.indexOf(10);
    return { ...(JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as object), page: bytes.slice(end + 1) };
  }

  async #writeAll(): Promise<void> {
    for (let next = this.#next(); next; next = this.#next()) {
      const { page, ...rest } = next;
      try {
        const writable = await (await this.folder.getFileHandle(next.id, { create: true })).createWritable();
        await writable.write(new Blob([JSON.stringify(rest), '\n', new Uint8Array(page)]));
        await writable.close();
      } catch {
        // Full or refused; said by the database, which is written first.
      }
    }
  }

  #next(): Workspace | undefined {
    const [id] = this.#waiting.keys();
    if (id === undefined) return undefined;
    const workspace = this.#waiting.get(id);
    this.#waiting.delete(id);
    return workspace;
  }
}
