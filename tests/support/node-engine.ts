/** The engine of the query tests; it lives in src because the build computes the start page's result with it, too. */
export { openNodeEngine } from '../../src/engine/node-engine';
