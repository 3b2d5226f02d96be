import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { launchOptions } from './site';

/** A Chromium over a profile on disk, whose processes can be killed at any moment as a power cut would. */
export interface KillableBrowser {
  readonly context: BrowserContext;
  /** SIGKILL to the browser and all its children; resolves when it is gone. */
  kill(): Promise<void>;
}

export async function openKillable(profile: string): Promise<KillableBrowser> {
  const child = spawn(
    launchOptions.executablePath!,
    [
      ...launchOptions.args,
      '--headless',
      '--window-size=1440,900',
      '--remote-debugging-port=0',
      '--lang=vi-VN',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    // A group of its own, so that its children can be killed with it.
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = once(child, 'exit');
  let browser: Browser;
  try {
    browser = await chromium.connectOverCDP(await addressOf(child));
  } catch (cause) {
    killGroup(child);
    throw cause;
  }
  return {
    context: browser.contexts()[0]!,
    kill: async () => {
      killGroup(child);
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
}

/** Where it listens, as it says on its error output. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`Chromium ended: ${said.slice(-500)}`)));
    child.once('error', reject);
  });
}
