import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { engineContract } from '../support/engine-contract';
import { openNodeEngine, runningThreads } from '../../src/engine/node-engine';

let requestCount = 0;
const listener = createServer((_, response) => {
  requestCount++;
  response.end('a\n1\n');
}).listen(0, '127.0.0.1');
await new Promise((resolve) => listener.once('listening', resolve));
listener.unref();
const { port } = listener.address() as AddressInfo;

engineContract({
  open: openNodeEngine,
  file: (_, text) => new TextEncoder().encode(text),
  kill: async () => {
    await runningThreads.at(-1)?.terminate();
  },
  listener: { url: `http://127.0.0.1:${port}/`, requests: () => requestCount },
});
