// Compiles src/ and writes one artifact per contract into the resources of the `ethereum` module.
// `node build.mjs --check` compares instead of writing, and names each artifact that the sources no longer give.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import solc from "solc";

const here = dirname(fileURLToPath(import.meta.url));
const sourceFolder = join(here, "src");
export const artifactFolder = join(here, "../ethereum/src/main/resources/io/headrace/ethereum/contracts");

/** What is deployed, and so has an artifact; libraries and abstract contracts are part of these. */
const CONTRACTS = [
  "BondingManager",
  "Controller",
  "LivepeerToken",
  "LivepeerTokenFaucet",
  "Minter",
  "PriceFeed",
  "RoundsManager",
  "ServiceRegistry",
  "TicketBroker",
  "Treasury",
];

/** The largest code that a chain accepts, in bytes (EIP-170). */
const CODE_SIZE_MAX = 24576;

const SETTINGS = {
  // One step behind the newest, so that older local chains take the code too.
  evmVersion: "cancun",
  optimizer: { enabled: true, runs: 200 },
  // Without the hash of sources and paths the same code gives the same bytes everywhere.
  metadata: { appendCBOR: false, bytecodeHash: "none" },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"] } },
};

function sources() {
  const files = readdirSync(sourceFolder, { recursive: true }).filter((name) => name.endsWith(".sol"));
  const read = (name) => ({ content: readFileSync(join(sourceFolder, name), "utf8") });
  return Object.fromEntries(files.sort().map((name) => [name.replaceAll("\\", "/"), read(name)]));
}

/** File name to content, for every contract; throws with the compiler's words on any error or warning. */
export function artifacts() {
  const input = { language: "Solidity", sources: sources(), settings: SETTINGS };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const complaints = (output.errors ?? []).filter((error) => error.severity !== "info");
  if (complaints.length > 0) {
    throw new Error(complaints.map((error) => error.formattedMessage).join("\n"));
  }
  return new Map(CONTRACTS.map((name) => [`${name}.json`, artifact(name, output.contracts[`${name}.sol`][name])]));
}

function artifact(contractName, { abi, evm }) {
  const size = evm.deployedBytecode.object.length / 2;
  if (size > CODE_SIZE_MAX) {
    throw new Error(`${contractName} has ${size} bytes of code; a chain takes at most ${CODE_SIZE_MAX}`);
  }
  return JSON.stringify({ contractName, abi, bytecode: `0x${evm.bytecode.object}` }) + "\n";
}

function stored(file) {
  try {
    return readFileSync(join(artifactFolder, file), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function check() {
  const stale = [...artifacts()].filter(([file, content]) => stored(file) !== content).map(([file]) => file);
  for (const file of stale) {
    console.error(`${file}: not what the sources give; run \`node build.mjs\` and commit it`);
  }
  process.exitCode = stale.length === 0 ? 0 : 1;
}

function build() {
  mkdirSync(artifactFolder, { recursive: true });
  for (const [file, content] of artifacts()) {
    writeFileSync(join(artifactFolder, file), content);
    console.log(`${file}: ${content.length} bytes`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--check")) check();
  else build();
}
