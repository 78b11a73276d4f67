// Plays one or more live HLS masters side by side with hls.js in headless Chromium for some minutes and prints what
// viewers would have suffered: a table, or with --json one document. Exit 0 when every stream played without a fatal
// error or a stall longer than --max-stall.
//
//   node live.mjs MASTER_URL [MASTER_URL ...] [--minutes M] [--max-stall SECONDS] [--timeout SECONDS] [--json]
//
// --timeout is how long a stream may take to show its first picture. Times are seconds where no unit is named.

import { createServer } from 'node:http';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { spread, table } from './seen.mjs';

const options = { minutes: 1, 'max-stall': 2, timeout: 60 };
const masters = [];
const words = process.argv.slice(2).filter((word) => word !== '--json');
const json = process.argv.includes('--json');
for (let i = 0; i < words.length; i++) {
  if (words[i].startsWith('--')) options[words[i].slice(2)] = Number(words[++i]);
  else masters.push(words[i]);
}
const numbers = ['minutes', 'max-stall', 'timeout'].every((name) => options[name] > 0);
if (masters.length === 0 || !numbers || Object.keys(options).length !== 3) {
  console.error('Usage: node live.mjs MASTER_URL [MASTER_URL ...] [--minutes M] [--max-stall SECONDS] [--timeout SECONDS] [--json]');
  process.exit(2);
}

const hls = createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js');
const server = createServer((request, response) => {
  if (request.url === '/hls.js') {
    response.setHeader('content-type', 'text/javascript');
    createReadStream(hls).pipe(response);
  } else {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><script src=/hls.js></script>');
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

const profile = await mkdtemp(join(tmpdir(), 'headrace-player-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
});

/** Runs in the page: plays one master and tells what was seen. */
async function watch({ master, minutes, timeout }) {
  const seen = { master, stalls: [], errors: {}, fatal: '', switches: 0, levels: [], ended: false };
  const delays = [];
  const now = () => performance.now() / 1000;
  const begun = now();
  const video = document.createElement('video');
  video.width = 320;
  document.body.append(video);

  const player = new Hls({ maxBufferLength: 30 });
  player.on(Hls.Events.ERROR, (_, error) => {
    seen.errors[error.details] = (seen.errors[error.details] ?? 0) + 1;
    // A stream that has not begun is asked for again until its time is over.
    if (error.details === 'manifestLoadError' && now() - begun < timeout) setTimeout(() => player.loadSource(master), 1000);
    else if (error.fatal) seen.fatal = error.details;
  });
  player.on(Hls.Events.MANIFEST_PARSED, (_, parsed) => {
    seen.levels = parsed.levels.map((level) => `${level.width}x${level.height}`);
  });
  player.on(Hls.Events.LEVEL_SWITCHED, () => { seen.switches++; });

  const hearing = new AudioContext();
  const ear = hearing.createAnalyser();
  hearing.createMediaElementSource(video).connect(ear).connect(hearing.destination);
  const samples = new Float32Array(ear.fftSize);
  let looks = 0;
  let audible = 0;

  let firstPicture = 0;
  let waitingSince = 0;
  video.addEventListener('playing', () => {
    firstPicture ||= now();
    if (waitingSince) seen.stalls.push(now() - waitingSince);
    waitingSince = 0;
  });
  // Waiting before the first picture is starting, not stalling; waiting behind the last one is the end.
  video.addEventListener('waiting', () => { if (firstPicture && !waitingSince && !video.ended) waitingSince = now(); });

  player.loadSource(master);
  player.attachMedia(video);
  let from = 0;
  await new Promise((done) => {
    const look = setInterval(() => {
      if (video.paused && video.readyState >= 2 && !video.ended) video.play();
      if (firstPicture && !from) from = video.currentTime;
      if (firstPicture && player.latency > 0) delays.push(player.latency);
      if (firstPicture) {
        ear.getFloatTimeDomainData(samples);
        looks++;
        if (samples.some((each) => Math.abs(each) > 0.01)) audible++;
      }
      const over = firstPicture ? now() - firstPicture > minutes * 60 : now() - begun > timeout;
      if (seen.fatal || video.ended || over) {
        clearInterval(look);
        done();
      }
    }, 250);
  });
  if (waitingSince && !video.ended) seen.stalls.push(now() - waitingSince);

  const quality = video.getVideoPlaybackQuality();
  const answer = {
    ...seen,
    ended: video.ended,
    started: firstPicture > 0,
    startSeconds: firstPicture ? firstPicture - begun : null,
    playedSeconds: firstPicture ? video.currentTime - from : 0,
    longestStall: Math.max(0, ...seen.stalls),
    frames: quality.totalVideoFrames,
    dropped: quality.droppedVideoFrames,
    delays,
    audible: looks ? audible / looks : null,
    // The first level that is chosen is no switch.
    switches: Math.max(0, seen.switches - 1),
    size: `${video.videoWidth}x${video.videoHeight}`,
  };
  player.destroy();
  return answer;
}

try {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const streams = await Promise.all(masters.map((master) =>
    tab.evaluate(watch, { master, minutes: options.minutes, timeout: options.timeout })));
  for (const seen of streams) {
    seen.stalledMs = Math.round(1000 * seen.stalls.reduce((sum, seconds) => sum + seconds, 0));
    seen.delay = spread(seen.delays);
    delete seen.delays;
  }
  const ok = streams.every((seen) => seen.started && !seen.fatal && seen.longestStall <= options['max-stall']);
  console.log(json ? JSON.stringify({ ok, streams }) : table(streams));
  process.exitCode = ok ? 0 : 1;
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}
