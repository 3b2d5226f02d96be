import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { AppError } from '../core/app-error';
import { copiesOf, tablesOf } from './anything-kept';
import { KeptTableFiles } from './kept-table-files';
import { StateCopies } from './state-copies';
import {
  readWorkspace,
  stepsToThin,
  type KeptFile,
  type KeptResult,
  type StorageSpace,
  type Workspace,
  type WorkspaceStep,
  type WorkspaceStore,
} from '../core/workspace/workspace';

/** Raised with a change of the stores below; `upgrade` brings older ones along. */
const databaseVersion = 1;

interface Schema extends DBSchema {
  workspace: { key: string; value: Workspace };
  step: { key: [workspace: string, seq: number]; value: WorkspaceStep };
  result: { key: [workspace: string, cell: string]; value: KeptResult };
}

/** Every how many steps old ones are thinned out. */
const thinEvery = 100;

/**
 * Opens the browser's storage: IndexedDB for workspaces and their steps, OPFS for the files and a copy of each newest state. Null where the browser refuses either (a private
 * window, an opaque origin, a page opened from disk).
 *
 * @param now the time in ms, for thinning out old steps
 */
export async function openBrowserStore(now: () => number, name = 'doi-chieu'): Promise<WorkspaceStore | null> {
  try {
    const root = await navigator.storage.getDirectory();
    const files = await root.getDirectoryHandle(`${name}-files`, { create: true });
    const database = await openDB<Schema>(name, databaseVersion, {
      upgrade(fresh) {
        fresh.createObjectStore('workspace', { keyPath: 'id' });
        fresh.createObjectStore('step', { keyPath: ['workspace', 'seq'] });
        fresh.createObjectStore('result', { keyPath: ['workspace', 'cell'] });
      },
      // A newer version of the page, in another tab, wants to change the stores.
      blocking: () => database.close(),
    });
    const copies = new StateCopies(await root.getDirectoryHandle(copiesOf(name), { create: true }));
    if ((await database.count('workspace')) === 0) await putBack(database, copies);
    const tables = new KeptTableFiles(root, tablesOf(name));
    return new BrowserStore(database, files, copies, tables, now);
  } catch {
    return null;
  }
}

/** The database is empty: what there are copies of comes back, each with its newest state. */
async function putBack(database: IDBPDatabase<Schema>, copies: StateCopies): Promise<void> {
  for (const copy of await copies.all()) {
    const read = readWorkspace(copy);
    if (read.kind !== 'found') continue;
    const { id, seq, changedAt: at, files, page, unseen } = read.workspace;
    const transaction = database.transaction(['workspace', 'step'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      transaction.objectStore('workspace').put(read.workspace),
      transaction.objectStore('step').put({ workspace: id, seq, at, name: null, files, page, unseen }),
      transaction.done,
    ]);
  }
}

class BrowserStore implements WorkspaceStore {
  constructor(
    private readonly database: IDBPDatabase<Schema>,
    private readonly files: FileSystemDirectoryHandle,
    private readonly copies: StateCopies,
    private readonly tables: KeptTableFiles,
    private readonly now: () => number,
  ) {}

  async list() {
    return (await kept(this.database.getAll('workspace'))).map(readWorkspace);
  }

  async read(id: string) {
    return readWorkspace(await kept(this.database.get('workspace', id)));
  }

  write(workspace: Workspace, expectedSeq: number | null, name: string | null = null): Promise<Workspace | null> {
    return this.#withRoom(() => this.#write(workspace, expectedSeq, name));
  }

  async #write(workspace: Workspace, expectedSeq: number | null, name: string | null): Promise<Workspace | null> {
    // On the disk before it counts as kept: also a machine that loses its power has it.
    const transaction = this.database.transaction(['workspace', 'step'], 'readwrite', { durability: 'strict' });
    const [workspaces, steps] = [transaction.objectStore('workspace'), transaction.objectStore('step')];
    const before = await workspaces.get(workspace.id);
    if ((before?.seq ?? null) !== expectedSeq) {
      await transaction.done;
      return null;
    }
    const written: Workspace = { ...workspace, seq: (expectedSeq ?? 0) + 1 };
    const { id, seq, changedAt: at, files, page, unseen } = written;
    // All awaited: when the transaction is refused, each of them is.
    await Promise.all([workspaces.put(written), steps.put({ workspace: id, seq, at, name, files, page, unseen }), transaction.done]);
    this.copies.put(written);
    if (seq % thinEvery === 0) await this.#thin(id);
    return written;
  }

  async #thin(workspace: string): Promise<void> {
    const gone = stepsToThin(await this.steps(workspace), this.now());
    const transaction = this.database.transaction('step', 'readwrite');
    await Promise.all([...gone.map((seq) => transaction.store.delete([workspace, seq])), transaction.done]);
  }

  async relabel(id: string, change: { readonly name?: string; readonly deletedAt?: string | null }): Promise<void> {
    const transaction = this.database.transaction('workspace', 'readwrite');
    const before = await transaction.store.get(id);
    await kept(Promise.all([before && transaction.store.put({ ...before, ...change }), transaction.done]));
    if (before) this.copies.put({ ...before, ...change });
  }

  async erase(id: string): Promise<void> {
    const transaction = this.database.transaction(['workspace', 'step', 'result'], 'readwrite');
    await kept(
      Promise.all([
        transaction.objectStore('workspace').delete(id),
        transaction.objectStore('step').delete(allOf(id)),
        transaction.objectStore('result').delete(allOf(id)),
        transaction.done,
      ]),
    );
    await this.copies.remove(id);
    await this.#sweepFiles();
  }

  /** Removes the files that no workspace and no step refers to. */
  async #sweepFiles(): Promise<void> {
    const lists: readonly KeptFile[][] = [
      ...(await this.database.getAll('workspace')).map((one) => one.files),
      ...(await this.database.getAll('step')).map((one) => [...one.files]),
    ];
    const used = new Set(lists.flat().map((file) => file.sha256));
    for await (const name of this.files.keys()) if (!used.has(name)) await this.files.removeEntry(name).catch(() => undefined);
    await this.tables.keepOnly(used);
  }

  async steps(workspace: string): Promise<Omit<WorkspaceStep, 'page'>[]> {
    const steps: Omit<WorkspaceStep, 'page'>[] = [];
    const transaction = this.database.transaction('step');
    for await (const cursor of transaction.store.iterate(allOf(workspace), 'prev')) {
      const { page: _, ...step } = cursor.value;
      steps.push(step);
    }
    return steps;
  }

  async step(workspace: string, seq: number): Promise<WorkspaceStep | null> {
    return (await this.database.get('step', [workspace, seq])) ?? null;
  }

  async nameStep(workspace: string, seq: number, name: string | null): Promise<void> {
    const transaction = this.database.transaction('step', 'readwrite');
    const step = await transaction.store.get([workspace, seq]);
    await kept(Promise.all([step && transaction.store.put({ ...step, name }), transaction.done]));
  }

  /** A file appears under its hash only when all of it is written: `close` puts it there in one move. */
  async putFile(sha256: string, file: Blob): Promise<void> {
    const there = await this.getFile(sha256);
    if (there?.size === file.size) return;
    await this.#withRoom(async () => {
      const handle = await this.files.getFileHandle(sha256, { create: true });
      const writable = await handle.createWritable();
      try {
        await file.stream().pipeTo(writable);
      } catch (error) {
        await this.files.removeEntry(sha256).catch(() => undefined);
        throw error;
      }
    });
  }

  /** Where there is no room for it, the tables that were kept go, which can be made again, and it is tried once more. */
  async #withRoom<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await kept(work());
    } catch (cause) {
      const full = cause instanceof AppError && cause.code === 'storage-full';
      if (!full || !(await this.tables.removeAll())) throw cause;
      return kept(work());
    }
  }

  putTables(sha256: string, tables: Blob): Promise<void> {
    return this.tables.put(sha256, tables);
  }

  getTables(sha256: string): Promise<File | null> {
    return this.tables.get(sha256);
  }

  async getFile(sha256: string): Promise<File | null> {
    try {
      return await (await this.files.getFileHandle(sha256)).getFile();
    } catch {
      return null;
    }
  }

  async putResults(workspace: string, results: readonly Omit<KeptResult, 'workspace'>[]): Promise<void> {
    const transaction = this.database.transaction('result', 'readwrite');
    await kept(
      Promise.all([
        transaction.store.delete(allOf(workspace)),
        ...results.map((result) => transaction.store.put({ workspace, ...result })),
        transaction.done,
      ]),
    );
  }

  async results(workspace: string): Promise<KeptResult[]> {
    return this.database.getAll('result', allOf(workspace));
  }

  async space(): Promise<StorageSpace | null> {
    try {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate();
      return { usedBytes: usage, quotaBytes: quota, isPersistent: await navigator.storage.persisted() };
    } catch {
      return null;
    }
  }

  async persist(): Promise<boolean> {
    try {
      return await navigator.storage.persist();
    } catch {
      return false;
    }
  }
}

/** Everything of one workspace in a store whose keys begin with its id. */
const allOf = (workspace: string) => IDBKeyRange.bound([workspace], [workspace, []]);

/** What the storage refuses, as errors of the catalogue. */
async function kept<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const full = cause instanceof DOMException && (cause.name === 'QuotaExceededError' || cause.name === 'QuotaExceeded');
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw full ? new AppError('storage-full', {}, { cause }) : new AppError('storage-failed', { reason }, { cause });
  }
}
