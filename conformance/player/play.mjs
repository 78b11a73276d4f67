// Plays DIR/master.m3u8 to its end with hls.js in headless Chromium and prints one JSON document:
// what a viewer would have seen. Exit 0 when it played to the end without a fatal error.
//
//   node play.mjs DIR [--level N] [--rate R] [--timeout SECONDS] [--screenshot FILE]

import { createServer } from 'node:http';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const options = { level: -1, rate: 1, timeout: 600, screenshot: '' };
const [dir, ...rest] = process.argv.slice(2);
for (let i = 0; i < rest.length; i += 2) {
  const name = rest[i].replace(/^--/, '');
  options[name] = name === 'screenshot' ? rest[i + 1] : Number(rest[i + 1]);
}

const hls = createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js');
const types = { '.m3u8': 'application/vnd.apple.mpegurl', '.ts': 'video/mp2t', '.mp4': 'video/mp4', '.js': 'text/javascript' };
const page = `<!doctype html><video id=v muted width=640></video><script src=/hls.js></script>`;

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url, 'http://localhost').pathname);
  if (path === '/') {
    response.setHeader('content-type', 'text/html');
    response.end(page);
    return;
  }
  const file = path === '/hls.js' ? hls : join(dir, path);
  if (!existsSync(file) || !statSync(file).isFile()) {
    response.statusCode = 404;
    response.end();
    return;
  }
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
  createReadStream(file).pipe(response);
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

const profile = await mkdtemp(join(tmpdir(), 'headrace-player-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
});
try {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const seen = await tab.evaluate(async ({ level, rate, timeout }) => {
    const video = document.getElementById('v');
    const seen = { ended: false, fatal: '', errors: [], stalls: 0, levels: [], audio: false };
    const player = new Hls({ startLevel: level, maxBufferLength: 30 });
    player.on(Hls.Events.ERROR, (_, error) => {
      seen.errors.push(error.details);
      if (error.details === 'bufferStalledError') seen.stalls++;
      if (error.fatal) seen.fatal = error.details;
    });
    player.on(Hls.Events.MANIFEST_PARSED, (_, parsed) => {
      seen.levels = parsed.levels.map((l) => `${l.width}x${l.height} ${l.videoCodec} ${l.audioCodec}`);
      if (level >= 0) player.currentLevel = level;
    });
    player.on(Hls.Events.BUFFER_CODECS, (_, codecs) => { seen.audio = Boolean(codecs.audio); });
    player.loadSource('/master.m3u8');
    player.attachMedia(video);
    await new Promise((done) => {
      const watch = setInterval(() => {
        if (video.paused && video.readyState >= 2 && !video.ended) {
          video.playbackRate = rate;
          video.play();
        }
        if (video.ended || seen.fatal || performance.now() > timeout * 1000) {
          clearInterval(watch);
          done();
        }
      }, 100);
    });
    const quality = video.getVideoPlaybackQuality();
    return { ...seen, ended: video.ended, duration: video.duration, position: video.currentTime,
      frames: quality.totalVideoFrames, dropped: quality.droppedVideoFrames,
      size: `${video.videoWidth}x${video.videoHeight}` };
  }, options);
  if (options.screenshot) await tab.screenshot({ path: options.screenshot });
  console.log(JSON.stringify(seen));
  process.exitCode = seen.ended && !seen.fatal ? 0 : 1;
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}
