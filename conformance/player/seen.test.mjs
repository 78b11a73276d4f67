import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spread, table } from './seen.mjs';

test('the spread of numbers in any order', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

  assert.deepEqual(spread(hundred), { min: 1, p50: 50, p99: 99, max: 100 });
  assert.deepEqual(spread([7]), { min: 7, p50: 7, p99: 7, max: 7 });
  assert.deepEqual(spread([]), { min: null, p50: null, p99: null, max: null });
});

test('a line for each stream, and a dash for what was not seen', () => {
  const good = {
    master: 'http://127.0.0.1:9935/stream/film.m3u8', playedSeconds: 60, stalls: [0.5, 1], stalledMs: 1500,
    frames: 1800, dropped: 3, delay: spread([4, 5, 6]), fatal: '', started: true,
  };
  const silent = { ...good, playedSeconds: 0, stalls: [], stalledMs: 0, delay: spread([]), started: false };

  const lines = table([good, silent]).split('\n').map((line) => line.trim().split(/ {2,}/));

  assert.equal(lines.length, 3);
  assert.deepEqual(lines[1], ['film', '60.0', '2', '1500', '1800', '3', '4.00', '5.00', '6.00', '-']);
  assert.deepEqual(lines[2].slice(6), ['-', '-', '-', '-', 'never started']);
});
