// Asks a gateway as programs do that were written for OpenAI: by the unmodified npm package `openai`.
//
//   node openai.mjs http://127.0.0.1:9935/v1 [--key KEY]
//
// Whatever is on offer is asked for; what is not is skipped, and said so.

import OpenAI, { toFile } from "openai";
import { check, end, png, refusal, require, skip, wave } from "./checks.mjs";

const [baseURL, ...options] = process.argv.slice(2);
if (!baseURL) {
  console.error("usage: node openai.mjs http://HOST:PORT/v1 [--key KEY]");
  process.exit(2);
}
const apiKey = options[0] === "--key" ? options[1] : "none";
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 180_000 });

const models = [];
await check("models: what is on offer", async () => {
  for await (const model of client.models.list()) {
    models.push(model);
  }
  require(models.length > 0, "nothing is on offer");
  require(models.every((model) => model.object === "model" && model.created > 0), "a model without its fields");
  return models.map((model) => `${model.id} (${model.owned_by})`).join(", ");
});

const offered = (pipeline) => models.find((model) => model.owned_by === pipeline)?.id;

/** Runs the checks of a pipeline that somebody offers. */
async function pipeline(name, checks) {
  const model = offered(name);
  if (model === undefined) {
    skip(name, "nobody offers it");
  } else {
    await checks(model);
  }
}

const messages = [{ role: "user", content: "Say hello." }];

await check("models: one by its name", async () => {
  const plain = models.find((model) => !model.id.includes("/"));
  if (plain === undefined) {
    return "none without a slash";
  }
  const model = await client.models.retrieve(plain.id);
  require(model.id === plain.id, `asked for ${plain.id}, got ${model.id}`);
  return model.id;
});

await check("models: an unknown one", async () => {
  const error = await refusal(() => client.models.retrieve("no-such-model"));
  require(error instanceof OpenAI.NotFoundError, `is ${error}`);
  require(error.code === "model_not_found", `code is ${error.code}`);
  return error.message;
});

await pipeline("llm", async (model) => {
  await check("chat: whole", async () => {
    const answer = await client.chat.completions.create({ model, messages, max_completion_tokens: 24 });
    require(answer.object === "chat.completion", `object is ${answer.object}`);
    require(answer.choices[0].message.content.length > 0, "an empty answer");
    require(answer.usage.total_tokens > 0, "no usage");
    return JSON.stringify(answer.choices[0].message.content.slice(0, 60));
  });

  await check("chat: in pieces", async () => {
    const stream = await client.chat.completions.create({ model, messages, stream: true, max_tokens: 24 });
    const pieces = [];
    let reason = null;
    for await (const piece of stream) {
      require(piece.object === "chat.completion.chunk", `object is ${piece.object}`);
      require(!piece.usage, "usage that nobody asked for");
      pieces.push(piece.choices[0].delta.content ?? "");
      reason = piece.choices[0].finish_reason ?? reason;
    }
    require(pieces.join("").length > 0, "an empty answer");
    require(reason !== null, "no reason to end");
    return `${pieces.length} pieces, ${reason}`;
  });

  await check("chat: in pieces, with usage", async () => {
    const stream = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const usages = [];
    for await (const piece of stream) {
      if (piece.usage) {
        require(piece.choices.length === 0, "usage beside a choice");
        usages.push(piece.usage);
      }
    }
    require(usages.length === 1, `${usages.length} times told`);
    return `${usages[0].total_tokens} tokens`;
  });

  await check("chat: left in the middle", async () => {
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    for await (const _ of stream) {
      break;
    }
    const answer = await client.chat.completions.create({ model, messages, max_tokens: 8 });
    require(answer.choices.length === 1, "the next one is not answered");
  });

  await check("chat: fields that nobody knows", async () => {
    const answer = await client.chat.completions.create({ model, messages, max_tokens: 8, headrace_unknown: { a: 1 } });
    require(answer.choices.length > 0, "no answer");
  });

  await check("chat: no messages", async () => {
    const error = await refusal(() => client.chat.completions.create({ model, messages: [] }));
    require(error instanceof OpenAI.BadRequestError, `is ${error}`);
    require(error.type === "invalid_request_error", `type is ${error.type}`);
    return error.message;
  });

  await check("chat: an unknown model, in pieces", async () => {
    const error = await refusal(() =>
      client.chat.completions.create({ model: "no-such-model", messages, stream: true }),
    );
    require(error instanceof OpenAI.NotFoundError, `is ${error}`);
    require(error.code === "model_not_found" && error.param === "model", `${error.code} of ${error.param}`);
    return error.message;
  });
});

await pipeline("text-to-image", async (model) => {
  await check("images: by address", async () => {
    const answer = await client.images.generate({ model, prompt: "a red boat", n: 1, size: "64x64" });
    const file = await fetch(answer.data[0].url);
    require(file.ok, `${answer.data[0].url} is answered ${file.status}`);
    return `${answer.data[0].url}, ${(await file.arrayBuffer()).byteLength} bytes`;
  });

  await check("images: in base64", async () => {
    const answer = await client.images.generate({ model, prompt: "a red boat", response_format: "b64_json" });
    const bytes = Buffer.from(answer.data[0].b64_json, "base64");
    require(bytes.length > 0, "no data");
    return `${bytes.length} bytes`;
  });

  await check("images: a size that is none", async () => {
    const error = await refusal(() => client.images.generate({ model, prompt: "x", size: "huge" }));
    require(error instanceof OpenAI.BadRequestError, `is ${error}`);
    return error.message;
  });
});

await pipeline("image-to-image", async (model) => {
  const image = () => toFile(png(), "boat.png", { type: "image/png" });

  await check("images: an edit", async () => {
    const answer = await client.images.edit({
      model,
      image: await image(),
      prompt: "sepia",
      response_format: "b64_json",
    });
    return `${Buffer.from(answer.data[0].b64_json, "base64").length} bytes`;
  });

  await check("images: an edit with a mask", async () => {
    const error = await refusal(async () =>
      client.images.edit({ model, image: await image(), mask: await image(), prompt: "x" }),
    );
    require(error instanceof OpenAI.BadRequestError && error.param === "mask", `is ${error}`);
    return error.message;
  });
});

let spoken = wave();
await pipeline("text-to-speech", async (model) => {
  const ask = { model, voice: "alloy", input: "Hello from the network." };

  await check("speech: wav", async () => {
    const answer = await client.audio.speech.create({ ...ask, response_format: "wav" });
    spoken = Buffer.from(await answer.arrayBuffer());
    require(spoken.subarray(0, 4).toString("latin1") === "RIFF", "is no WAV file");
    return `${spoken.length} bytes`;
  });

  await check("speech: mp3, or a sentence", async () => {
    try {
      const answer = await client.audio.speech.create({ ...ask, response_format: "mp3" });
      require(answer.headers.get("content-type") === "audio/mpeg", answer.headers.get("content-type"));
      return `${(await answer.arrayBuffer()).byteLength} bytes`;
    } catch (error) {
      require(error instanceof OpenAI.BadRequestError && error.param === "response_format", `is ${error}`);
      return error.message;
    }
  });

  await check("speech: of nothing", async () => {
    const error = await refusal(() => client.audio.speech.create({ ...ask, input: "" }));
    require(error instanceof OpenAI.BadRequestError, `is ${error}`);
  });
});

await pipeline("audio-to-text", async (model) => {
  const ask = async (response_format) =>
    client.audio.transcriptions.create({ model, file: await toFile(spoken, "hello.wav"), response_format });

  await check("transcription: json", async () => {
    const answer = await ask("json");
    require(typeof answer.text === "string", "no text");
    return JSON.stringify(answer.text);
  });

  await check("transcription: verbose_json", async () => {
    const answer = await ask("verbose_json");
    require(Array.isArray(answer.segments), "no segments");
    require(answer.segments.every((segment) => segment.end >= segment.start), "a segment ends before it begins");
    return `${answer.segments.length} segments`;
  });

  await check("transcription: text", async () => {
    require(typeof (await ask("text")) === "string", "is no text");
  });

  await check("transcription: an unknown form", async () => {
    const error = await refusal(() => ask("xml"));
    require(error instanceof OpenAI.BadRequestError, `is ${error}`);
    return error.message;
  });
});

await check("what is not served", async () => {
  const error = await refusal(() => client.embeddings.create({ model: "x", input: "y" }));
  require(error instanceof OpenAI.NotFoundError && error.code === "unknown_url", `is ${error}`);
  return error.message;
});

end();
