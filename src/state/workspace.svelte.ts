import { AppError } from '../core/app-error';
import type { SharedPage } from '../core/notebook/notebook';
import { packPage, unpackPage } from '../core/notebook/page-bytes';
import { isPartOf } from '../core/workspace/part-of-page';
import type { TabMessage, Tabs } from '../core/workspace/tabs';
import {
  workspaceVersion,
  type KeptFile,
  type KeptResult,
  type StorageSpace,
  type Workspace,
  type WorkspaceStep,
  type WorkspaceStore,
} from '../core/workspace/workspace';
import { sha256Of } from '../ingest/file-hash';
import { sizeOf, type SourceFile } from '../ingest/source-file';
import { asAppError } from './query-run.svelte';

/** How long typing may go on before it is kept. */
const saveAfterMs = 200;
/** Whoever gave way follows again when the other tab has entered, or was closed before it could: after this long. */
const followAgainAfterMs = 15_000;

export interface WorkspacePorts {
  /** Opens the storage, when it is first needed; null where the browser keeps nothing. */
  readonly store: () => Promise<WorkspaceStore | null>;
  /** True when something was kept in this browser; opens and makes nothing. */
  readonly isKept: () => Promise<boolean>;
  readonly tabs: Tabs;
  /** The time as ISO 8601. */
  readonly now: () => string;
  readonly newId: () => string;
  /** The page as it is now. */
  readonly page: () => SharedPage;
  /** Ids of cells whose SQL came from somebody else and was not looked at yet. */
  readonly unseen: () => readonly string[];
  /** The results on the page that are small enough to be shown again at the next visit, before the engine has computed them anew. */
  readonly results: () => readonly Omit<KeptResult, 'workspace'>[];
  /** Id of the workspace that was open last, known at once; null where there is none. */
  readonly last: { readonly get: () => string | null; readonly set: (id: string) => void };
  /** Opens the page afresh, at its plain address: what is then open last comes up, in an engine that knows nothing else. */
  readonly reopen: () => void;
}

/** A kept state, for the page to show. */
export interface KeptState {
  readonly page: SharedPage;
  /** Ids of cells whose SQL still waits to be looked at. */
  readonly unseen: readonly string[];
  readonly files: readonly SourceFile[];
  /** What was kept of the tables of these files, by name; to be held against them. */
  readonly tables?: ReadonlyMap<string, { readonly sha256: string; readonly tables: File }>;
  /** Kept files whose bytes are gone. */
  readonly lost: readonly KeptFile[];
  /** Results of the last visit, by cell. */
  readonly results: readonly KeptResult[];
}

/**
 * What this tab may do with the workspace.
 * - `none`: nothing is open yet; the first change makes a workspace
 * - `writer`: changes are kept
 * - `follower`: another tab writes; changes here are not kept until it gives way
 * - `guest`: a link or file of somebody else's is shown; nothing of the reader's is touched
 * - `off`: the browser keeps nothing
 */
export type WorkspaceRole = 'none' | 'writer' | 'follower' | 'guest' | 'off';

export type Saving = { readonly kind: 'saved' } | { readonly kind: 'pending' } | { readonly kind: 'failed'; readonly error: AppError };

/** The workspace on the page: found again at the next visit, kept with every change, in all its versions. */
export class WorkspaceState {
  #current = $state.raw<Workspace | null>(null);
  #role = $state<WorkspaceRole>('none');
  #saving = $state.raw<Saving>({ kind: 'saved' });
  #error = $state.raw<AppError | null>(null);
  #lost = $state.raw<readonly KeptFile[]>([]);
  #others = $state.raw<readonly Workspace[]>([]);
  #space = $state.raw<StorageSpace | null>(null);
  /** A change of another tab that this one does not show yet. */
  #overtaken = $state(false);
  /** Files of the page, as they are kept; a new array with each change. */
  #files: readonly KeptFile[] = [];
  /** Opened files that could not be kept, by name, and why; tried again with each change. */
  readonly #unkept = new Map<string, { readonly source: SourceFile; readonly error: AppError }>();
  #dirty = false;
  /** The note of which workspace was open last names one that is not there: a crash may take either of the two. */
  #noteOfNothing = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();
  #release: (() => void) | null = null;
  #waiting: AbortController | null = null;
  /** Set while this tab has given way and the other has not entered yet. */
  #givenWay: ReturnType<typeof setTimeout> | null = null;

  #opened: Promise<WorkspaceStore | null> | null = null;
  get #store(): Promise<WorkspaceStore | null> {
    this.#opened ??= this.ports.store().then((store) => {
      if (!store) this.#role = 'off';
      return store;
    });
    return this.#opened;
  }

  constructor(private readonly ports: WorkspacePorts) {
    ports.tabs.onMessage((message) => void this.#heard(message));
  }

  get current(): Workspace | null {
    return this.#current;
  }

  get role(): WorkspaceRole {
    return this.#role;
  }

  get saving(): Saving {
    return this.#saving;
  }

  /** Why the workspace could not be opened. */
  get error(): AppError | null {
    return this.#error;
  }

  /** Files of the workspace whose bytes the browser has lost. */
  get lost(): readonly KeptFile[] {
    return this.#lost;
  }

  /** Every workspace of this browser that can be read, the last changed first; deleted ones too. */
  get all(): readonly Workspace[] {
    return this.#others;
  }

  get space(): StorageSpace | null {
    return this.#space;
  }

  /** True when another tab has kept a newer state than this follower shows. */
  get overtaken(): boolean {
    return this.#overtaken;
  }

  /**
   * The workspace that was open last, when the address is empty or holds one of its states; null when there is none, or when the address
   * is somebody else's link: then this tab is a guest, and the workspace stays as it is.
   */
  async find(address: SharedPage | null): Promise<KeptState | null> {
    const id = this.ports.last.get();
    // Without a workspace there is nothing to wait for: the storage opens with the first change.
    if (id === null) {
      this.#role = address ? 'guest' : 'none';
      return null;
    }
    const store = await this.#store;
    if (!store) return null;
    const found = await store.read(id);
    this.#noteOfNothing = found.kind === 'none';
    if (found.kind === 'newer') this.#error = new AppError('workspace-newer', { name: found.id, version: found.version });
    if (found.kind === 'damaged') this.#error = new AppError('workspace-damaged', { reason: found.reason });
    const workspace = found.kind === 'found' && found.workspace.deletedAt === null ? found.workspace : null;
    if (!workspace) {
      this.#role = address ? 'guest' : 'none';
      return null;
    }
    const state = address ? await this.#stateOf(store, workspace, packPage(address)) : workspace;
    const own = state ?? (address && (await this.#stateWith(store, workspace, address)));
    if (!own) {
      this.#role = 'guest';
      return null;
    }
    await this.#enter(workspace);
    const shown = await this.#stateToShow(store, own, await store.results(id));
    // A link of one's own: the page it was made from, held against what the link vouches for.
    return state || !address?.proof ? shown : { ...shown, page: { ...shown.page, needs: address.needs, proof: address.proof } };
  }

  /**
   * Opens a workspace although nothing says which one was open last: browsers write that note seconds after the workspace itself, so that it can be lost with a
   * crash, or outlive it. The one that was changed last, when the address is empty or holds one of its states; none when something was done here meanwhile.
   */
  async findUnnoted(address: SharedPage | null): Promise<void> {
    const untouched = () => (this.ports.last.get() === null || this.#noteOfNothing) && !this.#dirty && this.#current === null;
    if (!untouched() || !(await this.ports.isKept())) return;
    await this.refresh();
    const store = await this.#store;
    for (const one of this.#others) {
      if (!store || one.deletedAt !== null || (address && !(await this.#stateOf(store, one, packPage(address))))) continue;
      if (!untouched()) return;
      this.ports.last.set(one.id);
      return this.ports.reopen();
    }
  }

  /** True when a page is a state of the workspace on the page. */
  async isOwn(page: SharedPage): Promise<boolean> {
    const store = await this.#store;
    if (!store || !this.#current) return this.#role !== 'guest';
    return (await this.#stateOf(store, this.#current, packPage(page))) !== null;
  }

  /** Something that is kept has changed. */
  changed(): void {
    if (this.#role === 'off' || this.#role === 'guest') return;
    this.#dirty = true;
    if (this.#role === 'follower') return;
    // A failure stays told until all is kept again.
    if (this.#saving.kind !== 'failed') this.#saving = { kind: 'pending' };
    this.#timer ??= setTimeout(() => void this.flush(), saveAfterMs);
  }

  /** Keeps what is not kept yet; resolves when it is, or when that failed. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Keeps files that were opened, under their names; a file of the same name takes the other's place. */
  async keepFiles(sources: readonly SourceFile[]): Promise<void> {
    if (this.#role === 'off' || this.#role === 'guest') return;
    const store = await this.#store;
    if (!store) return;
    if (this.#files.length === 0) void store.persist();
    for (const source of sources) await this.#keepFile(store, source);
    this.changed();
    await this.flush();
    this.#space = await store.space();
  }

  async #keepFile(store: WorkspaceStore, source: SourceFile): Promise<void> {
    try {
      const kept: KeptFile = { name: source.name, sha256: await sha256Of(source), sizeBytes: sizeOf(source) };
      await store.putFile(kept.sha256, 'file' in source ? source.file : new Blob([new Uint8Array(source.bytes)]));
      this.#files = [...this.#files.filter((file) => file.name !== kept.name), kept];
      this.#unkept.delete(source.name);
    } catch (cause) {
      this.#unkept.set(source.name, { source, error: asAppError(cause) });
    }
  }

  /** The page is kept; all is, when its files are. */
  #pageSaved(): void {
    const [waiting] = this.#unkept.values();
    this.#dirty ||= waiting !== undefined;
    this.#saving = waiting ? { kind: 'failed', error: waiting.error } : { kind: 'saved' };
  }

  /** Keeps the results on the page, for the next visit to begin with. Nothing is said when that fails: they can be computed. */
  async keepResults(): Promise<void> {
    if (this.#role !== 'writer' || !this.#current) return;
    const store = await this.#store;
    await store?.putResults(this.#current.id, this.ports.results()).catch(() => undefined);
  }

  /** The hash of a file that is kept; null while it is not, and where this tab keeps nothing. */
  hashOf(name: string): string | null {
    return this.#role === 'writer' ? (this.#files.find((file) => file.name === name)?.sha256 ?? null) : null;
  }

  /** Keeps the tables of a file for the next visit. */
  async keepTables(sha256: string, tables: Blob): Promise<void> {
    await (await this.#store)?.putTables(sha256, tables);
  }

  /** Takes a file out of the workspace; its bytes go when no version needs them. */
  forgetFile(name: string): void {
    this.#files = this.#files.filter((file) => file.name !== name);
    this.#unkept.delete(name);
    this.changed();
  }

  /** Makes what a guest shows a workspace of the reader's own. */
  async adopt(name: string, sources: readonly SourceFile[]): Promise<void> {
    await this.#begin(name);
    await this.keepFiles(sources);
    this.changed();
    await this.flush();
  }

  /** Opens an empty workspace in place of this one, which is kept. */
  async create(name: string, page: SharedPage): Promise<void> {
    await this.flush();
    const store = await this.#store;
    if (!store) return;
    const id = this.ports.newId();
    await store.write({ ...this.#blank(id, name), page: packPage(page) }, null);
    this.ports.last.set(id);
    this.ports.reopen();
  }

  /** Opens another workspace in place of this one, which is kept. */
  async open(id: string): Promise<void> {
    await this.flush();
    this.ports.last.set(id);
    this.ports.reopen();
  }

  /** Keeps another workspace beside this one and opens it; false when the browser keeps nothing. @throws AppError `storage-full`, `storage-failed` */
  async keepBeside(keep: (store: WorkspaceStore, id: string, at: string) => Promise<Workspace>): Promise<boolean> {
    await this.flush();
    const store = await this.#store;
    if (!store) return false;
    await this.open((await keep(store, this.ports.newId(), this.ports.now())).id);
    return true;
  }

  /** A copy of a workspace, under another name, without its versions. It is not opened. */
  async duplicate(id: string, name: string): Promise<void> {
    const store = await this.#store;
    const found = await store?.read(id);
    if (!store || found?.kind !== 'found') return;
    await store.write({ ...found.workspace, id: this.ports.newId(), name, seq: 0, changedAt: this.ports.now(), deletedAt: null }, null);
    await this.refresh();
  }

  async rename(id: string, name: string): Promise<void> {
    await this.flush();
    await (await this.#store)?.relabel(id, { name });
    if (this.#current?.id === id) this.#current = { ...this.#current, name };
    await this.refresh();
  }

  /** Marks a workspace as deleted, or takes that back. */
  async setDeleted(id: string, deleted: boolean): Promise<void> {
    await (await this.#store)?.relabel(id, { deletedAt: deleted ? this.ports.now() : null });
    await this.refresh();
  }

  /** Forgets a deleted workspace for good. */
  async erase(id: string): Promise<void> {
    await (await this.#store)?.erase(id);
    await this.refresh();
  }

  /** Reads the list of workspaces and the space they take. */
  async refresh(): Promise<void> {
    const store = await this.#store;
    if (!store) return;
    const all = await store.list();
    this.#others = all.flatMap((one) => (one.kind === 'found' ? [one.workspace] : [])).sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1));
    this.#space = await store.space();
  }

  /** The versions of the workspace on the page, newest first. */
  async versions(): Promise<readonly Omit<WorkspaceStep, 'page'>[]> {
    await this.flush();
    const store = await this.#store;
    return store && this.#current ? store.steps(this.#current.id) : [];
  }

  /** The page as it was in a version. @throws AppError `workspace-damaged` */
  async pageOf(seq: number): Promise<{ readonly page: SharedPage; readonly files: readonly KeptFile[] } | null> {
    const store = await this.#store;
    const step = store && this.#current ? await store.step(this.#current.id, seq) : null;
    return step && { page: unpacked(step.page), files: step.files };
  }

  /** Names the present state, so that it is never thinned out. */
  async snapshot(name: string): Promise<void> {
    await this.flush();
    const store = await this.#store;
    if (store && this.#current) await store.nameStep(this.#current.id, this.#current.seq, name);
  }

  /** Goes back to a version: it becomes the newest one, and what came after it stays among the versions. */
  async goTo(seq: number): Promise<void> {
    await this.flush();
    const store = await this.#store;
    const now = this.#current;
    const step = store && now ? await store.step(now.id, seq) : null;
    if (!store || !now || !step || this.#role !== 'writer') return;
    const { page, files, unseen } = step;
    await store.write({ ...now, changedAt: this.ports.now(), page: new Uint8Array(page), files: [...files], unseen: [...unseen] }, now.seq);
    this.ports.reopen();
  }

  /** Asks the tab that writes to give way; it keeps what it has first, and this tab shows that. */
  takeOver(): void {
    if (this.#role === 'follower' && this.#current) this.ports.tabs.post({ kind: 'give-way', workspace: this.#current.id });
  }

  /** Shows the newest kept state, in place of what this follower shows. */
  catchUp(): void {
    this.#dirty = false;
    this.ports.reopen();
  }

  /** A workspace of its own for what is on the page. */
  async #begin(name: string): Promise<void> {
    this.leave();
    const id = this.ports.newId();
    this.#release = await this.ports.tabs.hold(lockName(id));
    this.#current = this.#blank(id, name);
    this.#role = 'writer';
    this.#error = null;
  }

  #blank(id: string, name: string): Workspace {
    return {
      id,
      version: workspaceVersion,
      name,
      changedAt: this.ports.now(),
      seq: 0,
      files: [],
      page: new Uint8Array(),
      unseen: [],
      deletedAt: null,
    };
  }

  /** Takes a kept workspace as the page's; this tab writes unless another one does. */
  async #enter(workspace: Workspace): Promise<void> {
    this.leave();
    this.#current = workspace;
    this.#error = null;
    this.#overtaken = false;
    this.#release = await this.ports.tabs.hold(lockName(workspace.id));
    this.#role = this.#release ? 'writer' : 'follower';
    if (this.#release) this.ports.tabs.post({ kind: 'entered', workspace: workspace.id });
    else void this.#follow(workspace.id);
  }

  /** Gives the workspace back to other tabs; what is not kept yet is not kept. */
  leave(): void {
    if (this.#givenWay !== null) clearTimeout(this.#givenWay);
    this.#givenWay = null;
    this.#waiting?.abort();
    this.#waiting = null;
    this.#release?.();
    this.#release = null;
    this.#dirty = false;
  }

  /** Waits until the tab that writes is closed or gives way, then writes in its place. */
  async #follow(id: string): Promise<void> {
    const waiting = new AbortController();
    this.#waiting = waiting;
    let release: () => void;
    try {
      release = await this.ports.tabs.waitFor(lockName(id), waiting.signal);
    } catch {
      return;
    }
    if (waiting.signal.aborted) return release();
    this.#release = release;
    const changedHere = this.#dirty;
    const store = await this.#store;
    const found = await store?.read(id);
    const newer = found?.kind === 'found' && found.workspace.seq !== this.#current?.seq ? found.workspace : null;
    if (newer && changedHere) return this.#keepAside();
    this.#role = 'writer';
    // To show what the other tab kept last, this one opens afresh: the other waits until it has.
    if (newer) return this.catchUp();
    this.ports.tabs.post({ kind: 'entered', workspace: id });
    if (changedHere) this.changed();
  }

  /** What stands on this page and what another tab kept have come apart: this page goes on as a workspace of its own. */
  async #keepAside(): Promise<void> {
    const name = this.#current?.name ?? '';
    await this.#begin(name === '' ? '2' : `${name} (2)`);
    this.changed();
    await this.flush();
  }

  async #heard(message: TabMessage): Promise<void> {
    if (message.workspace !== this.#current?.id) return;
    if (message.kind === 'written' && this.#role === 'follower') {
      this.#overtaken = true;
    }
    if (message.kind === 'give-way' && this.#role === 'writer' && this.#current) {
      await this.flush();
      this.#release?.();
      this.#release = null;
      this.#role = 'follower';
      this.#givenWay = setTimeout(() => this.#followAgain(), followAgainAfterMs);
    }
    if (message.kind === 'entered') this.#followAgain();
  }

  /** Queues behind the tab it gave way to; before that one has opened afresh it would take the workspace back from it. */
  #followAgain(): void {
    if (this.#givenWay === null) return;
    clearTimeout(this.#givenWay);
    this.#givenWay = null;
    if (this.#role === 'follower' && this.#current) void this.#follow(this.#current.id);
  }

  async #write(): Promise<void> {
    if (!this.#dirty || this.#role === 'off' || this.#role === 'guest' || this.#role === 'follower') return;
    const store = await this.#store;
    if (!store) return;
    if (!this.#current) await this.#begin('');
    const before = this.#current!;
    for (const { source } of [...this.#unkept.values()]) await this.#keepFile(store, source);
    const page = packPage(this.ports.page());
    const files = this.#files;
    this.#dirty = false;
    if (before.seq > 0 && sameBytes(page, before.page) && files === before.files) {
      this.#pageSaved();
      return;
    }
    try {
      const next: Workspace = { ...before, changedAt: this.ports.now(), files: [...files], page, unseen: [...this.ports.unseen()] };
      const written = await store.write(next, before.seq === 0 ? null : before.seq);
      if (!written) return await this.#keepAside();
      if (before.seq === 0) this.ports.last.set(written.id);
      // Files that came or went meanwhile are for the next writing.
      if (this.#files === files) this.#files = written.files;
      this.#current = written;
      this.#pageSaved();
      this.ports.tabs.post({ kind: 'written', workspace: written.id, seq: written.seq });
    } catch (cause) {
      this.#dirty = true;
      this.#saving = { kind: 'failed', error: asAppError(cause) };
    }
  }

  /** The state of the workspace whose page is this one: the newest, else one of its versions; null when it never was. */
  async #stateOf(store: WorkspaceStore, workspace: Workspace, page: Uint8Array): Promise<KeptForm | null> {
    if (sameBytes(page, workspace.page) || sameBytes(page, repacked(workspace.page))) return workspace;
    for (const { seq } of await store.steps(workspace.id)) {
      const step = await store.step(workspace.id, seq);
      if (step && sameBytes(step.page, page)) return step;
    }
    return null;
  }

  /** The newest state among the last ones that says all that a link says: the link was made of it. */
  async #stateWith(store: WorkspaceStore, workspace: Workspace, link: SharedPage): Promise<KeptForm | null> {
    const holds = (page: Uint8Array): boolean => {
      try {
        return isPartOf(link, unpackPage(page));
      } catch {
        return false;
      }
    };
    if (holds(workspace.page)) return workspace;
    for (const { seq } of (await store.steps(workspace.id)).slice(0, lastStates)) {
      const step = await store.step(workspace.id, seq);
      if (step && holds(step.page)) return step;
    }
    return null;
  }

  async #stateToShow(store: WorkspaceStore, { page, files, unseen }: KeptForm, results: readonly KeptResult[]): Promise<KeptState> {
    const read = await Promise.all(
      files.map(async (kept) => ({ kept, file: await store.getFile(kept.sha256), tables: await store.getTables(kept.sha256) })),
    );
    this.#files = files;
    this.#lost = read.filter(({ file, kept }) => file?.size !== kept.sizeBytes).map(({ kept }) => kept);
    return {
      page: unpacked(page),
      unseen,
      files: read.flatMap(({ kept, file }) => (file?.size === kept.sizeBytes ? [{ name: kept.name, size: file.size, file }] : [])),
      tables: new Map(read.flatMap(({ kept: { name, sha256 }, tables }) => (tables ? [[name, { sha256, tables }] as const] : []))),
      lost: this.#lost,
      results,
    };
  }
}

type KeptForm = Pick<WorkspaceStep, 'page' | 'files' | 'unseen'>;

/** So many states back a link is looked for among one's own; older ones are opened apart. */
const lastStates = 50;

const lockName = (workspace: string) => `doi-chieu-workspace-${workspace}`;

function unpacked(page: Uint8Array): SharedPage {
  try {
    return unpackPage(page);
  } catch (cause) {
    throw new AppError('workspace-damaged', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

/** A page as this version of the app packs it: an older one left other things out. As it was where it cannot be read. */
function repacked(page: Uint8Array): Uint8Array {
  try {
    return packPage(unpackPage(page));
  } catch {
    return page;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
