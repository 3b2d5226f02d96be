import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The machine's own Firefox; undefined where there is none, and no other one is fetched. */
export const firefoxPath = process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));

/** A headless Firefox without a network, steered over its own protocol (Marionette: length, colon, JSON over TCP). */
export interface Firefox {
  open(url: string): Promise<void>;
  /** What `script`, the body of an async function, returns in the page. */
  run<T>(script: string, ...args: unknown[]): Promise<T>;
  close(): Promise<void>;
}

export async function openFirefox(): Promise<Firefox> {
  const profile = mkdtempSync(join(tmpdir(), 'doi-chieu-firefox-'));
  const prefs = {
    'marionette.port': 0,
    // A proxy where nothing listens: whatever the page would ask for fails.
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': 9,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': 9,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'intl.accept_languages': 'vi',
  };
  writeFileSync(
    join(profile, 'user.js'),
    Object.entries(prefs)
      .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
      .join(''),
  );
  const child = spawn(firefoxPath!, ['--headless', '--no-remote', '--marionette', '--profile', profile], { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const marionette = new Marionette(await listening(join(profile, 'MarionetteActivePort')));
    await marionette.ask('WebDriver:NewSession', { capabilities: { alwaysMatch: { pageLoadStrategy: 'normal' } } });
    await marionette.ask('WebDriver:SetTimeouts', { script: 120_000, pageLoad: 120_000 });
    return {
      open: async (url) => void (await marionette.ask('WebDriver:Navigate', { url })),
      run: async <T>(script: string, ...args: unknown[]) => {
        const body = `const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);
          (async (...args) => { ${script} })(...args).then((value) => done({ value }), (cause) => done({ error: String(cause) }));`;
        const { value } = (await marionette.ask('WebDriver:ExecuteAsyncScript', {
          script: body,
          args,
          newSandbox: true,
          sandbox: null,
        })) as {
          value: { value: T; error?: string };
        };
        if (value.error !== undefined) throw new Error(value.error);
        return value.value;
      },
      close: async () => {
        marionette.close();
        await close();
      },
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** A connection to the port that Firefox writes into its profile when it listens. */
async function listening(file: string): Promise<Socket> {
  for (let tries = 0; tries < 600; tries++) {
    const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (port > 0) {
      const socket = connect(port, '127.0.0.1');
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
      return socket;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Firefox does not listen');
}

type Answer = readonly [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

class Marionette {
  #unread = Buffer.alloc(0);
  #id = 0;
  readonly #waiting = new Map<number, (answer: Answer) => void>();

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.#unread = Buffer.concat([this.#unread, chunk]);
      this.#read();
    });
    socket.on('error', () => undefined);
  }

  ask(name: string, params: object): Promise<unknown> {
    const id = ++this.#id;
    const text = JSON.stringify([0, id, name, params]);
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) =>
      this.#waiting.set(id, ([, , error, result]) =>
        error ? reject(new Error(`${name}: ${error.error}: ${error.message}`)) : resolve(result),
      ),
    );
  }

  close(): void {
    this.socket.destroy();
  }

  #read(): void {
    for (;;) {
      const colon = this.#unread.indexOf(':');
      const length = colon < 0 ? NaN : Number(this.#unread.subarray(0, colon).toString());
      if (!(this.#unread.length >= colon + 1 + length)) return;
      const message = JSON.parse(this.#unread.subarray(colon + 1, colon + 1 + length).toString()) as unknown;
      this.#unread = this.#unread.subarray(colon + 1 + length);
      if (Array.isArray(message) && message[0] === 1) this.#waiting.get(message[1] as number)?.(message as unknown as Answer);
    }
  }
}
