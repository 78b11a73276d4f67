// Chromium publishes and watches one stream of a network of processes (`./headrace up --isolate`); halfway the
// orchestrator that computes it is drained, killed or stalled. Prints one JSON line for each run: what was done to whom,
// who computes it afterwards, and what webrtc.mjs saw.
//
//   node run.mjs READY_JSON DATA BLOW[,BLOW...] [--runs N] [--pipeline MODEL] [--seconds S]

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const BLOWS = { drained: '', killed: 'SIGKILL', stalled: 'SIGSTOP' };
/** Until a killed orchestrator is there again, with its runner's model ready. */
const HEALING = 12_000;

const options = { runs: 1, pipeline: 'noop', seconds: 40 };
const words = [];
for (let i = 2; i < process.argv.length; i++) {
  if (process.argv[i].startsWith('--')) options[process.argv[i].slice(2)] = process.argv[++i];
  else words.push(process.argv[i]);
}
const [ready, data, kinds] = words;
if (words.length !== 3 || !kinds.split(',').every((kind) => kind in BLOWS)) {
  console.error('Usage: node run.mjs READY_JSON DATA drained|killed|stalled[,...] [--runs N] [--pipeline MODEL] [--seconds S]');
  process.exit(2);
}

const network = () => JSON.parse(readFileSync(ready));
const player = fileURLToPath(new URL('../player/webrtc.mjs', import.meta.url));

/** The orchestrator that computes a stream now. */
async function serving(name) {
  const { gateway, orchestrators } = network();
  const status = await (await fetch(`${gateway.http}/live/video-to-video/${name}/status`)).json();
  return orchestrators.find(({ uri }) => uri === status.orchestrator_info?.url);
}

function tokenOf(name) {
  const file = readdirSync(data, { recursive: true }).find((each) => each.endsWith(join(name, 'admin.token')));
  if (!file) throw new Error(`No admin.token of ${name} in ${data}`);
  return join(data, file);
}

/** Its process of now, which is not that of the beginning where it was killed before. */
async function processOf({ admin }) {
  return (await (await fetch(`${admin}/status`)).json()).pid;
}

async function strike(orchestrator, blow) {
  if (blow === 'drained') {
    const authorization = `Bearer ${readFileSync(tokenOf(orchestrator.name), 'utf8').trim()}`;
    const answer = await fetch(`${orchestrator.admin}/drain?within=60`, { method: 'POST', headers: { authorization } });
    if (!answer.ok) throw new Error(`${orchestrator.name} cannot be drained: ${answer.status} ${await answer.text()}`);
    return async () => process.kill(await processOf(orchestrator), 'SIGKILL');
  }
  const pid = await processOf(orchestrator);
  process.kill(pid, BLOWS[blow]);
  return async () => blow === 'stalled' && process.kill(pid, 'SIGKILL');
}

async function run(blow, name) {
  const stream = `${network().gateway.http}/live/video-to-video/${name}`;
  const browser = spawn(process.execPath, [player, `${stream}/whip?pipeline=${options.pipeline}&standby=warm`,
    `${stream}-out/whep`, '--seconds', options.seconds], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  browser.stdout.on('data', (piece) => { printed += piece; });
  const ended = new Promise((resolve) => browser.on('close', resolve));
  await wait(options.seconds * 500);
  const from = await serving(name);
  if (!from) throw new Error(`Nobody computes ${name}`);
  const heal = await strike(from, blow);
  let to;
  try {
    const code = await Promise.race([ended, wait(options.seconds * 500 - 2_000)]);
    to = code === undefined ? await serving(name) : undefined;
    await ended;
    await fetch(`${stream}/stop`, { method: 'POST' });
  } finally { // whoever was stalled must not stay so, whatever went wrong
    await heal();
  }
  await wait(HEALING);
  console.log(JSON.stringify({ blow, from: from.name, to: to?.name ?? 'nobody', ...JSON.parse(printed) }));
}

for (const blow of kinds.split(',')) {
  for (let i = 0; i < Number(options.runs); i++) await run(blow, `${blow}-${process.pid}-${i}`);
}
