import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const ARCHITECTURES = { x64: "amd64", arm64: "arm64" };
const START_LIMIT_MS = 20_000;

/** The native program itself: its launcher would be a second process that outlives a kill. */
function binary() {
  const platform = process.platform === "win32" ? "win32" : process.platform;
  const name = `@foundry-rs/anvil-${platform}-${ARCHITECTURES[process.arch]}`;
  const suffix = platform === "win32" ? ".exe" : "";
  return createRequire(import.meta.url).resolve(`${name}/bin/anvil${suffix}`);
}

/** A chain of its own on a free port of the loopback. It mines a block for each transaction. */
export async function startAnvil() {
  const child = spawn(binary(), ["--host", "127.0.0.1", "--port", "0", "--chain-id", "31337"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const limit = setTimeout(end, START_LIMIT_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^Listening on (127\.0\.0\.1:\d+)/.exec(line);
    if (found) {
      clearTimeout(limit);
      child.stdout.resume();
      return { url: `http://${found[1]}`, stop: () => stop(child, end) };
    }
  }
  throw new Error(`anvil ended or did not listen within ${START_LIMIT_MS} ms`);
}

async function stop(child, end) {
  process.off("exit", end);
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    end();
    await ended;
  }
}
