/*
 * Keeps the whole site for use without a network. The build writes two lines before this text:
 *   version  a hash over all files
 *   files    [path, revision, later] of every file; the revision is null where the path itself carries a hash; later is true, false or 'on use'
 * A new version is fetched beside the old one and takes over when it is complete; what has not changed is copied, not fetched. What is
 * marked `later` (writers of office files and the like) is kept when it is first used, or when the
 * page asks for it: on the next visit, or on a first one that lasts or opens files (keep-offline.ts). 'on use' is kept only when it was used.
 */
const cacheName = `doi-chieu-${version}`;
const manifestPath = 'kept-files.json';
const atOnce = 6;

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(self.registration.scope)) return;
  const wanted = request.mode === 'navigate' ? new URL('index.html', self.registration.scope).href : url.href.replace(/[?#].*$/, '');
  event.respondWith(caches.match(wanted, { cacheName }).then((kept) => kept ?? fetchAndKeep(request)));
});

self.addEventListener('message', (event) => {
  if (event.data === 'keep-later') event.waitUntil(keepLater());
});

async function keepAll() {
  const old = await keptBefore();
  await keepEach(
    files.filter(([path, , later]) => !later || old.has(path)),
    old,
  );
  const cache = await caches.open(cacheName);
  await cache.put(manifestPath, new Response(JSON.stringify(files)));
}

/** What a first visit leaves out and has not been used since. */
async function keepLater() {
  const cache = await caches.open(cacheName);
  const there = await Promise.all(files.map(([path]) => cache.match(path)));
  await keepEach(
    files.filter(([, , later], at) => later !== 'on use' && !there[at]),
    new Map(),
  );
}

async function keepEach(wanted, old) {
  const cache = await caches.open(cacheName);
  const queue = [...wanted];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await keep(cache, old, next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function fetchAndKeep(request) {
  const response = await fetch(request);
  const path = request.url.slice(self.registration.scope.length);
  if (response.ok && files.some(([known, , later]) => later && known === path)) {
    const cache = await caches.open(cacheName);
    await cache.put(path, response.clone());
  }
  return response;
}

async function keep(cache, old, [path, revision]) {
  const same = old.get(path);
  const copy = same && same.revision === revision ? await same.cache.match(path) : undefined;
  // A path with a hash may come from the browser's own cache; any other is asked for again, which costs no bytes when it has not changed.
  const response = copy ?? (await fetch(path, { cache: revision === null ? 'default' : 'no-cache' }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response);
}

/** What complete older versions hold: path → its revision and cache. */
async function keptBefore() {
  const kept = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith('doi-chieu-') || name === cacheName) continue;
    const cache = await caches.open(name);
    const manifest = await cache.match(manifestPath);
    for (const [path, revision] of manifest ? await manifest.json() : []) kept.set(path, { revision, cache });
  }
  return kept;
}

async function forgetOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith('doi-chieu-') && name !== cacheName).map((name) => caches.delete(name)));
}
