// Asks a gateway's batch routes by the network's own SDK, the unmodified npm package `@livepeer/ai`, which cannot stream.
//
//   node livepeer.mjs http://127.0.0.1:9935 [PIPELINE ...]
//
// Without pipelines, those are asked for that GET /pipelines lists.

import { Livepeer } from "@livepeer/ai";
import { HTTPError } from "@livepeer/ai/models/errors/httperror.js";
import { check, end, png, refusal, require, wave } from "./checks.mjs";

const [serverURL, ...named] = process.argv.slice(2);
if (!serverURL) {
  console.error("usage: node livepeer.mjs http://HOST:PORT [PIPELINE ...]");
  process.exit(2);
}
const { generate } = new Livepeer({ serverURL, httpBearer: "none" });

const offers = new Map();
await check("pipelines: what is on offer", async () => {
  const answer = await fetch(new URL("/pipelines", serverURL));
  require(answer.ok, `is answered ${answer.status}`);
  for (const { pipeline, model } of (await answer.json()).pipelines) {
    offers.set(pipeline, offers.get(pipeline) ?? model);
  }
  return [...offers].map(([pipeline, model]) => `${pipeline} by ${model}`).join(", ");
});

const image = () => new File([png()], "boat.png", { type: "image/png" });
const audio = () => new File([wave()], "tone.wav", { type: "audio/wav" });
const messages = [{ role: "user", content: "Say hello." }];

/** The file behind an address, which may be relative to the gateway. */
async function fetched(url) {
  const answer = await fetch(new URL(url, serverURL));
  require(answer.ok, `${url} is answered ${answer.status}`);
  return `${(await answer.arrayBuffer()).byteLength} bytes of ${answer.headers.get("content-type")}`;
}

/** How each pipeline is asked, and what is to be seen in its answer. */
const pipelines = {
  "text-to-image": async (modelId) => {
    const { imageResponse } = await generate.textToImage({ modelId, prompt: "a red boat", width: 64, height: 64 });
    return fetched(imageResponse.images[0].url);
  },
  "image-to-image": async (modelId) => {
    const { imageResponse } = await generate.imageToImage({ modelId, prompt: "sepia", image: image() });
    return fetched(imageResponse.images[0].url);
  },
  "image-to-video": async (modelId) => {
    const { videoResponse } = await generate.imageToVideo({ modelId, image: image(), width: 64, height: 64 });
    return fetched(videoResponse.images[0].url);
  },
  upscale: async (modelId) => {
    const { imageResponse } = await generate.upscale({ modelId, prompt: "a boat", image: image() });
    return fetched(imageResponse.images[0].url);
  },
  "audio-to-text": async (modelId) => {
    const { textResponse } = await generate.audioToText({ modelId, audio: audio() });
    return JSON.stringify(textResponse.text);
  },
  "segment-anything-2": async (modelId) => {
    const { masksResponse } = await generate.segmentAnything2({ modelId, image: image(), pointCoords: "[[8,8]]", pointLabels: "[1]" });
    return `scores ${masksResponse.scores}`;
  },
  llm: async (model) => {
    const { llmResponse } = await generate.llm({ model, messages, maxTokens: 16, stream: false });
    return JSON.stringify(llmResponse.choices[0].message.content);
  },
  "image-to-text": async (modelId) => {
    const { imageToTextResponse } = await generate.imageToText({ modelId, image: image() });
    return JSON.stringify(imageToTextResponse.text);
  },
  "text-to-speech": async (modelId) => {
    const { audioResponse } = await generate.textToSpeech({ modelId, text: "Hello from the network." });
    return fetched(audioResponse.audio.url);
  },
};

for (const name of named.length > 0 ? named : offers.keys()) {
  if (pipelines[name]) {
    await check(`${name}: by its model`, () => pipelines[name](offers.get(name) ?? ""));
  }
}

await check("errors: a request that makes no sense", async () => {
  const error = await refusal(() => generate.llm({ messages: [] }));
  require(error instanceof HTTPError, `is ${error}`);
  require(typeof error.detail?.msg === "string", "has no sentence");
  return error.detail.msg;
});

end();
