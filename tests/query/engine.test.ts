import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { appErrorOf, isFatal } from '../../src/engine/engine-error';
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

/** What a broken instance throws cannot be brought about safely; these are its texts. */
test.each([
  [Object.assign(new Error('table index is out of bounds'), { name: 'RuntimeError' }), true],
  [new Error('{"exception_type":"INTERNAL","exception_message":"Attempted to dereference unique_ptr that is NULL!"}'), true],
  [new Error('{"exception_type":"FATAL","exception_message":"database has been invalidated"}'), true],
  [new Error('Aborted(OOM)'), true],
  [new Error('{"exception_type":"Binder","exception_message":"index out of range"}'), false],
  [new Error('{"exception_type":"Out of Memory","exception_message":"could not allocate block"}'), false],
])('fatal or not: %s', (error, fatal) => {
  expect(isFatal(error)).toBe(fatal);
  expect(appErrorOf(error, 'SELECT 1').code === 'engine-lost').toBe(fatal);
});
