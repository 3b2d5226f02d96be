import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error';
import type { SharedPage } from '../../src/core/notebook/notebook';
import { queryCell } from '../../src/core/notebook/notebook';
import { packPage } from '../../src/core/notebook/page-bytes';
import type { WorkspaceStore } from '../../src/core/workspace/workspace';
import type { SourceFile } from '../../src/ingest/source-file';
import { copiesOf, isAnythingKept } from '../../src/storage/anything-kept';
import { openBrowserStore } from '../../src/storage/browser-store';
import { browserTabs } from '../../src/storage/browser-tabs';
import { WorkspaceState } from '../../src/state/workspace.svelte';

const pageTitled = (title: string): SharedPage => ({
  language: 'vi',
  samples: true,
  needs: [],
  corrections: [],
  room: null,
  recipes: [],
  notebook: { title, cells: [queryCell('c1', 'scorecard')] },
});

let names = 0;
/** A browser of its own: nothing that another test kept is in it. */
class Browser {
  readonly name = `test-${Date.now()}-${names++}`;
  now = '2026-11-30T08:00:00.000Z';
  last: string | null = null;
  store: Promise<WorkspaceStore | null> = openBrowserStore(() => Date.parse(this.now), this.name);

  tab(): Tab {
    return new Tab(this);
  }
}

/** A page of that browser, without the page: what it shows, and its workspace. */
class Tab {
  page = pageTitled('');
  /** How often the page was to be opened afresh. */
  reopened = 0;
  readonly workspace: WorkspaceState;

  constructor(browser: Browser) {
    this.workspace = new WorkspaceState({
      store: () => browser.store,
      isKept: () => isAnythingKept(browser.name),
      tabs: browserTabs(browser.name),
      now: () => browser.now,
      newId: () => crypto.randomUUID(),
      page: () => this.page,
      unseen: () => [],
      results: () => [{ cell: 'c1', key: this.page.notebook.title, table: '{"columns":[],"values":[]}' }],
      last: { get: () => browser.last, set: (id) => (browser.last = id) },
      reopen: () => this.reopened++,
    });
    opened.push(this);
  }

  async type(title: string): Promise<void> {
    this.page = pageTitled(title);
    this.workspace.changed();
    await this.workspace.flush();
  }

  /** Gives its locks back, as a closed tab does. */
  async close(): Promise<void> {
    await this.workspace.flush();
    this.workspace.leave();
  }
}

const opened: Tab[] = [];
afterEach(async () => {
  for (const tab of opened.splice(0)) await tab.close();
});

const file = (name: string, text: string): SourceFile => ({ name, bytes: new TextEncoder().encode(text) });
/** SHA-256 of 'a\n1\n'. */
const hashOfA = '309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc';
const textOf = async (source: SourceFile | undefined) =>
  source === undefined ? null : 'file' in source ? source.file.text() : new TextDecoder().decode(source.bytes);
const copyOf = async (browser: Browser, id: string): Promise<string | null> => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(copiesOf(browser.name));
  const handle = await folder.getFileHandle(id).catch(() => null);
  return handle && (await handle.getFile()).text();
};
const settled = async (what: () => boolean) => {
  for (let i = 0; i < 200 && !what(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(what()).toBe(true);
};

describe('a workspace', () => {
  it('is found again with its page and its files', async () => {
    const browser = new Browser();
    const first = browser.tab();
    expect(await first.workspace.find(null)).toBeNull();
    await first.workspace.keepFiles([file('một cửa.csv', 'Tỉnh;Hồ sơ\nHà Giang;12\n')]);
    await first.type('Họp giao ban');
    expect(first.workspace.saving.kind).toBe('saved');
    await first.close();

    const state = await browser.tab().workspace.find(null);
    expect(state?.page.notebook.title).toBe('Họp giao ban');
    expect(state?.files.map((one) => one.name)).toEqual(['một cửa.csv']);
    expect(await textOf(state?.files[0])).toBe('Tỉnh;Hồ sơ\nHà Giang;12\n');
  });

  it('comes back with its newest state and its files when the browser lost its database', async () => {
    const browser = new Browser();
    const first = browser.tab();
    await first.workspace.find(null);
    await first.workspace.keepFiles([file('một cửa.csv', 'a\n1\n')]);
    await first.type('một');
    await first.type('hai');
    const { id, seq } = first.workspace.current!;
    await first.close();
    // A copy is written behind the database.
    await expect.poll(async () => (await copyOf(browser, id))?.includes(`"seq":${seq}`)).toBe(true);
    // The database closes itself for one that is newer; deleting asks the same of it.
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(browser.name);
      request.onsuccess = resolve;
      request.onerror = reject;
    });

    browser.store = openBrowserStore(() => Date.parse(browser.now), browser.name);
    expect(await isAnythingKept(browser.name)).toBe(true);
    const second = browser.tab();
    const state = await second.workspace.find(null);
    expect(state?.page.notebook.title).toBe('hai');
    expect(await textOf(state?.files[0])).toBe('a\n1\n');
    // It goes on from there, and what is deleted for good has no copy.
    await second.type('ba');
    expect(second.workspace.saving.kind).toBe('saved');
    await second.close();
    await (await browser.store)!.erase(id);
    expect(await copyOf(browser, id)).toBeNull();
  });

  it('does not come up under somebody else’s link, which touches nothing', async () => {
    const browser = new Browser();
    const first = browser.tab();
    await first.workspace.find(null);
    await first.type('của tôi');
    await first.close();

    const second = browser.tab();
    expect(await second.workspace.find(pageTitled('của người khác'))).toBeNull();
    expect(second.workspace.role).toBe('guest');
    second.page = pageTitled('đã sửa');
    second.workspace.changed();
    await second.workspace.keepFiles([file('lạ.csv', 'a\n1\n')]);
    await second.workspace.flush();
    expect((await browser.tab().workspace.find(null))?.page.notebook.title).toBe('của tôi');
  });

  it('comes up although the note of which was open last is lost: the last changed, never a deleted one, and not in the place of a link', async () => {
    const browser = new Browser();
    const first = browser.tab();
    await first.workspace.find(null);
    await first.type('một');
    const { id } = first.workspace.current!;
    browser.now = '2026-11-30T09:00:00.000Z';
    await first.workspace.create('hai', pageTitled('hai'));
    await first.workspace.setDeleted(browser.last!, true);
    await first.close();

    browser.last = null;
    const second = browser.tab();
    const link = pageTitled('của người khác');
    await second.workspace.find(link);
    await second.workspace.findUnnoted(link);
    expect([browser.last, second.reopened]).toEqual([null, 0]);
    await second.workspace.findUnnoted(null);
    expect([browser.last, second.reopened]).toEqual([id, 1]);
    // It is noted again; and who has begun something goes on with that.
    await second.workspace.findUnnoted(null);
    expect(second.reopened).toBe(1);
    // A note of what is not there is as good as none.
    browser.last = '00000000-0000-4000-8000-000000000000';
    const misled = browser.tab();
    expect(await misled.workspace.find(null)).toBeNull();
    await misled.workspace.findUnnoted(null);
    expect([browser.last, misled.reopened]).toEqual([id, 1]);
    await misled.close();
    browser.last = null;
    const third = browser.tab();
    await third.workspace.find(null);
    await third.type('mới');
    browser.last = null;
    await third.workspace.findUnnoted(null);
    expect(third.reopened).toBe(0);
  });

  it('comes up under an address that holds one of its earlier states', async () => {
    const browser = new Browser();
    const first = browser.tab();
    await first.workspace.find(null);
    await first.type('một');
    await first.type('hai');
    await first.close();
    expect((await browser.tab().workspace.find(pageTitled('một')))?.page.notebook.title).toBe('một');
  });

  it('keeps every change as a version, and goes back to any without losing the later ones', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.workspace.find(null);
    for (const title of ['một', 'hai', 'ba']) await tab.type(title);
    await tab.workspace.snapshot('trước họp');
    const versions = await tab.workspace.versions();
    expect(versions.map(({ seq, name }) => [seq, name])).toEqual([
      [3, 'trước họp'],
      [2, null],
      [1, null],
    ]);
    expect((await tab.workspace.pageOf(2))?.page.notebook.title).toBe('hai');
    await tab.workspace.goTo(1);
    expect(tab.reopened).toBe(1);
    await tab.close();
    const again = browser.tab();
    expect((await again.workspace.find(null))?.page.notebook.title).toBe('một');
    expect((await again.workspace.versions()).map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
  });

  it('orders its versions also when the clock was set back', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.workspace.find(null);
    await tab.type('một');
    browser.now = '2020-01-01T00:00:00.000Z';
    await tab.type('hai');
    await tab.close();
    expect((await browser.tab().workspace.find(null))?.page.notebook.title).toBe('hai');
  });

  it('is written by one tab; another follows, and writes once that one is closed', async () => {
    const browser = new Browser();
    const [writer, follower] = [browser.tab(), browser.tab()];
    await writer.workspace.find(null);
    await writer.type('một');
    await follower.workspace.find(null);
    expect([writer.workspace.role, follower.workspace.role]).toEqual(['writer', 'follower']);
    await writer.type('hai');
    await settled(() => follower.workspace.overtaken);
    await writer.close();
    await settled(() => follower.reopened === 1);
    expect((await browser.tab().workspace.find(null))?.page.notebook.title).toBe('hai');
  });

  it('gives way to another tab that asks for it, with everything kept', async () => {
    const browser = new Browser();
    const [writer, follower] = [browser.tab(), browser.tab()];
    await writer.workspace.find(null);
    await writer.type('một');
    await follower.workspace.find(null);
    writer.page = pageTitled('chưa kịp lưu');
    writer.workspace.changed();
    follower.workspace.takeOver();
    await settled(() => follower.workspace.role === 'writer' && writer.workspace.role === 'follower');
    await settled(() => follower.reopened === 1);
    // It opens afresh, which gives its lock back for a moment; the one that gave way does not take it.
    follower.workspace.leave();
    const afresh = browser.tab();
    expect((await afresh.workspace.find(null))?.page.notebook.title).toBe('chưa kịp lưu');
    expect([afresh.workspace.role, writer.workspace.role]).toEqual(['writer', 'follower']);
    // And follows again: when that tab is closed, it goes on.
    await afresh.close();
    await settled(() => writer.workspace.role === 'writer');
  });

  it('whose two tabs have come apart is kept as two', async () => {
    const browser = new Browser();
    const [writer, follower] = [browser.tab(), browser.tab()];
    await writer.workspace.find(null);
    await writer.type('một');
    await follower.workspace.find(null);
    follower.page = pageTitled('của thẻ kia');
    follower.workspace.changed();
    await writer.type('hai');
    await settled(() => follower.workspace.overtaken);
    await writer.close();
    await settled(() => follower.workspace.role === 'writer' && follower.workspace.saving.kind === 'saved');
    await follower.workspace.refresh();
    const store = (await browser.store)!;
    const titles = await Promise.all(
      follower.workspace.all.map(async (one) => (await store.read(one.id)).kind === 'found' && one.page.length > 0 && one.seq),
    );
    expect(titles).toHaveLength(2);
    expect(follower.page.notebook.title).toBe('của thẻ kia');
  });

  it('of a newer app is left as it is, and said', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.workspace.find(null);
    await tab.type('một');
    const id = tab.workspace.current!.id;
    const store = (await browser.store)!;
    await store.write({ ...tab.workspace.current!, version: 99 }, tab.workspace.current!.seq);
    const later = browser.tab();
    expect(await later.workspace.find(null)).toBeNull();
    expect(later.workspace.error?.code).toBe('workspace-newer');
    await later.type('mới');
    expect(later.workspace.current?.id).not.toBe(id);
    expect(await store.read(id)).toEqual({ kind: 'newer', id, version: 99 });
  });

  it('tells when a kept file is gone', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.workspace.find(null);
    await tab.workspace.keepFiles([file('a.csv', 'a\n1\n')]);
    await tab.close();
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(`${browser.name}-files`, { recursive: true });
    await root.getDirectoryHandle(`${browser.name}-files`, { create: true });
    const state = await browser.tab().workspace.find(null);
    expect(state?.lost.map((one) => one.name)).toEqual(['a.csv']);
    expect(state?.files).toEqual([]);
  });

  it('that cannot be kept says so, and is kept with the next change when there is room again', async () => {
    const browser = new Browser();
    const store = (await browser.store)!;
    let full = true;
    const wrapped = new Proxy(store, {
      get(target, key) {
        if (key === 'write' && full) return () => Promise.reject(new AppError('storage-full'));
        const member: unknown = Reflect.get(target, key);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
    browser.store = Promise.resolve(wrapped);
    const tab = browser.tab();
    await tab.workspace.find(null);
    await tab.type('một');
    expect(tab.workspace.saving.kind).toBe('failed');
    full = false;
    await tab.type('hai');
    expect(tab.workspace.saving.kind).toBe('saved');
    expect((await browser.tab().workspace.find(null))?.page.notebook.title).toBe('hai');
  });

  it('keeps files that are opened while a change is being written', async () => {
    const browser = new Browser();
    const store = (await browser.store)!;
    let [reached, go] = [() => {}, () => {}];
    const writing = new Promise<void>((resolve) => (reached = resolve));
    const held = new Promise<void>((resolve) => (go = resolve));
    const wrapped = new Proxy(store, {
      get(target, key) {
        if (key === 'write')
          return async (...args: Parameters<WorkspaceStore['write']>) => {
            reached();
            await held;
            return target.write(...args);
          };
        const member: unknown = Reflect.get(target, key);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
    browser.store = Promise.resolve(wrapped);
    const tab = browser.tab();
    await tab.workspace.find(null);
    const typed = tab.type('một');
    await writing;
    const keeping = tab.workspace.keepFiles([file('a.csv', 'a\n1\n')]);
    await expect.poll(async () => (await store.getFile(hashOfA)) !== null).toBe(true);
    go();
    await Promise.all([typed, keeping]);
    expect(tab.workspace.current?.files.map((one) => one.name)).toEqual(['a.csv']);
    await tab.close();
    expect((await browser.tab().workspace.find(null))?.files.map((one) => one.name)).toEqual(['a.csv']);
  });

  it('is deleted, taken back, and erased with files that nothing else needs', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.workspace.find(null);
    await tab.workspace.keepFiles([file('a.csv', 'a\n1\n')]);
    const first = tab.workspace.current!;
    await tab.workspace.duplicate(first.id, 'bản sao');
    expect(tab.workspace.all.map((one) => one.name).sort()).toEqual(['', 'bản sao']);
    await tab.workspace.create('khác', pageTitled('khác'));
    expect(tab.reopened).toBe(1);
    await tab.workspace.setDeleted(first.id, true);
    await tab.workspace.setDeleted(first.id, false);
    await tab.workspace.setDeleted(first.id, true);
    await tab.workspace.erase(first.id);
    const store = (await browser.store)!;
    const { sha256 } = first.files[0]!;
    expect(await (await store.getFile(sha256))?.text()).toBe('a\n1\n');
    await tab.workspace.erase(tab.workspace.all.find((one) => one.name === 'bản sao')!.id);
    expect(await store.getFile(sha256)).toBeNull();
  });

  it('has what was kept of the tables of its files, as long as something needs the file', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.workspace.find(null);
    await tab.workspace.keepFiles([file('a.csv', 'a\n1\n'), file('b.csv', 'b\n1\n')]);
    const sha256 = tab.workspace.hashOf('a.csv')!;
    expect((await browser.tab().workspace.find(null))?.tables?.size).toBe(0);
    await tab.workspace.keepTables(sha256, new Blob(['trước']));
    await tab.workspace.keepTables(sha256, new Blob(['bảng']));
    const found = await browser.tab().workspace.find(null);
    expect([...found!.tables!.keys()]).toEqual(['a.csv']);
    expect(found!.tables!.get('a.csv')!.sha256).toBe(sha256);
    expect(await found!.tables!.get('a.csv')!.tables.text()).toBe('bảng');
    const { id } = tab.workspace.current!;
    await tab.workspace.setDeleted(id, true);
    await tab.workspace.erase(id);
    expect(await (await browser.store)!.getTables(sha256)).toBeNull();
  });

  it('begins the next visit with the results of the last one', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    await tab.workspace.find(null);
    await tab.type('một');
    await tab.workspace.keepResults();
    await tab.close();
    expect((await browser.tab().workspace.find(null))?.results).toMatchObject([{ cell: 'c1', key: 'một' }]);
  });

  it('packs equal pages equally', () => {
    expect(packPage(pageTitled('a'))).toEqual(packPage(structuredClone(pageTitled('a'))));
  });
});
