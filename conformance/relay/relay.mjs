// A plain relay of trickle segments on Node's own HTTP server, to measure ours against: publish, subscribe, a ring of
// five, nothing else. Prints its port and ends with its standard input.
import { createServer } from "node:http";

const SLOTS = 5;
const channels = new Map();

function channel(name) {
  if (!channels.has(name)) {
    channels.set(name, { head: 0, segments: new Map(), waiting: new Map() });
  }
  return channels.get(name);
}

function begin(stream, seq) {
  const segment = { chunks: [], open: true, readers: stream.waiting.get(seq) ?? [] };
  stream.waiting.delete(seq);
  stream.segments.set(seq, segment);
  stream.segments.delete(seq - SLOTS);
  stream.head = Math.max(stream.head, seq + 1);
  segment.readers.forEach((reader) => reader.writeHead(200, { "Lp-Trickle-Seq": seq }));
  return segment;
}

function publish(stream, seq, request, response) {
  let segment;
  request.on("data", (chunk) => {
    segment ??= begin(stream, seq);
    segment.chunks.push(chunk);
    segment.readers.forEach((reader) => reader.write(chunk));
  });
  request.on("end", () => {
    segment ??= begin(stream, seq);
    segment.open = false;
    segment.readers.forEach((reader) => reader.end());
    response.writeHead(200, { "Lp-Trickle-Seq": seq, "Content-Length": 0 }).end();
  });
}

function subscribe(stream, seq, response) {
  const segment = stream.segments.get(seq);
  if (segment) {
    response.writeHead(200, { "Lp-Trickle-Seq": seq });
    segment.chunks.forEach((chunk) => response.write(chunk));
    segment.open ? segment.readers.push(response) : response.end();
  } else if (seq === stream.head) {
    stream.waiting.set(seq, [...(stream.waiting.get(seq) ?? []), response]);
  } else {
    response.writeHead(470, { "Lp-Trickle-Seq": seq, "Lp-Trickle-Latest": stream.head }).end();
  }
}

const server = createServer((request, response) => {
  const [name, index] = request.url.split("/").slice(-2);
  const stream = channel(name);
  const seq = index === "-1" ? stream.head : Number(index);
  request.method === "POST" ? publish(stream, seq, request, response) : subscribe(stream, seq, response);
});
server.requestTimeout = 0;
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", 4096, () => console.log(server.address().port));
process.stdin.on("end", () => process.exit(0)).resume();
