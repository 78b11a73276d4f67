// Publishes a moving canvas with beeps by WHIP from headless Chromium, plays it by WHEP in the same page, and prints as
// one JSON document what arrived, how old each picture was when it was shown, and how far apart each flash and its beep
// were. The canvas carries the page's clock as fields that are striped or plain, which the player reads back: stripes
// survive a filter that leaves nothing but edges.
//
//   node webrtc.mjs WHIP_URL WHEP_URL [--seconds S] [--width W] [--height H] [--silent] [--steer UPDATE_URL]
//   node webrtc.mjs --direct [--seconds S] [--width W] [--height H]
//
// With --silent pictures are published alone: a browser that plays sound too holds pictures back until both meet. With
// --direct both ends are joined to each other, with no server between: what this browser takes on this machine.
// With --steer, ten times a second the pipeline (lut) is told another strength of its look "invert", and each must be
// seen in the picture, in order.
//
// Times are milliseconds where no unit is named.

import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const options = { seconds: 8, width: 640, height: 360 };
let steer = '';
let direct = false;
let silent = false;
const urls = [];
const words = process.argv.slice(2);
for (let i = 0; i < words.length; i++) {
  if (words[i] === '--steer') steer = words[++i];
  else if (words[i] === '--direct') direct = true;
  else if (words[i] === '--silent') silent = true;
  else if (words[i].startsWith('--')) options[words[i].slice(2)] = Number(words[++i]);
  else urls.push(words[i]);
}
if (urls.length !== (direct ? 0 : 2) || !Object.values(options).every((each) => each > 0) || Object.keys(options).length !== 3) {
  console.error('Usage: node webrtc.mjs WHIP_URL WHEP_URL [--seconds S] [--width W] [--height H] [--silent] [--steer UPDATE_URL] | --direct');
  process.exit(2);
}

const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(`<!doctype html><canvas id=scene width=${options.width} height=${options.height}></canvas>
    <video id=player muted autoplay></video>`);
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
async function publishAndPlay({ direct, silent, whip, whep, seconds, steer }) {
  const LEVELS = 5;
  const STRENGTH = 0.1;
  const BITS = 16;
  const STRIPES = 4;
  const PERIOD = 2_000;
  const BEEP = 100;
  const now = () => performance.now();
  const scene = document.getElementById('scene');
  const pen = scene.getContext('2d');
  const field = scene.width / BITS;

  /** A field of the clock, or the flash: striped when it is set. */
  function paint(x, y, size, set) {
    pen.fillStyle = '#000';
    pen.fillRect(x, y, size, size);
    pen.fillStyle = '#fff';
    for (let i = 0; set && i < STRIPES; i += 2) pen.fillRect(x + i * size / STRIPES, y, size / STRIPES, size);
  }

  const flashSize = scene.height / 3;
  const flash = { x: (scene.width - flashSize) / 2, y: scene.height - flashSize };
  let flashing = false;

  function draw() {
    const time = Math.floor(now()) % (1 << BITS);
    pen.fillStyle = `hsl(${time / 20}, 60%, 50%)`;
    pen.fillRect(0, 2 * field, scene.width, scene.height);
    for (let bit = 0; bit < BITS; bit++) {
      const set = Boolean((time >> bit) & 1);
      paint(bit * field, 0, field, set);
      paint(bit * field, field, field, !set);
    }
    paint(flash.x, flash.y, flashSize, flashing);
    paint(0, flash.y, flashSize, false);
  }

  const reader = document.createElement('canvas');
  reader.width = scene.width;
  reader.height = scene.height;
  const glass = reader.getContext('2d', { willReadFrequently: true });

  /** How different the samples of a field's middle row are. */
  function contrast(data, x, y, size) {
    let least = 255;
    let most = 0;
    const row = Math.floor(y + size / 2) * reader.width;
    for (let i = Math.ceil(x + size / 8); i < x + size * 7 / 8; i++) {
      const luma = data[(row + i) * 4 + 1];
      least = Math.min(least, luma);
      most = Math.max(most, luma);
    }
    return most - least;
  }

  /** The clock in a picture and whether it flashes; no clock where a field and its opposite do not differ. */
  function read(video) {
    glass.drawImage(video, 0, 0, reader.width, reader.height);
    const { data } = glass.getImageData(0, 0, reader.width, reader.height);
    let time = 0;
    for (let bit = 0; bit < BITS; bit++) {
      const upper = contrast(data, bit * field, 0, field);
      const lower = contrast(data, bit * field, field, field);
      if (Math.abs(upper - lower) < 20) return {};
      if (upper > lower) time |= 1 << bit;
    }
    const dark = data[(Math.floor(flash.y + flashSize / 2) * reader.width + Math.floor(flashSize / 2)) * 4 + 1];
    return { time, level: Math.round(dark / 255 / STRENGTH), flashing: contrast(data, flash.x, flash.y, flashSize) > 60 };
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

  /** Joins the two ends to each other, with the codec that a server would be sent. */
  async function join(publisher, viewer) {
    for (const [from, to] of [[publisher, viewer], [viewer, publisher]]) {
      from.onicecandidate = ({ candidate }) => candidate && to.addIceCandidate(candidate);
    }
    const { codecs } = RTCRtpReceiver.getCapabilities('video');
    for (const each of publisher.getTransceivers().filter(({ sender }) => sender.track.kind === 'video')) {
      each.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/H264'));
    }
    await publisher.setLocalDescription(await publisher.createOffer());
    await viewer.setRemoteDescription(publisher.localDescription);
    await viewer.setLocalDescription(await viewer.createAnswer());
    await publisher.setRemoteDescription(viewer.localDescription);
  }

  const connected = (peer) => new Promise((resolve, reject) => {
    peer.onconnectionstatechange = () => {
      if (peer.connectionState === 'connected') resolve(now());
      if (peer.connectionState === 'failed') reject(new Error('The connection failed'));
    };
  });

  const tone = new AudioContext();
  const ear = tone.createMediaStreamDestination();
  const flashesDrawn = [];
  const loudness = tone.createGain();
  loudness.gain.value = 0;
  const oscillator = tone.createOscillator();
  oscillator.frequency.value = 880;
  oscillator.connect(loudness).connect(ear);
  oscillator.start();
  setInterval(() => {
    const on = now() % PERIOD < BEEP;
    if (on !== flashing) loudness.gain.setValueAtTime(on ? 0.5 : 0, tone.currentTime);
    if (on && !flashing) flashesDrawn.push(now());
    flashing = on;
    draw();
  }, 1000 / 30);
  draw();

  const hearing = new AudioContext();
  const hearingSince = now() - hearing.currentTime * 1000;
  await hearing.audioWorklet.addModule(URL.createObjectURL(new Blob([`
    registerProcessor('loud', class extends AudioWorkletProcessor {
      process([[samples]]) {
        const loud = samples !== undefined && samples.some((each) => Math.abs(each) > 0.05);
        if (loud && currentTime - (this.last ?? -1) > 0.5) this.port.postMessage(currentTime);
        if (loud) this.last = currentTime;
        return true;
      }
    });`], { type: 'text/javascript' })));

  /** Tells when what is heard becomes loud, on one clock for all that is listened to. */
  function listen(track, heard) {
    const loud = new AudioWorkletNode(hearing, 'loud');
    loud.port.onmessage = ({ data }) => heard(hearingSince + data * 1000);
    hearing.createMediaStreamSource(new MediaStream([track])).connect(loud).connect(hearing.destination);
  }

  const publisher = new RTCPeerConnection();
  const together = new MediaStream();
  publisher.addTrack(scene.captureStream(30).getVideoTracks()[0], together);
  if (!silent) publisher.addTrack(ear.stream.getAudioTracks()[0], together);
  const published = connected(publisher);
  const whipBegun = now();
  const sessions = direct ? [] : [await exchange(whip, publisher)];
  const whipConnected = direct ? 0 : (await published) - whipBegun;

  const viewer = new RTCPeerConnection();
  for (const kind of direct ? [] : silent ? ['video'] : ['video', 'audio']) viewer.addTransceiver(kind, { direction: 'recvonly' });
  const media = new MediaStream();
  const beepsSent = [];
  const beeps = [];
  const flashes = [];
  listen(ear.stream.getAudioTracks()[0], (at) => beepsSent.push(at));
  viewer.ontrack = ({ track }) => {
    media.addTrack(track);
    if (track.kind === 'audio') listen(track, (at) => beeps.push(at));
  };
  const video = document.getElementById('player');
  video.srcObject = media;
  const ages = [];
  let first = 0;
  let unreadable = 0;
  let dark = true;
  const told = [];
  const levels = [];
  let shownBefore = 0;
  let longestGap = 0;
  const whepBegun = now();
  video.requestVideoFrameCallback(function shown(_, metadata) {
    first ||= now() - whepBegun;
    if (shownBefore) longestGap = Math.max(longestGap, now() - shownBefore);
    shownBefore = now();
    const seen = read(video);
    if (seen.time === undefined) unreadable++;
    else {
      ages.push((Math.floor(now()) - seen.time + (1 << BITS)) % (1 << BITS));
      if (seen.flashing && dark) flashes.push(metadata.expectedDisplayTime);
      dark = !seen.flashing;
      if (levels.at(-1) !== seen.level) levels.push(seen.level);
    }
    video.requestVideoFrameCallback(shown);
  });
  const played = connected(viewer);
  if (direct) await join(publisher, viewer);
  else sessions.unshift(await exchange(whep, viewer));
  await played;
  while (!first) await new Promise((later) => setTimeout(later, 50));
  // What the browser says that it plays: how far sound and picture are apart by the clock that the server tells with both.
  const playout = [];
  const listening = setInterval(async () => {
    const plays = {};
    for (const each of (await viewer.getStats()).values()) {
      if (each.type === 'inbound-rtp') plays[each.kind] = each.estimatedPlayoutTimestamp;
    }
    if (plays.audio && plays.video) playout.push(Math.abs(plays.audio - plays.video));
  }, 1000);
  const steering = steer && setInterval(() => {
    let level;
    do level = Math.floor(Math.random() * LEVELS); while (level === told.at(-1));
    told.push(level);
    fetch(steer, { method: 'POST', body: JSON.stringify({ look: 'invert', strength: level * STRENGTH }) });
  }, 100);
  await new Promise((later) => setTimeout(later, seconds * 1000));

  clearInterval(steering);
  clearInterval(listening);
  // The most levels that were told and seen in the same order.
  let met = new Array(levels.length + 1).fill(0);
  for (const level of told) {
    const next = [0];
    for (let i = 0; i < levels.length; i++) next.push(level === levels[i] ? met[i] + 1 : Math.max(next[i], met[i + 1]));
    met = next;
  }

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
  for (const session of sessions) {
    deleted.push((await fetch(session.resource, { method: 'DELETE' })).status);
  }
  // How long each took from where it was made to where it was shown or heard. The clock of sound runs on its own, so only
  // these are compared: what a beep took longer than the flash next to it, or shorter. One that has none is not counted.
  const delays = (sent, come) => come.map((at) => ({ from: sent.findLast((each) => each <= at), at }))
    .filter(({ from }) => from !== undefined).map(({ from, at }) => ({ from, delay: at - from }));
  const ofPictures = delays(flashesDrawn, flashes);
  const offsets = delays(beepsSent, beeps).flatMap(({ from, delay }) => ofPictures
    .filter((each) => Math.abs(each.from - from) < PERIOD / 2).map((each) => Math.abs(delay - each.delay)));
  ages.sort((one, other) => one - other);
  const at = (share) => ages[Math.min(ages.length - 1, Math.floor(ages.length * share))] ?? -1;
  return {
    whip: { answered: sessions.at(1)?.took, connected: whipConnected, codec: await codec(publisher, sentVideo),
      framesEncoded: sentVideo.framesEncoded, keyFramesEncoded: sentVideo.keyFramesEncoded,
      pliCount: sentVideo.pliCount, nackCount: sentVideo.nackCount, targetBitrate: sentVideo.targetBitrate },
    whep: { answered: sessions.at(0)?.took, firstFrame: first, framesDecoded: seenVideo.framesDecoded,
      framesDropped: seenVideo.framesDropped, freezeCount: seenVideo.freezeCount, packetsLost: seenVideo.packetsLost,
      width: seenVideo.frameWidth, height: seenVideo.frameHeight, soundPackets: heardSound.packetsReceived,
      soundConcealed: heardSound.concealedSamples, soundSamples: heardSound.totalSamplesReceived },
    ...(steer ? { steered: { told: told.length, seenInOrder: met.at(-1), changesSeen: levels.length } } : {}),
    longestGap, soundOffsets: { flashes: flashes.length, beeps: beeps.length, first: offsets[0] ?? -1,
      last: offsets.at(-1) ?? -1, most: Math.max(-1, ...offsets), each: offsets.map(Math.round) },
    playoutOffsets: { seconds: playout.length, first: playout[0] ?? -1, last: playout.at(-1) ?? -1,
      most: Math.max(-1, ...playout), over60: playout.filter((each) => each > 60).length },
    glassToGlass: { pictures: ages.length, unreadable, p50: at(0.5), p90: at(0.9), p99: at(0.99) },
    deleted,
  };
}

let seen;
try {
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  seen = await page.evaluate(publishAndPlay, { direct, silent, whip: urls[0], whep: urls[1], seconds: options.seconds, steer });
} finally {
  await browser.close();
  server.close();
  await rm(profile, { recursive: true, force: true });
}
console.log(JSON.stringify(seen));
