// A runner that computes nothing: it speaks the network's contract for text-to-image, audio-to-text and llm, so that the way
// through a network can be walked where no model is. Every answer says X-Model-Kind: test, and its content says so too.
//
//   node runner.mjs PIPELINE [--port P] [--model M] [--delay MS] [--tokens N]
//
// Prints the URL that it answers at. --delay is how long an answer takes, or each piece of a streamed one; a prompt
// decides more: "fail 400", "fail 500", "hang" and "die" do what they say.

import { createServer } from 'node:http';
import { crc32, deflateSync } from 'node:zlib';

const PIPELINES = ['text-to-image', 'audio-to-text', 'llm'];
const MOST_BYTES = 64 << 20;
const MOST_PIXELS = 4096 * 4096;

const options = { port: '0', model: 'test', delay: '0', tokens: '12' };
const [pipeline, ...words] = process.argv.slice(2);
for (let i = 0; i < words.length; i += 2) options[words[i].replace(/^--/, '')] = words[i + 1];
if (!PIPELINES.includes(pipeline) || Object.keys(options).length !== 4) {
  console.error(`Usage: node runner.mjs ${PIPELINES.join('|')} [--port P] [--model M] [--delay MS] [--tokens N]`);
  process.exit(2);
}
const pause = () => new Promise((done) => setTimeout(done, Number(options.delay)));

/** A failure that a runner of the network would tell. */
class Refused extends Error {
  constructor(status, words) {
    super(words);
    this.status = status;
  }
}

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(8 + data.length + 4);
  frame.writeUInt32BE(data.length);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), 8 + data.length);
  return frame;
};

/** Stripes whose colours come from the seed: no model would paint that. */
function picture(width, height, seed) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (1 + 3 * width) + 1 + 3 * x;
      const light = (x + y) & 32 ? 255 : 96;
      rows.set([light, (seed * 37) & 255, (seed * 101) & 255], at);
    }
  }
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('Comment\0made by a test, not by a model')),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function obey(prompt) {
  const told = /^fail (\d{3})$/.exec(prompt);
  if (told) throw new Refused(Number(told[1]), `The prompt asked for a failure: ${prompt}`);
  if (prompt === 'die') process.exit(1);
  return prompt === 'hang' ? new Promise(() => {}) : pause();
}

function json(body) {
  try {
    return JSON.parse(body);
  } catch (senseless) {
    throw new Refused(422, `The request is no JSON: ${senseless.message}`);
  }
}

function isThisModel(asked) {
  if (asked && asked !== options.model) {
    throw new Refused(400, `pipeline configured with ${options.model} but called with ${asked}`);
  }
}

const pipelines = {
  async 'text-to-image'(body, reply) {
    const asked = json(body);
    isThisModel(asked.model_id);
    if (!asked.prompt) throw new Refused(400, 'prompt is empty');
    const width = asked.width ?? 1024;
    const height = asked.height ?? 576;
    const count = asked.num_images_per_prompt ?? 1;
    if (!(width > 0 && height > 0 && width * height * count <= MOST_PIXELS)) {
      throw new Refused(400, `${count} pictures of ${width}x${height} are too many`);
    }
    await obey(asked.prompt);
    const first = asked.seed ?? 1;
    const images = Array.from({ length: count }, (_, i) => ({
      url: 'data:image/png;base64,' + picture(width, height, first + i).toString('base64'),
      seed: first + i,
      nsfw: false,
    }));
    reply({ images });
  },

  async 'audio-to-text'(body, reply) {
    await pause();
    const text = `A test heard ${body.length} bytes.`;
    reply({ text, chunks: [{ timestamp: [0, 1], text }] });
  },

  async llm(body, reply, response) {
    const asked = json(body);
    isThisModel(asked.model);
    const prompt = asked.messages?.at(-1)?.content;
    if (!prompt) throw new Refused(422, 'messages is empty');
    const words = ('A test says: ' + prompt).split(/(?<= )/);
    const tokens = words.concat(Array(Number(options.tokens)).fill('and ')).slice(0, asked.max_tokens ?? 256);
    const head = { id: 'chat-test', model: options.model, created: Math.floor(Date.now() / 1000) };
    const usage = (count) => ({ prompt_tokens: prompt.split(' ').length, completion_tokens: count,
      total_tokens: prompt.split(' ').length + count });
    await obey(prompt);
    if (!asked.stream) {
      const message = { role: 'assistant', content: tokens.join('') };
      reply({ ...head, usage: usage(tokens.length), choices: [{ index: 0, finish_reason: 'stop', message }] });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-model-kind': 'test' });
    const tell = (piece) => response.write(`data: ${typeof piece === 'string' ? piece : JSON.stringify(piece)}\n\n`);
    for (const [i, content] of tokens.entries()) {
      if (response.destroyed) return;
      tell({ ...head, usage: usage(i + 1), choices: [{ index: 0, finish_reason: '', delta: { role: 'assistant', content } }] });
      await pause();
    }
    tell({ ...head, usage: usage(tokens.length), choices: [{ index: 0, finish_reason: 'stop', delta: { content: '' } }] });
    tell('[DONE]');
    response.end();
  },
};

const system = {
  '/health': () => ({ status: 'OK' }),
  '/hardware/info': () => ({ pipeline, model_id: options.model, gpu_info: {} }),
  '/version': () => ({ pipeline, model_id: options.model, version: '0.14.1' }),
};

async function read(request) {
  const pieces = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Refused(413, `More than ${MOST_BYTES} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const server = createServer(async (request, response) => {
  const answer = (status, document) => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-model-kind': 'test' });
    response.end(JSON.stringify(document));
  };
  const path = request.url.replace(/(.)\/$/, '$1');
  try {
    if (request.method === 'GET' && system[path]) answer(200, system[path]());
    else if (request.method === 'POST' && path === '/' + pipeline) {
      await pipelines[pipeline](await read(request), (document) => answer(200, document), response);
    } else answer(404, { detail: { msg: `Nothing is at ${request.method} ${path}` } });
  } catch (failure) {
    if (response.headersSent) response.destroy();
    else answer(failure.status ?? 500, { detail: { msg: failure.message } });
  }
});
server.listen(Number(options.port), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.once('SIGTERM', () => process.exit(0));
