// Publishes a moving canvas and a tone by WHIP from headless Chromium for some time, and changes the size of the pictures
// again and again: whole, two thirds, half. Prints as one JSON document what was sent.
//
//   node publish.mjs WHIP_URL [--seconds S] [--width W] [--height H] [--change S]

import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const options = { seconds: 60, width: 640, height: 360, change: 30 };
const urls = [];
const words = process.argv.slice(2);
for (let i = 0; i < words.length; i++) {
  if (words[i].startsWith('--')) options[words[i].slice(2)] = Number(words[++i]);
  else urls.push(words[i]);
}
if (urls.length !== 1 || !Object.values(options).every((each) => each > 0) || Object.keys(options).length !== 4) {
  console.error('Usage: node publish.mjs WHIP_URL [--seconds S] [--width W] [--height H] [--change S]');
  process.exit(2);
}

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(`<!doctype html><canvas id=scene width=${options.width} height=${options.height}></canvas>`);
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

const profile = await mkdtemp(join(tmpdir(), 'headrace-publish-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
});

/** Runs in the page. */
async function publish({ whip, seconds, change }) {
  const SCALES = [1, 1.5, 2];
  const scene = document.getElementById('scene');
  const pen = scene.getContext('2d');
  setInterval(() => {
    const at = performance.now() / 10;
    pen.fillStyle = '#204060';
    pen.fillRect(0, 0, scene.width, scene.height);
    pen.fillStyle = '#f0b030';
    pen.fillRect(at % scene.width, scene.height / 3, scene.height / 4, scene.height / 4);
    pen.fillStyle = '#ffffff';
    pen.font = `${scene.height / 8}px sans-serif`;
    pen.fillText(new Date().toISOString().slice(11, 23), 10, scene.height / 5);
  }, 1000 / 30);

  const sound = new AudioContext();
  const ear = sound.createMediaStreamDestination();
  const loudness = sound.createGain();
  loudness.gain.value = 0.3;
  const tone = sound.createOscillator();
  tone.frequency.value = 440;
  tone.connect(loudness).connect(ear);
  tone.start();

  const peer = new RTCPeerConnection();
  const pictures = peer.addTrack(scene.captureStream(30).getVideoTracks()[0]);
  peer.addTrack(ear.stream.getAudioTracks()[0]);
  await peer.setLocalDescription(await peer.createOffer());
  const answer = await fetch(whip, {
    method: 'POST', headers: { 'content-type': 'application/sdp' }, body: peer.localDescription.sdp,
  });
  if (answer.status !== 201) throw new Error(`${whip}: ${answer.status} ${await answer.text()}`);
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });

  let changes = 0;
  const changing = setInterval(async () => {
    changes++;
    const parameters = pictures.getParameters();
    parameters.encodings[0].scaleResolutionDownBy = SCALES[changes % SCALES.length];
    await pictures.setParameters(parameters);
  }, change * 1000);
  await new Promise((later) => setTimeout(later, seconds * 1000));
  clearInterval(changing);

  const sent = {};
  for (const each of (await peer.getStats()).values()) {
    if (each.type === 'outbound-rtp') sent[each.kind] = each;
  }
  const status = (await fetch(new URL(answer.headers.get('location'), whip).href, { method: 'DELETE' })).status;
  return {
    changes, framesEncoded: sent.video?.framesEncoded, keyFramesEncoded: sent.video?.keyFramesEncoded,
    soundPackets: sent.audio?.packetsSent, deleted: status,
  };
}

try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  console.log(JSON.stringify(await page.evaluate(publish, { whip: urls[0], ...options })));
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}
