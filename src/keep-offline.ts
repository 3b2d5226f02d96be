/** How long a first visit lasts before what it did not need comes too. */
const idleMs = 20_000;

/**
 * Has the service worker keep the site for use without a network, once `settled` is over: before that it would take a core from the engine.
 * What a first visit does not need (chunks named `later-…`, sample files) comes on the next visit, after a while on this one, or when asked for.
 * @returns the function that asks for it
 */
export function keepOffline(settled: Promise<unknown>): () => void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return () => undefined;
  const { serviceWorker } = navigator;
  // A page that was already controlled is no first visit.
  const returning = serviceWorker.controller !== null;
  const registered = settled.then(
    () => serviceWorker.register('./sw.js'),
    () => serviceWorker.register('./sw.js'),
  );
  let asked = false;
  const keepEverything = (): void => {
    if (asked) return;
    asked = true;
    void serviceWorker.ready.then((registration) => registration.active?.postMessage('keep-later'));
  };
  registered.then(
    () => setTimeout(() => requestIdleCallback(keepEverything), returning ? 0 : idleMs),
    () => undefined,
  );
  return keepEverything;
}
