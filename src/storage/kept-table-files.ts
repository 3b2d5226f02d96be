/** No more than this share of what is left in the browser is taken for tables, which can be made again. */
const shareOfRoom = 0.1;

/**
 * The tables that were kept of files, each under the hash of its file. A file is there whole or not at all, since `close` puts it into its place in one move; the
 * folder is made when it is first needed.
 */
export class KeptTableFiles {
  constructor(
    private readonly root: FileSystemDirectoryHandle,
    private readonly name: string,
  ) {}

  /** Leaves it out where the browser refuses or room is short. */
  async put(sha256: string, tables: Blob): Promise<void> {
    try {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate();
      if (tables.size > (quota - usage) * shareOfRoom) return;
      const folder = await this.root.getDirectoryHandle(this.name, { create: true });
      const writable = await (await folder.getFileHandle(sha256, { create: true })).createWritable();
      await tables.stream().pipeTo(writable);
    } catch {
      await this.#remove(sha256);
    }
  }

  async get(sha256: string): Promise<File | null> {
    try {
      return await (await (await this.root.getDirectoryHandle(this.name)).getFileHandle(sha256)).getFile();
    } catch {
      return null;
    }
  }

  /** @returns false when there was nothing to remove */
  async removeAll(): Promise<boolean> {
    return this.root.removeEntry(this.name, { recursive: true }).then(
      () => true,
      () => false,
    );
  }

  async keepOnly(used: ReadonlySet<string>): Promise<void> {
    const folder = await this.root.getDirectoryHandle(this.name).catch(() => null);
    if (!folder) return;
    for await (const name of folder.keys()) if (!used.has(name)) await this.#remove(name);
  }

  async #remove(sha256: string): Promise<void> {
    const folder = await this.root.getDirectoryHandle(this.name).catch(() => null);
    await folder?.removeEntry(sha256).catch(() => undefined);
  }
}
