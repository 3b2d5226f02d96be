import { expect, it } from 'vitest';
import { packFiles, unpackFiles } from '../../src/core/file-table';

it('gives files back as they were, also empty ones, Vietnamese names and from the middle of a buffer', () => {
  const files: [string, Uint8Array][] = [
    ['samples/số liệu.csv', Uint8Array.of(0, 255, 13, 10)],
    ['empty', new Uint8Array()],
    ['__proto__', Uint8Array.of(60)],
  ];
  const packed = packFiles(files);
  const around = new Uint8Array(packed.length + 7);
  around.set(packed, 5);
  const back = unpackFiles(around.subarray(5, 5 + packed.length));
  expect(back.map(([name, bytes]) => [name, [...bytes]])).toEqual(files.map(([name, bytes]) => [name, [...bytes]]));
});
