import { expect, test } from 'vitest';
import { allowedHosts, readHostMessage } from '../../src/core/embed/embed-message';

test('only origins of the web may be named as hosts, each in full', () => {
  expect(allowedHosts('?embed=https://a.example,http://localhost:8080/&embed=https://b.example')).toEqual([
    'https://a.example',
    'http://localhost:8080',
    'https://b.example',
  ]);
  for (const named of [
    '',
    '1',
    '*',
    'null',
    'a.example',
    'https://a.example/path',
    'https://*.example',
    'javascript:alert(1)',
    'file:///',
    'https://u:p@a.example',
  ])
    expect(allowedHosts(`?embed=${encodeURIComponent(named)}`), named).toEqual([]);
});

test('a host’s message is read whole or refused; what is none of ours is nobody’s business', () => {
  expect(readHostMessage({ type: 'doi-chieu.set', params: { as_of: '2021-06-30', units: ['63:20'], n: 2 }, request: 7 })).toEqual({
    type: 'doi-chieu.set',
    params: { as_of: '2021-06-30', units: ['63:20'], n: 2 },
    request: 7,
  });
  for (const other of [null, 'doi-chieu.set', 3, {}, { type: 'webpackOk' }, { type: 5 }]) expect(readHostMessage(other)).toBeNull();
  for (const bad of [
    { type: 'doi-chieu.run' },
    { type: 'doi-chieu.set' },
    { type: 'doi-chieu.set', params: { 'a"; DROP': 1 } },
    { type: 'doi-chieu.set', params: JSON.parse('{"__proto__": "x"}') as object, sql: 'SELECT 1' },
    { type: 'doi-chieu.set', params: { n: Infinity } },
    { type: 'doi-chieu.set', params: { n: { toString: 1 } } },
    { type: 'doi-chieu.set', params: { units: Array.from({ length: 501 }, () => 'x') } },
  ])
    expect(readHostMessage(bad), JSON.stringify(bad)).toHaveProperty('reason');
});
