import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Interface, id as keccakOf } from "ethers";
import { artifactFolder } from "../../build.mjs";
import { Contract } from "./chain.mjs";

const NO_VERSION = `0x${"00".repeat(20)}`;

function json(file) {
  return JSON.parse(readFileSync(join(artifactFolder, file), "utf8"));
}

export const plan = json("deployment.json");

export function artifact(contract) {
  return json(`${contract}.json`);
}

/** Follows the deployment plan; `parameters` replace its defaults. Gives name to Contract, and the gas it took. */
export async function deploy(chain, deployer, parameters = {}) {
  const context = { deployer, contracts: {}, parameters: { ...plan.parameters, ...parameters } };
  let gas = 0;
  for (const { name, contract, arguments: declared } of plan.deployments) {
    const { abi, bytecode } = artifact(contract);
    const encoded = new Interface(abi).encodeDeploy(declared.map(({ value }) => resolve(context, value)));
    const receipt = await chain.send({ from: deployer.address, data: bytecode + encoded.slice(2) });
    context.contracts[name] = new Contract(chain, receipt.contractAddress, abi);
    gas += Number(receipt.gasUsed);
  }
  await register(context);
  for (const call of plan.calls) {
    const values = call.arguments.map(({ value }) => resolve(context, value));
    await context.contracts[call.on].send({ from: deployer }, call.function, ...values);
  }
  return { ...context.contracts, gas };
}

async function register({ deployer, contracts }) {
  for (const { name, ids } of plan.deployments) {
    for (const id of ids) {
      const args = [keccakOf(id), contracts[name].address, NO_VERSION];
      await contracts.Controller.send({ from: deployer }, "setContractInfo", ...args);
    }
  }
}

function resolve({ deployer, contracts, parameters }, value) {
  if (value === "@deployer") return deployer.address;
  if (value.startsWith("@")) return contracts[value.slice(1)].address;
  if (value.startsWith("#")) return keccakOf(value.slice(1));
  if (value.startsWith("$")) return literal(parameters[value.slice(1)]);
  return value;
}

/** The encoder would take any non-empty string for true. */
function literal(value) {
  return value === "true" || value === "false" ? value === "true" : value;
}
