import { brotli } from './compress';
import { readFileSync } from 'fs';
const b = await brotli(readFileSync('/work/main/node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
console.log(b.length);
