/*
 * Keeps the whole site for use without a network. The build writes two lines before this text:
 *   version  a hash over all files
 *   files    [path, revision] of every file; the revision is null where the path itself carries a hash
 * A new version is fetched beside the old one and takes over when it is complete; what has not changed is copied, not fetched.
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
  event.respondWith(caches.match(wanted, { cacheName }).then((kept) => kept ?? fetch(request)));
});

async function keepAll() {
  const cache = await caches.open(cacheName);
  const old = await keptBefore();
  const queue = [...files];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await keep(cache, old, next);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await cache.put(manifestPath, new Response(JSON.stringify(files)));
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
