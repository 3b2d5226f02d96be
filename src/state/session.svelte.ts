import { AppError } from '../core/app-error';
import type { AuditTrail } from '../core/audit/audit-trail';
import type { Comparison } from '../core/compare/comparison';
import type { UnitFacts } from '../core/compare/unit-facts';
import type { Engine } from '../core/engine';
import { csvStyleOf, writeCsv } from '../core/csv-text';
import type { Language } from '../core/language';
import { queryCell, type NeededTable, type Notebook, type SharedPage } from '../core/notebook/notebook';
import type { NotebookProblem } from '../core/notebook/notebook-problem';
import { startQuestion, type SavedQuestion } from '../core/question';
import { recipeEnding, type SavedRecipe } from '../core/recipe/saved-recipe';
import type { ResultTable } from '../core/result-table';
import { emptyLookup, type SheetLookup } from '../core/sheet/sheet-names';
import { nameKey } from '../core/name-key';
import { mayChangeTables, mayReadModel } from '../core/sql/sql-words';
import { tablesRead } from '../core/sql/tables-read';
import { readBytes, sizeOf, type SourceFile } from '../ingest/source-file';
import { savedFor } from '../jobs/choose-recipe';
import type { KeptSource, ShownKept } from '../jobs/kept-tables';
import type { OpenedFile } from '../jobs/opened-file';
import { readKnowledge } from '../jobs/read-knowledge';
import { divideTables, uniteTables } from '../jobs/unite-tables';
import { readSheetLookup } from '../jobs/read-sheet-lookup';
import type { CompareRoom } from './compare-room.svelte';
import { Corrections } from './corrections.svelte';
import { FileIntake, type FileOpening, type IntakeOptions, type IntakePorts } from './file-intake.svelte';
import type { LinkProof } from './link-proof.svelte';
import { NotebookState } from './notebook-state.svelte';
import { OwnMap } from './own-map.svelte';
import { PageAddress, type AddressBar } from './page-address';
import type { PortableParts } from './portable-page';
import type { ProvingParts } from './proving-link';
import type { QueryCellState } from './query-cell.svelte';
import { QueryHistory } from './query-history.svelte';
import { keptResults, presetKept } from './kept-results';
import { RecipeBook } from './recipe-book.svelte';
import { asAppError } from './query-run.svelte';
import { ReferenceLists } from './reference-lists.svelte';
import { Settings, storedText, storeText, type SettingsStore } from './settings.svelte';
import { TableCatalogue } from './table-catalogue.svelte';
import { TableKeeper } from './table-keeper';
import type { TableReview } from './table-review.svelte';
import { SourceDetail } from './source-detail.svelte';
import { VerdictDetail } from './verdict-detail.svelte';
import { WorkspaceState, type KeptState, type WorkspacePorts } from './workspace.svelte';

/** What the composition root gives a session; everything that touches the browser comes in here. */
export interface SessionPorts {
  readonly engine: Engine;
  readonly questions: readonly SavedQuestion[];
  readonly settings: Settings;
  readonly address: AddressBar;
  readonly clock: () => number;
  /** The time as ISO 8601. */
  readonly now: () => string;
  /** The app's own version. */
  readonly app: string;
  /** The page only shows what its address holds, in a frame of another page. Default: no. */
  readonly embedded?: boolean;
  /** Where the history of statements is kept between visits; null for nowhere. */
  readonly store: SettingsStore | null;
  /** Puts the tables that questions read into the empty engine, all at once; at the start and after each restart. */
  readonly loadModel: (samples: boolean) => Promise<void>;
  /** The illustrative observations that come with the page, added to the model or taken out again. */
  readonly samples: { readonly add: () => Promise<void>; readonly remove: () => Promise<void> };
  readonly openFiles: IntakePorts['open'];
  /** Files will be opened: what reads them may be fetched. */
  readonly expectFiles?: () => void;
  /** The tables of opened files as they are kept for the next visit; absent where none are. */
  readonly keptTables?: {
    readonly write: (source: { readonly name: string; readonly sha256: string }, opening: FileOpening) => Promise<Blob | null>;
    /** Resolves when the browser has nothing to do. */
    readonly idle: () => Promise<void>;
    /** Shows in the empty engine what was kept; resolves with what it is, by file. */
    readonly show: (kept: ReadonlyMap<string, KeptSource>, recipes: readonly SavedRecipe[]) => Promise<ReadonlyMap<string, ShownKept>>;
  };
  /** One of the sample exports by file name; null when it is none of them. */
  readonly sample: (file: string) => Promise<SourceFile | null>;
  /** The single HTML file as text, without data. @throws AppError `single-file-missing` where it cannot be had */
  readonly singleFile?: () => Promise<string>;
  /** The portable file inside the single HTML file that is the page. */
  readonly own?: SourceFile | null;
  /** Names of all sample exports. */
  readonly sampleNames: () => Promise<readonly string[]>;
  /** The notebooks that come with the page, as their files are written. */
  readonly shippedNotebooks: () => Promise<readonly ShippedNotebook[]>;
  /** The start question's result as computed when the page was built; null where there is none. */
  readonly prebuilt: Promise<ResultTable | null>;
  /** What the browser keeps between visits, and the other tabs that show the same. */
  readonly workspace: Pick<WorkspacePorts, 'store' | 'isKept' | 'tabs' | 'newId' | 'reopen'> & {
    /** Opens the address that now stands in the bar, in an engine that knows nothing else. */
    readonly reload: () => void;
  };
}

/** A notebook that comes with the page: the file's name without its ending, and its text. */
export interface ShippedNotebook {
  readonly id: string;
  readonly text: string;
}

export type Startup =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly elapsedMs: number }
  | { readonly kind: 'failed'; readonly error: AppError };

/** The page's one root of state: built in main.ts, handed down by context. */
export class Session {
  readonly engine: Engine;
  readonly settings: Settings;
  readonly questions: readonly SavedQuestion[];
  readonly tables: TableCatalogue;
  readonly intake: FileIntake;
  readonly notebook: NotebookState;
  readonly detail: VerdictDetail;
  readonly source: SourceDetail;
  readonly history: QueryHistory;
  /** What the reader has corrected of the observations; the files themselves never change. */
  readonly corrections: Corrections;
  /** How files of each kind are cleaned, as far as the reader has said. */
  readonly recipes: RecipeBook;
  readonly lists: ReferenceLists;
  /** Where the page and its files are kept between visits. */
  readonly workspace: WorkspaceState;
  /** The reader's own map, when one was opened. */
  readonly ownMap = new OwnMap();
  /** Resolves when the engine is up and SQL locked down: statements that read no table run from here on. */
  readonly locked: Promise<void>;
  /** Resolves when the engine is up, SQL locked down and the model loaded; rejects when the engine cannot start. */
  readonly ready: Promise<void>;
  /** Resolves when the first run of the page's notebook is over, whatever came of it. */
  readonly settled: Promise<void>;
  readonly #address: PageAddress;
  #startup = $state.raw<Startup>({ kind: 'starting' });
  #samplesUsed = $state(true);
  #linkTooLong = $state(false);
  #linkError = $state.raw<AppError | null>(null);
  #missing = $state.raw<readonly NeededTable[]>([]);
  #proof = $state.raw<LinkProof | null>(null);
  #problems = $state.raw<readonly NotebookProblem[]>([]);
  #sealed = $state.raw<{ readonly file: SourceFile; readonly error: AppError | null } | null>(null);
  #review = $state.raw<TableReview | null>(null);
  #broughtRecipes = $state.raw<readonly BroughtRecipe[]>([]);
  #lookup = $state.raw<SheetLookup>(emptyLookup);
  /** What else stood in the front matter of the notebook file; written again with it. */
  #about: ReadonlyMap<string, string> = new Map();
  #lookupAsked = false;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  readonly #keeper: TableKeeper | null;
  /** Tables of the last visit that can be read before the model is there. */
  #shown: Promise<ReadonlyMap<string, ShownKept>> = Promise.resolve(new Map());
  #room = $state.raw<CompareRoom | null>(null);
  #provinces: Promise<readonly UnitFacts[]> | null = null;

  constructor(private readonly ports: SessionPorts) {
    const { engine } = ports;
    this.engine = engine;
    this.settings = ports.settings;
    this.questions = ports.questions;
    this.#address = new PageAddress(ports.address, ports.clock);
    this.locked = engine.ready.then(() => engine.lockDown());
    this.locked.catch(() => undefined);
    this.ready = this.#start();
    this.ready.catch(() => undefined);
    this.recipes = new RecipeBook(() => this.#changed());
    this.tables = new TableCatalogue(
      engine,
      () => new Set(this.notebook.names.map((one) => one.name)),
      () => this.intake.membersOfUnited,
    );
    this.lists = new ReferenceLists(engine);
    this.intake = new FileIntake({
      open: async (files, options) => {
        await this.ready;
        return ports.openFiles(files, options);
      },
      opened: (files) => this.#filesOpened(files),
      recipes: () => this.recipes.list,
      unite: (group) => uniteTables(engine, group),
      divide: (key) => divideTables(engine, key),
      restore: (now, before) => this.#restoreRecipes(now, before),
    });
    this.#keeper =
      ports.keptTables === undefined
        ? null
        : new TableKeeper({
            ...ports.keptTables,
            openings: () => this.intake.openings,
            busy: () =>
              this.intake.progress !== null ||
              this.#review !== null ||
              this.notebook.queryCells.some((cell) => cell.run.state.kind === 'running'),
            hashOf: (name) => this.workspace.hashOf(name),
            put: (sha256, tables) => this.workspace.keepTables(sha256, tables),
          });
    this.history = new QueryHistory(ports.store);
    this.workspace = new WorkspaceState({
      ...ports.workspace,
      now: ports.now,
      page: () => this.page(),
      unseen: () => this.notebook.unapproved.map((cell) => cell.id),
      results: () => keptResults(this.notebook.queryCells),
      last: { get: () => storedText(ports.store, lastWorkspace), set: (id) => storeText(ports.store, lastWorkspace, id) },
    });
    this.corrections = new Corrections({
      engine,
      ready: () => this.ready,
      now: ports.now,
      changed: () => this.#changed(),
      applied: () => {
        this.#room?.refresh();
        void this.notebook.runAll();
        void this.detail.refresh();
      },
    });
    this.notebook = new NotebookState({
      engine,
      readyFor: (sql) => this.readyFor(sql),
      ready: () => this.ready,
      lookup: () => this.#namesForSheets(),
      ran: (sql, rows, elapsedMs) => {
        this.statementRuns(sql);
        this.history.record({ sql, atMs: Date.parse(ports.now()), rows, elapsedMs });
        void this.#proof?.check();
      },
      settled: () => this.#settled(),
      illustrative: () => (this.#illustrativeLoaded ? this.lists.observed : nothing),
      questions: ports.questions,
      clock: ports.clock,
      changed: () => this.#changed(),
    });
    this.detail = new VerdictDetail(engine, this.ready, (file) => this.#rawTableOf(file));
    this.source = new SourceDetail(engine, (file) => this.#rawTableOf(file));
    engine.onRestart(async () => {
      this.notebook.forgetTables();
      await ports.loadModel(this.#samplesUsed);
      await this.intake.reopen();
      this.#proof?.forget();
      await this.#proof?.bindAgain();
      await this.corrections.apply();
    });
    this.settled = this.#open().finally(() => this.#loadLists());
    this.#address.onChange(() => void this.#addressChanged());
  }

  /**
   * Resolves when a statement can run: one that reads no table and calls no function need not wait for the model, nor one that reads nothing but a table of the
   * last visit and binds without it.
   */
  async readyFor(sql: string): Promise<void> {
    if (!mayReadModel(sql)) return this.locked;
    if (this.#startup.kind === 'ready' || mayChangeTables(sql)) return this.ready;
    const shown = await Promise.race([this.#shown, this.ready.then(() => null)]);
    const [table, ...others] = shown?.size ? tablesRead(sql) : [];
    if (table === undefined || others.length > 0) return this.ready;
    const isShown = [...shown!.values()].some(({ head }) => head.tables.some((one) => one.name.toLowerCase() === table.toLowerCase()));
    if (!isShown || (await this.engine.check(sql)) !== null) return this.ready;
  }

  get startup(): Startup {
    return this.#startup;
  }

  /** True while the illustrative observations that come with the page are in use. */
  get samplesUsed(): boolean {
    return this.#samplesUsed;
  }

  /** Uses the illustrative observations or leaves only what the reader opened and what was published; runs the notebook again. */
  async useSamples(used: boolean): Promise<void> {
    if (used === this.#samplesUsed) return;
    const started = this.#startup.kind === 'ready';
    this.#samplesUsed = used;
    // Before the model is there, loading it takes the choice into account.
    if (!started) return;
    await (used ? this.ports.samples.add() : this.ports.samples.remove());
    await this.corrections.apply();
    void this.tables.refresh();
    this.#changed();
    this.#room?.refresh();
    await this.notebook.runAll();
  }

  /** What was wrong with the link the page was opened with. */
  get linkError(): AppError | null {
    return this.#linkError;
  }

  /** Files that the link's SQL reads and that are not loaded yet. */
  get missing(): readonly NeededTable[] {
    return this.#missing.filter((need) => !this.tables.own.some((table) => table.name === need.table));
  }

  /** The reader's tables and results against those of the link on the page; null when it vouches for nothing. */
  get proof(): LinkProof | null {
    return this.#proof;
  }

  /** One of the reader's tables stands in for one of the link's, or (null) none does any more; everything runs again. */
  async bindTable(table: string, own: string | null): Promise<void> {
    await this.#proof?.bind(table, own);
    await this.notebook.runAll();
    await this.#proof?.check();
  }

  /** What could not be read of the notebook file that was opened last. */
  get notebookProblems(): readonly NotebookProblem[] {
    return this.#problems;
  }

  /** The notebooks that come with the page. */
  shippedNotebooks(): Promise<readonly ShippedNotebook[]> {
    return this.ports.shippedNotebooks();
  }

  get #illustrativeLoaded(): boolean {
    return this.#samplesUsed || this.intake.results.some((file) => /minh.?ho[aạ]|illustrative/i.test(file.name));
  }

  /** Opens files of any kind: portable files and notebooks take the page's place, recipes are kept and applied, all others are loaded as tables. */
  async open(files: readonly SourceFile[], options: IntakeOptions = {}): Promise<readonly OpenedFile[]> {
    const portable = files.find((file) => isPortableName(file.name));
    if (portable) return this.openPortable(portable, null).then(() => []);
    const notebooks = files.filter((file) => isNotebook(file.name));
    const last = notebooks.at(-1);
    for (const file of files.filter((one) => isRecipe(one.name))) await this.#openRecipe(file);
    const maps = await this.#mapsIn(files.filter((file) => !isRecipe(file.name)));
    const tables = files.filter((file) => !isNotebook(file.name) && !isRecipe(file.name) && !maps.includes(file));
    const opened = tables.length > 0 ? await this.intake.open(tables, options) : [];
    for (const { replaced, name } of opened) if (replaced !== undefined && replaced !== name) this.workspace.forgetFile(replaced);
    // A file that stays beside one of its name is kept under its own.
    const kept = this.intake.sourcesOf(opened);
    if (kept.length > 0) void this.workspace.keepFiles(kept);
    if (last) await this.openNotebook(new TextDecoder().decode(await readBytes(last, 0, sizeOf(last))), { trusted: false });
    return opened;
  }

  /** Files that are maps; the last of them becomes the reader's own map, and is shown. */
  async #mapsIn(files: readonly SourceFile[]): Promise<readonly SourceFile[]> {
    const maybe = files.filter((file) => /json$/i.test(file.name));
    if (maybe.length === 0) return [];
    const { looksLikeMap } = await import('../core/map/read-map');
    const maps: SourceFile[] = [];
    for (const file of maybe) {
      const start = new TextDecoder().decode(await readBytes(file, 0, Math.min(sizeOf(file), 4096)));
      if (looksLikeMap(file.name, start)) maps.push(file);
    }
    const last = maps.at(-1);
    if (last) {
      const text = new TextDecoder().decode(await readBytes(last, 0, sizeOf(last)));
      await this.ownMap.open(last.name, text);
      await this.compare({ view: 'map', map: { colour: this.#room?.form.map.colour ?? 'value', column: null, shape: 'own' } });
    }
    return maps;
  }

  /** Opens a notebook as its file is written, in place of the one on the page, and runs it. What cannot be read of it is told and left out. */
  async openNotebook(text: string, options: { readonly trusted: boolean }): Promise<void> {
    const [{ readNotebook }, { takeRecipes }] = await Promise.all([
      import('../core/notebook/notebook-file'),
      import('../core/notebook/notebook-recipes'),
    ]);
    const { rest, recipes } = takeRecipes(text);
    const { notebook, about, problems } = readNotebook(rest);
    this.recipes.bring(recipes, { own: options.trusted });
    this.#about = about;
    this.#room = null;
    this.notebook.load(notebook, options);
    this.#problems = problems;
    this.#linkError = null;
    this.#forgetLink();
    this.#changed();
    await this.notebook.runAll();
  }

  /**
   * The page, its files and its results as one portable file, alone or within the single HTML file that shows it.
   * @throws AppError when a result cannot be fingerprinted, `single-file-missing`
   */
  async portable(parts: PortableParts, form: 'doichieu' | 'html' = 'doichieu'): Promise<{ name: string; content: Blob }> {
    const { portableOf, singleFileOf } = await import('./portable-page');
    const name = nameKey(this.workspace.current?.name || this.notebook.title) || 'doi-chieu';
    const shell = form === 'html' ? await this.ports.singleFile?.() : undefined;
    const portable = await portableOf(this, parts, { app: this.ports.app, at: this.ports.now() });
    return { name: `${name}.${form}`, content: shell === undefined ? portable : await singleFileOf(shell, portable) };
  }

  /** The single HTML file can be made from here. */
  get makesSingleFile(): boolean {
    return this.ports.singleFile !== undefined;
  }

  /** A portable file that waits for its password; null when none does. */
  get sealed(): { readonly file: SourceFile; readonly error: AppError | null } | null {
    return this.#sealed;
  }

  /** The reader does without it. */
  leaveSealed(): void {
    this.#sealed = null;
  }

  /**
   * Opens a portable file as a workspace of its own, beside the reader's: the page starts afresh with it. Where nothing can be kept it takes this
   * page's place. A sealed file waits in `sealed` until it is called again with a password.
   */
  async openPortable(file: SourceFile, password: string | null): Promise<void> {
    const { keepPortable, openPortable, pageIn, sealOf, unseenIn } = await import('./portable-page');
    try {
      if (password === null && (await sealOf(file)) === 'sealed') {
        this.#sealed = { file, error: null };
        return;
      }
      const read = await openPortable(file, password);
      this.#sealed = null;
      if (read.damaged.length > 0) this.#linkError = new AppError('portable-damaged', { file: file.name, names: read.damaged.join(', ') });
      const kept = await this.workspace.keepBeside((store, id, at) =>
        keepPortable(store, read, { id, at, name: read.content.title || file.name.replace(/\.doichieu$/i, '') }),
      );
      if (kept) return;
      const own = file === this.ports.own;
      const page = await pageIn(read, { own });
      const unseen = own ? [] : unseenIn(page.notebook);
      await this.#showKept({ page, unseen, files: read.content.files, lost: [], results: [] });
    } catch (cause) {
      const error = asAppError(cause);
      if (password !== null && error.code === 'portable-password') this.#sealed = { file, error };
      else this.#linkError = error;
    }
  }

  /** Keeps what somebody else's link shows as a workspace of the reader's own. */
  async keepLink(name: string): Promise<void> {
    await this.workspace.adopt(this.notebook.title || name, this.intake.sources);
  }

  /** Leaves somebody else's link for the workspace that was open last. */
  toOwnWorkspace(): void {
    this.ports.workspace.reopen();
  }

  /** Opens an empty workspace; this one is kept. */
  async newWorkspace(name: string): Promise<void> {
    await this.workspace.create(name, { ...this.page(), notebook: startNotebook(), samples: true, needs: [], corrections: [] });
  }

  /** Whatever was thrown, as an error of the catalogue. */
  errorOf(cause: unknown): AppError {
    return asAppError(cause);
  }

  /** Takes an empty page. */
  newNotebook(): void {
    this.#room = null;
    this.#forgetLink();
    this.notebook.load({ title: '', cells: [] }, { trusted: true });
    this.#about = new Map();
    this.#problems = [];
    this.#changed();
  }

  /** The notebook as its file is written. */
  async notebookText(): Promise<string> {
    const [{ writeNotebook }, { withRecipes }] = await Promise.all([
      import('../core/notebook/notebook-file'),
      import('../core/notebook/notebook-recipes'),
    ]);
    return withRecipes(writeNotebook(this.notebook.toNotebook(), this.#about), this.recipes.list);
  }

  /** The table under review; null when none is. */
  get review(): TableReview | null {
    return this.#review;
  }

  /** Opens a loaded table's review. */
  async reviewTable(file: string, table: string): Promise<void> {
    const { TableReview } = await import('./table-review.svelte');
    this.#review?.close();
    this.#review = new TableReview(
      {
        engine: this.engine,
        knowledge: () => readKnowledge(this.engine),
        file: () => this.intake.results.find((one) => one.name === file),
        renewed: async (renewed, saved) => {
          await this.intake.renew(renewed);
          this.recipes.keep(saved);
        },
        saved: (one) => (one.prepared ? savedFor(one.prepared, this.recipes.list) : null),
      },
      table,
    );
  }

  /** Closes the review; what was changed reaches the notebook now. */
  async closeReview(): Promise<void> {
    const review = this.#review;
    this.#review = null;
    review?.close();
    const { file } = review ?? {};
    if (review?.changed && file) await this.#filesOpened([file]);
  }

  /** Recipe files that were opened, and the tables each was applied to; newest first. */
  get broughtRecipes(): readonly BroughtRecipe[] {
    return this.#broughtRecipes;
  }

  dismissBrought(name: string): void {
    this.#broughtRecipes = this.#broughtRecipes.filter((one) => one.name !== name);
  }

  /** The comparison that lies over the notebook; null while the notebook is shown. */
  get room(): CompareRoom | null {
    return this.#room;
  }

  /**
   * Compares: opens the room, or changes what is open in it. What is not said stays as it was.
   * @param wanted the whole comparison (of a link), a part of one, or nothing
   */
  async compare(wanted: Partial<Comparison> = {}): Promise<CompareRoom> {
    const { CompareRoom } = await import('./compare-room.svelte');
    const { ports } = this;
    const room =
      this.#room ??
      new CompareRoom({
        engine: this.engine,
        ready: () => this.ready,
        clock: ports.clock,
        questions: this.questions,
        changed: () => this.#changed(),
      });
    this.#room = room;
    room.open(wanted);
    return room;
  }

  /** The provinces of both systems as maps know them; read once. */
  provinces(): Promise<readonly UnitFacts[]> {
    return (this.#provinces ??= this.ready.then(async () => {
      const { readProvinces } = await import('../jobs/read-compare-facts');
      return readProvinces(this.engine);
    }));
  }

  /** Shows the notebook again. */
  leaveRoom(): void {
    this.#room?.close();
    this.#room = null;
    this.#changed();
  }

  /** The day it is, 'YYYY-MM-DD'. */
  today(): string {
    return this.ports.now().slice(0, 10);
  }

  /** The page as a link would carry it. */
  page(): SharedPage {
    const needs = this.#needs();
    return {
      notebook: this.notebook.toNotebook(),
      language: this.settings.language,
      samples: this.#samplesUsed,
      needs: [...needs, ...this.#missing.filter((one) => !needs.some((need) => need.table === one.table))],
      corrections: [...this.corrections.list],
      room: this.#room?.form ?? null,
      recipes: [...this.recipes.list],
      ...(this.#proof && { proof: this.#proof.proof }),
    };
  }

  /** The page is too large for an address: only its file can be sent and opened again. */
  get linkTooLong(): boolean {
    return this.#linkTooLong;
  }

  link(): string {
    return this.linkTo(this.page());
  }

  /** A full link to a page. */
  linkTo(page: SharedPage): string {
    return this.#address.linkTo(page);
  }

  /** True in a frame of another page: nothing can be added, corrected or opened beside what is shown. */
  get embedded(): boolean {
    return this.ports.embedded ?? false;
  }

  /** Version of the app. */
  get app(): string {
    return this.ports.app;
  }

  /** What an export of one cell, or (null) of the whole page, says of itself. */
  async auditTrail(cell: QueryCellState | null): Promise<AuditTrail> {
    const { auditTrailOf } = await import('./audit-trail');
    return auditTrailOf(this, cell);
  }

  /** The link to the page or to one cell, with the fingerprints of what it reads and shows. @throws AppError as the engine's */
  async provingLink(parts: ProvingParts): Promise<{ readonly link: string; readonly page: SharedPage }> {
    const { provingPage } = await import('./proving-link');
    const page = await provingPage(this, parts);
    return { link: this.linkTo(page), page };
  }

  /** Opens the start page again. */
  goHome(): void {
    this.#room = null;
    this.#forgetLink();
    this.notebook.load(startNotebook(), { trusted: true });
    this.#about = new Map();
    this.#problems = [];
    this.#changed();
    void this.#showPrebuilt().then(() => this.notebook.runAll());
  }

  /** Opens every sample export as if it had been dropped. */
  async openSamples(): Promise<readonly OpenedFile[]> {
    const names = await this.ports.sampleNames();
    const files = await Promise.all(names.map((name) => this.ports.sample(name)));
    return this.intake.open(files.filter((file) => file !== null));
  }

  /** A result as CSV, in the style of the reader's own Excel unless another is asked for. */
  csvOf(table: ResultTable, language: Language = this.settings.language): string {
    return writeCsv(table, csvStyleOf[language]);
  }

  /** Cancels whatever runs: questions and files being opened. True when something did. */
  cancel(): boolean {
    return [this.notebook.cancel(), this.intake.cancel()].some(Boolean);
  }

  async #start(): Promise<void> {
    const startedMs = this.ports.clock();
    // After the constructor, so that everything that waits for `ready` is in place.
    await Promise.resolve();
    try {
      await this.locked;
      await Promise.race([this.#shown, new Promise((resolve) => setTimeout(resolve, mostShownAheadMs))]);
      await this.ports.loadModel(this.#samplesUsed);
      this.#startup = { kind: 'ready', elapsedMs: this.ports.clock() - startedMs };
    } catch (cause) {
      this.#startup = { kind: 'failed', error: asAppError(cause) };
      throw cause;
    }
  }

  /** Something of what is kept and sent has changed. */
  #changed(): void {
    this.#writeAddress(this.page());
    this.workspace.changed();
  }

  /** Opens the reader's own workspace, or somebody else's link, or the start page, and runs it. */
  async #open(): Promise<void> {
    const shared = this.#sharedPage();
    // What the single file brings is its maker's, as the page itself is.
    if (this.ports.own && !shared) return this.openPortable(this.ports.own, null);
    const finding = this.workspace.find(shared).catch((cause: unknown) => {
      this.#linkError = asAppError(cause);
      return null;
    });
    this.#shown = finding.then(async (found) =>
      found?.tables?.size
        ? ((await this.ports.keptTables?.show(found.tables, found.page.recipes).catch(() => null)) ?? new Map())
        : new Map(),
    );
    const kept = await finding;
    if (!kept) void this.workspace.findUnnoted(shared).catch(() => undefined);
    await (kept ? this.#showKept(kept) : this.#show(shared));
  }

  /** A statement of the reader's runs that the page has not made. */
  statementRuns(sql: string): void {
    this.#keeper?.runs(sql);
  }

  /** Keeps what the next visit begins with; while cells run after one another, the last of them counts. */
  #settled(): void {
    this.#keeper?.soon();
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => void this.workspace.keepResults(), keepResultsAfterMs);
  }

  /** The reader went back or forward, or put another link into the bar: somebody else's opens afresh, apart from what is loaded here. */
  async #addressChanged(): Promise<void> {
    const shared = this.#sharedPage();
    if (shared && !(await this.workspace.isOwn(shared))) return this.ports.workspace.reload();
    await this.#show(shared);
    this.workspace.changed();
  }

  /** What the address holds; null when it holds nothing or nothing sound. */
  #sharedPage(): SharedPage | null {
    this.#linkError = null;
    try {
      return this.#address.read();
    } catch (cause) {
      this.#linkError = asAppError(cause);
      return null;
    }
  }

  /** Puts a kept state on the page, its last results at once and its files as soon as the engine is there. */
  async #showKept({ page, unseen, files, results, tables }: KeptState): Promise<void> {
    if (files.length > 0) this.ports.expectFiles?.();
    this.notebook.load(page.notebook, { trusted: true, except: unseen });
    this.#writeAddress(page);
    for (const cell of this.notebook.queryCells) presetKept(cell, results);
    if (page.room) void this.compare(page.room);
    await this.useSamples(page.samples);
    this.recipes.bring(page.recipes, { own: true });
    if (page.proof) await this.#takeProof(page);
    if (files.length > 0) await this.intake.open(files, { again: true, ...(tables && { kept: await this.#keptSources(tables) }) });
    if (page.corrections.length > 0) await this.corrections.load(page.corrections);
    await this.notebook.runAll();
    void this.#proof?.check();
  }

  async #keptSources(tables: ReadonlyMap<string, KeptSource>): Promise<ReadonlyMap<string, KeptSource>> {
    const shown = await this.#shown;
    return new Map(
      [...tables].map(([name, kept]) => {
        const ahead = shown.get(name);
        return [name, ahead ? { ...kept, shown: ahead } : kept];
      }),
    );
  }

  /** Puts what a link holds on the page, or the start page, and runs it. */
  async #show(shared: SharedPage | null): Promise<void> {
    this.#forgetLink();
    if (shared) {
      this.notebook.load(shared.notebook, { trusted: false });
      this.settings.useLanguage(shared.language);
      await this.#takeProof(shared);
      await this.useSamples(shared.samples);
      this.recipes.bring(shared.recipes, { own: false });
      if (shared.corrections.length > 0) void this.corrections.load(shared.corrections);
      if (shared.room) void this.compare(shared.room);
      else this.#room = null;
    } else {
      this.#room = null;
      this.notebook.load(startNotebook(), { trusted: true });
      await this.#showPrebuilt();
    }
    await this.notebook.runAll();
    void this.#proof?.check();
  }

  /** What the page's link needs, and what it vouches for. */
  async #takeProof({ needs, proof }: SharedPage): Promise<void> {
    this.#missing = needs;
    if (!proof) return;
    // Without its code (a first visit that went offline at once) the link still opens and runs.
    const module = await import('./link-proof.svelte').catch(() => null);
    if (!module) return;
    const { LinkProof } = module;
    const { engine, intake, notebook } = this;
    this.#proof = new LinkProof(proof, { engine, intake, notebook, needs, bound: () => this.#changed() });
  }

  #forgetLink(): void {
    this.#missing = [];
    this.#proof = null;
  }

  #writeAddress(page: SharedPage): void {
    this.#linkTooLong = !this.#address.write(page);
  }

  /** Empty until they are read, which begins when the first sheet asks. */
  #namesForSheets(): SheetLookup {
    if (!this.#lookupAsked) {
      this.#lookupAsked = true;
      this.ready.then(async () => (this.#lookup = await readSheetLookup(this.engine))).catch(() => undefined);
    }
    return this.#lookup;
  }

  /** What the side lists need; after the first result, so that it does not wait for them. */
  async #loadLists(): Promise<void> {
    await this.ready.catch(() => undefined);
    if (this.#startup.kind === 'ready') await Promise.all([this.tables.refresh(), this.lists.load()]);
  }

  async #showPrebuilt(): Promise<void> {
    const table = await this.ports.prebuilt;
    const cell = this.notebook.queryCells.find((one) => one.question?.id === startQuestion);
    // Only while the cell shows what was prebuilt: no own values, and no files of the reader's that could change it.
    if (table && cell && this.#samplesUsed && Object.keys(cell.toCell().params).length === 0 && this.intake.results.length === 0)
      cell.preset(table);
  }

  /** Keeps the recipe, and cleans the loaded tables of its kind by it. */
  async #openRecipe(file: SourceFile): Promise<void> {
    const { readRecipeFile, withoutStrangersSql, savedKey } = await import('../core/recipe/saved-recipe');
    const read = readRecipeFile(new TextDecoder().decode(await readBytes(file, 0, sizeOf(file))));
    const tables: string[] = [];
    if (read) {
      const saved: SavedRecipe = { ...read, recipe: withoutStrangersSql(read.recipe) };
      this.recipes.keep(saved);
      const { chosenRecipe } = await import('../jobs/choose-recipe');
      const { changeRecipe } = await import('../jobs/change-recipe');
      for (const opened of this.intake.results)
        for (const table of opened.tables) {
          if (
            !table.prepared ||
            savedKey(saved) !== savedKey({ name: '', columns: [...table.prepared.columns], recipe: table.prepared.recipe })
          )
            continue;
          const chosen = chosenRecipe(table.name, table.prepared, [saved]);
          const now = this.intake.results.find((one) => one.name === opened.name);
          if (!chosen || !now) continue;
          const told = { ...now, tables: now.tables.map((one) => (one.name === table.name ? { ...one, told: chosen.issues } : one)) };
          await this.intake.renew(await changeRecipe(this.engine, told, table.name, chosen.recipe, await readKnowledge(this.engine)));
          tables.push(table.name);
        }
      if (tables.length > 0) await this.#filesOpened(this.intake.results);
    }
    this.#broughtRecipes = [
      { name: file.name, read: read !== null, tables },
      ...this.#broughtRecipes.filter((one) => one.name !== file.name),
    ];
  }

  /** After a restart: recipes that were changed by hand run again over the rows that were read again. */
  async #restoreRecipes(now: OpenedFile, before: OpenedFile): Promise<void> {
    const { changeRecipe } = await import('../jobs/change-recipe');
    let file = now;
    for (const table of before.tables) {
      const fresh = file.tables.find((one) => one.name === table.name);
      if (!table.recipe || !fresh?.recipe || JSON.stringify(fresh.recipe) === JSON.stringify(table.recipe)) continue;
      file = await changeRecipe(this.engine, file, table.name, table.recipe, await readKnowledge(this.engine));
    }
  }

  async #filesOpened(files: readonly OpenedFile[]): Promise<void> {
    await this.tables.refresh();
    await this.corrections.apply();
    this.#room?.refresh();
    await this.#proof?.bindAgain();
    await this.#proof?.findEqual();
    // Whoever opened the files has them now; the notebook follows.
    this.#keeper?.soon();
    const { over } = files.some((file) => !file.error) ? await this.notebook.beginAll() : { over: Promise.resolve() };
    void over.then(() => this.#proof?.check());
  }

  async #rawTableOf(file: string): Promise<string> {
    const opened = this.intake.results.find((result) => result.name === file);
    if (opened?.tables[0]) return opened.tables[0].name;
    const sample = await this.ports.sample(file);
    const [result] = sample
      ? await this.ports.openFiles([sample], { signal: new AbortController().signal, onProgress: () => undefined })
      : [];
    if (result?.error) throw result.error;
    await this.tables.refresh();
    return result?.tables[0]?.name ?? file;
  }

  /** Own tables that the notebook's SQL mentions, with the files they came from. */
  #needs(): NeededTable[] {
    const read = new Set(
      this.notebook.queryCells.flatMap((cell) => (cell.edited ? tablesRead(cell.sql) : [])).map((name) => name.toLowerCase()),
    );
    return this.intake.results
      .flatMap((file) => file.tables.map((table) => ({ table: table.name, file: file.name })))
      .filter((need) => read.has(need.table.toLowerCase()));
  }
}

const keepResultsAfterMs = 300;
/** The model does not wait longer for tables of the last visit. */
const mostShownAheadMs = 1000;

/** Name of the setting that says which workspace was open last. */
const lastWorkspace = 'doi-chieu.workspace';

const nothing: ReadonlySet<string> = new Set();

function startNotebook(): Notebook {
  return { title: '', cells: [queryCell('c1', startQuestion)] };
}

const isPortableName = (name: string): boolean => /\.doichieu$/i.test(name);
/** A recipe file that was opened. */
export interface BroughtRecipe {
  readonly name: string;
  /** False when it is none. */
  readonly read: boolean;
  /** Loaded tables that are cleaned by it now. */
  readonly tables: readonly string[];
}

function isRecipe(name: string): boolean {
  return name.toLowerCase().endsWith(recipeEnding);
}

/** Files of the ending `.md` are notebooks. */
function isNotebook(name: string): boolean {
  return /\.md$/i.test(name);
}
