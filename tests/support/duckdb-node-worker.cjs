const { parentPort } = require('node:worker_threads');

// The engine's worker script expects a browser's worker scope; it also prints every SQL error, which the caller receives anyway.
globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
console.log = () => {};
require('@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs');
parentPort.on('message', (message) => globalThis.onmessage({ data: message }));
