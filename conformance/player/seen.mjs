// What live.mjs makes of what it saw. Pure; seen.test.mjs tests it.

/** The least, the middle, the 99th of a hundred and the greatest of some numbers; null for each where there are none. */
export function spread(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const rank = (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
  return { min: rank(0), p50: rank(0.5), p99: rank(0.99), max: rank(1) };
}

const COLUMNS = {
  stream: (seen) => new URL(seen.master).pathname.split('/').at(-1).replace(/\.m3u8$/, ''),
  'played s': (seen) => seen.playedSeconds.toFixed(1),
  stalls: (seen) => String(seen.stalls.length),
  'stalled ms': (seen) => String(seen.stalledMs),
  frames: (seen) => String(seen.frames),
  dropped: (seen) => String(seen.dropped),
  'delay min': (seen) => seconds(seen.delay.min),
  p50: (seen) => seconds(seen.delay.p50),
  'p99 s': (seen) => seconds(seen.delay.p99),
  audible: (seen) => seen.audible === null || seen.audible === undefined ? '-' : `${Math.round(100 * seen.audible)} %`,
  problem: (seen) => seen.fatal || (seen.started ? '' : 'never started'),
};

function seconds(number) {
  return number === null ? '-' : number.toFixed(2);
}

/** One line for each stream below a line of headings, for people. */
export function table(streams) {
  const lines = [Object.keys(COLUMNS), ...streams.map((seen) => Object.values(COLUMNS).map((column) => column(seen)))];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) => line.map((cell, column) => cell.padStart(widths[column])).join('  ').trimEnd())
    .join('\n');
}
