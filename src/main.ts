import { openBrowserEngine } from './engine/browser-engine';
import { readerIsHere, takeFirstScreen } from './first-screen';
import { surfaceAhead } from './state/surface-ahead';

const screen = takeFirstScreen();

// Its worker is under way already (engine-ahead.ts).
const engine = openBrowserEngine();
const locked = engine.ready.then(() => engine.lockDown());
/** The engine has answered its first statement. */
const answered = locked.then(() => engine.query('SELECT 1'));
answered.catch(() => undefined);

// The screen that the build wrote looks as the live page does, so the page comes when the engine has answered, which has both cores until then, or as
// soon as the reader touches it. Without such a screen (a link, a development build) it comes at once.
const awaited = screen.hasChildNodes() ? Promise.race([answered, readerIsHere]) : Promise.resolve();
const page = awaited.catch(() => undefined).then(async () => (await import('./page')).openPage(engine, screen));

Object.assign(window, { doiChieu: surfaceAhead(engine, locked, page) });

// The browser offers to install the page, with some ado, as soon as it knows the manifest: after the start.
if (!__SINGLE_FILE__)
  void answered.then(() => {
    const link = Object.assign(document.createElement('link'), {
      rel: 'manifest',
      href: new URL('manifest.webmanifest', document.baseURI).href,
    });
    document.head.append(link);
  });
