import * as v from 'valibot';

/**
 * A workspace is what an analyst finds again at the next visit: the files as they were dropped, and the page (notebook, corrections,
 * settings of the question) in all its versions. Everything that the engine holds can be computed from it.
 */

/** Raised when an older app would misread what a newer one keeps. */
export const workspaceVersion = 1;

const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** A dropped file as it is kept: by the hash of its bytes, so that the same file is kept once however often it is opened. */
export const KeptFileSchema = v.object({
  /** As dropped; what tables and observations call it. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)),
  sha256: Sha256,
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type KeptFile = v.InferOutput<typeof KeptFileSchema>;

const WorkspaceSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f-]{8,40}$/)),
  version: v.number(),
  /** As its owner calls it; '' until then. */
  name: v.pipe(v.string(), v.maxLength(200)),
  /** ISO 8601, for the reader's eyes only: order is by `seq`, since clocks go back. */
  changedAt: v.string(),
  /** Number of the newest step. */
  seq: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** In the order they were opened. */
  files: v.array(KeptFileSchema),
  /** The page as `packPage` writes it. */
  page: v.instance(Uint8Array),
  /** Ids of cells whose SQL came from somebody else and was not looked at yet. */
  unseen: v.optional(v.array(v.string()), []),
  /** Set when its owner deleted it; it can be taken back until it is swept away. */
  deletedAt: v.optional(v.nullable(v.string()), null),
});
export type Workspace = v.InferOutput<typeof WorkspaceSchema>;

/** One state of a workspace, in the order of `seq`. */
export interface WorkspaceStep {
  readonly workspace: string;
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  /** A name the reader gave it; named steps are never thinned out. */
  readonly name: string | null;
  readonly files: readonly KeptFile[];
  readonly page: Uint8Array;
  readonly unseen: readonly string[];
}

/** A result as it was last seen, shown until the engine has computed it anew. */
export interface KeptResult {
  readonly workspace: string;
  readonly cell: string;
  /** What it is the result of; another key means it is out of date. */
  readonly key: string;
  /** JSON of a PlainTable. */
  readonly table: string;
}

/** What is kept was read; or why it was not. */
export type ReadWorkspace =
  | { readonly kind: 'found'; readonly workspace: Workspace }
  | { readonly kind: 'none' }
  /** Written by a newer app: it is left as it is. */
  | { readonly kind: 'newer'; readonly id: string; readonly version: number }
  /** Cannot be read; its steps may still be. */
  | { readonly kind: 'damaged'; readonly id: string; readonly reason: string };

/** Reads a record of the store. */
export function readWorkspace(record: unknown): ReadWorkspace {
  if (record === undefined || record === null) return { kind: 'none' };
  const { id, version } = record as { id?: unknown; version?: unknown };
  const named = typeof id === 'string' ? id : '';
  if (typeof version === 'number' && version > workspaceVersion) return { kind: 'newer', id: named, version };
  const read = v.safeParse(WorkspaceSchema, record);
  if (read.success) return { kind: 'found', workspace: read.output };
  return { kind: 'damaged', id: named, reason: `${v.getDotPath(read.issues[0]) ?? ''} ${read.issues[0].message}`.trim() };
}

/** Space in the browser, in bytes. */
export interface StorageSpace {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** The browser promised not to clear it by itself. */
  readonly isPersistent: boolean;
}

/**
 * Where workspaces are kept. One adapter uses IndexedDB and OPFS; where the browser refuses them there is none, and the page works without memory.
 * @throws AppError `storage-full` when the quota is used up, `storage-failed` for anything else; what was kept before is still there
 */
export interface WorkspaceStore {
  list(): Promise<readonly ReadWorkspace[]>;
  read(id: string): Promise<ReadWorkspace>;
  /**
   * Writes a new state as one step: the workspace's record and the step stand or fall together.
   * @returns the workspace as written, or null when its `seq` is no longer `expectedSeq`: somebody else wrote, nothing was changed
   */
  write(workspace: Workspace, expectedSeq: number | null, name?: string | null): Promise<Workspace | null>;
  /** Changes name or `deletedAt` without a step. */
  relabel(id: string, change: { readonly name?: string; readonly deletedAt?: string | null }): Promise<void>;
  /** Forgets a workspace with its steps and results, and every file that nothing refers to any more. */
  erase(id: string): Promise<void>;

  /** Newest first, without the pages. */
  steps(workspace: string): Promise<readonly Omit<WorkspaceStep, 'page'>[]>;
  step(workspace: string, seq: number): Promise<WorkspaceStep | null>;
  nameStep(workspace: string, seq: number, name: string | null): Promise<void>;

  /** Keeps a file's bytes under their hash; returns at once when they are there already. */
  putFile(sha256: string, file: Blob): Promise<void>;
  /** A kept file, read from disk in slices; null when it is gone. */
  getFile(sha256: string): Promise<File | null>;

  /** Keeps what `keepTables` wrote of a kept file, in place of what there was. Gives way to everything else: left out where room is short, gone where more is needed. */
  putTables(sha256: string, tables: Blob): Promise<void>;
  /** Null when there is none. */
  getTables(sha256: string): Promise<File | null>;

  putResults(workspace: string, results: readonly Omit<KeptResult, 'workspace'>[]): Promise<void>;
  results(workspace: string): Promise<readonly KeptResult[]>;

  space(): Promise<StorageSpace | null>;
  /** Asks the browser to keep the storage; false when it does not promise it. */
  persist(): Promise<boolean>;
}

/** A step is thinned out when a later one stands within this time and neither has a name: finer for the last hour, coarser with age. */
const grain: readonly { readonly ageMs: number; readonly keepEveryMs: number }[] = [
  { ageMs: 3_600_000, keepEveryMs: 0 },
  { ageMs: 24 * 3_600_000, keepEveryMs: 60_000 },
  { ageMs: Infinity, keepEveryMs: 600_000 },
];

/**
 * Steps (newest first) that may go. The newest, the named ones and the first are always kept; a clock that was set back makes steps look young,
 * which keeps more of them.
 */
export function stepsToThin(steps: readonly Pick<WorkspaceStep, 'seq' | 'at' | 'name'>[], nowMs: number): number[] {
  const gone: number[] = [];
  let keptMs = Infinity;
  for (const [i, step] of steps.entries()) {
    const atMs = Date.parse(step.at);
    const { keepEveryMs } = grain.find(({ ageMs }) => nowMs - atMs <= ageMs) ?? grain.at(-1)!;
    const close = keepEveryMs > 0 && keptMs - atMs < keepEveryMs && keptMs >= atMs;
    if (i > 0 && i < steps.length - 1 && step.name === null && close) gone.push(step.seq);
    else keptMs = atMs;
  }
  return gone;
}
