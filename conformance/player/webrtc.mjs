// Publishes a moving canvas with a tone by WHIP from headless Chromium, plays it by WHEP in the same page, and prints as
// one JSON document what arrived and how old each picture was when it was shown: the canvas carries the page's clock as
// black and white fields, which the player reads back.
//
//   node webrtc.mjs WHIP_URL WHEP_URL [--seconds S]
//
// Times are milliseconds where no unit is named.

import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const options = { seconds: 8 };
const urls = [];
const words = process.argv.slice(2);
for (let i = 0; i < words.length; i++) {
  if (words[i].startsWith('--')) options[words[i].slice(2)] = Number(words[++i]);
  else urls.push(words[i]);
}
if (urls.length !== 2 || !(options.seconds > 0) || Object.keys(options).length !== 1) {
  console.error('Usage: node webrtc.mjs WHIP_URL WHEP_URL [--seconds S]');
  process.exit(2);
}

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><canvas id=scene width=640 height=360></canvas><video id=player muted autoplay></video>');
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

const profile = await mkdtemp(join(tmpdir(), 'headrace-webrtc-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
});

/** Runs in the page. */
async function publishAndPlay({ whip, whep, seconds }) {
  const BITS = 16;
  const FIELD = 40;
  const now = () => performance.now();
  const scene = document.getElementById('scene');
  const pen = scene.getContext('2d');

  function draw() {
    const time = Math.floor(now()) % (1 << BITS);
    pen.fillStyle = `hsl(${time / 20}, 60%, 50%)`;
    pen.fillRect(0, 2 * FIELD, scene.width, scene.height);
    for (let bit = 0; bit < BITS; bit++) {
      const set = (time >> bit) & 1;
      pen.fillStyle = set ? '#fff' : '#000';
      pen.fillRect(bit * FIELD, 0, FIELD, FIELD);
      pen.fillStyle = set ? '#000' : '#fff';
      pen.fillRect(bit * FIELD, FIELD, FIELD, FIELD);
    }
  }

  const reader = document.createElement('canvas');
  reader.width = BITS;
  reader.height = 2;
  const glass = reader.getContext('2d', { willReadFrequently: true });
  // One sample from the middle of each field, not a mixture with its neighbours.
  glass.imageSmoothingEnabled = false;

  /** The clock in a picture, or nothing where a field and its opposite do not differ. */
  function read(video) {
    glass.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * 2 * FIELD / scene.height, 0, 0, BITS, 2);
    const { data } = glass.getImageData(0, 0, BITS, 2);
    let time = 0;
    for (let bit = 0; bit < BITS; bit++) {
      const upper = data[bit * 4];
      const lower = data[(BITS + bit) * 4];
      if (Math.abs(upper - lower) < 80) return undefined;
      if (upper > lower) time |= 1 << bit;
    }
    return time;
  }

  async function exchange(url, peer) {
    await peer.setLocalDescription(await peer.createOffer());
    const begun = now();
    const answer = await fetch(url, {
      method: 'POST', headers: { 'content-type': 'application/sdp' }, body: peer.localDescription.sdp,
    });
    const text = await answer.text();
    if (answer.status !== 201) throw new Error(`${url}: ${answer.status} ${text}`);
    const took = now() - begun;
    await peer.setRemoteDescription({ type: 'answer', sdp: text });
    return { took, resource: new URL(answer.headers.get('location'), url).href, etag: answer.headers.get('etag') };
  }

  const connected = (peer) => new Promise((resolve, reject) => {
    peer.onconnectionstatechange = () => {
      if (peer.connectionState === 'connected') resolve(now());
      if (peer.connectionState === 'failed') reject(new Error('The connection failed'));
    };
  });

  draw();
  setInterval(draw, 1000 / 30);
  const tone = new AudioContext();
  const ear = tone.createMediaStreamDestination();
  const oscillator = tone.createOscillator();
  oscillator.connect(ear);
  oscillator.start();

  const publisher = new RTCPeerConnection();
  publisher.addTrack(scene.captureStream(30).getVideoTracks()[0]);
  publisher.addTrack(ear.stream.getAudioTracks()[0]);
  const published = connected(publisher);
  const whipBegun = now();
  const whipSession = await exchange(whip, publisher);
  const whipConnected = (await published) - whipBegun;

  const viewer = new RTCPeerConnection();
  viewer.addTransceiver('video', { direction: 'recvonly' });
  viewer.addTransceiver('audio', { direction: 'recvonly' });
  const media = new MediaStream();
  viewer.ontrack = ({ track }) => media.addTrack(track);
  const video = document.getElementById('player');
  video.srcObject = media;
  const ages = [];
  let first = 0;
  let unreadable = 0;
  const whepBegun = now();
  video.requestVideoFrameCallback(function shown() {
    first ||= now() - whepBegun;
    const time = read(video);
    if (time === undefined) unreadable++;
    else ages.push((Math.floor(now()) - time + (1 << BITS)) % (1 << BITS));
    video.requestVideoFrameCallback(shown);
  });
  const played = connected(viewer);
  const whepSession = await exchange(whep, viewer);
  await played;
  await new Promise((later) => setTimeout(later, seconds * 1000));

  async function report(peer, type, kind) {
    for (const each of (await peer.getStats()).values()) if (each.type === type && each.kind === kind) return each;
    return {};
  }
  async function codec(peer, stream) {
    return (await peer.getStats()).get(stream.codecId)?.mimeType ?? '';
  }
  const sentVideo = await report(publisher, 'outbound-rtp', 'video');
  const seenVideo = await report(viewer, 'inbound-rtp', 'video');
  const heardSound = await report(viewer, 'inbound-rtp', 'audio');
  const deleted = [];
  for (const session of [whepSession, whipSession]) {
    deleted.push((await fetch(session.resource, { method: 'DELETE' })).status);
  }
  ages.sort((one, other) => one - other);
  const at = (share) => ages[Math.min(ages.length - 1, Math.floor(ages.length * share))] ?? -1;
  return {
    whip: { answered: whipSession.took, connected: whipConnected, codec: await codec(publisher, sentVideo),
      framesEncoded: sentVideo.framesEncoded, keyFramesEncoded: sentVideo.keyFramesEncoded,
      pliCount: sentVideo.pliCount, nackCount: sentVideo.nackCount, targetBitrate: sentVideo.targetBitrate },
    whep: { answered: whepSession.took, firstFrame: first, framesDecoded: seenVideo.framesDecoded,
      framesDropped: seenVideo.framesDropped, freezeCount: seenVideo.freezeCount, packetsLost: seenVideo.packetsLost,
      width: seenVideo.frameWidth, height: seenVideo.frameHeight, soundPackets: heardSound.packetsReceived,
      soundConcealed: heardSound.concealedSamples, soundSamples: heardSound.totalSamplesReceived },
    glassToGlass: { pictures: ages.length, unreadable, p50: at(0.5), p90: at(0.9), p99: at(0.99) },
    deleted,
  };
}

let seen;
try {
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  seen = await page.evaluate(publishAndPlay, { whip: urls[0], whep: urls[1], seconds: options.seconds });
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}
console.log(JSON.stringify(seen));
