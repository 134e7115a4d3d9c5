// ONNX Runtime's side of the benchmarks, as peer.py is PyTorch's. DIR holds node_modules with onnxruntime-node.
//
// onnx_peer.cjs DIR versions                               what is installed
// onnx_peer.cjs DIR check WORK FOLDER LAYOUT THREADS OUTPUT   writes results as float32 values, to compare
// onnx_peer.cjs DIR time WORK FOLDER LAYOUT THREADS           answers "run ROUNDS" with pictures and seconds, "memory" with peak bytes
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { createRequire } = require("module");

const [dir, verb, , folder, , threads, output] = process.argv.slice(2);
const requireFrom = createRequire(path.resolve(dir, "onnx_peer.cjs"));

async function makeWork() {
  const { InferenceSession, Tensor } = requireFrom("onnxruntime-node");
  const session = await InferenceSession.create(path.join(folder, "model.onnx"), {
    intraOpNumThreads: Number(threads),
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
  });
  // Both tensors are the same at every run, so that nothing is copied or made anew.
  const make = ({ name, shape }, values) => ({ [name]: new Tensor("float32", values ?? new Float32Array(shape.reduce((a, b) => a * b)), shape) });
  const bytes = fs.readFileSync(path.join(folder, "batch"));
  const feeds = make(session.inputMetadata[0], new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4));
  const fetches = make(session.outputMetadata[0]);
  const probabilities = Object.values(fetches)[0].data;
  return async () => {
    await session.run(feeds, fetches);
    return probabilities;
  };
}

async function answer(work) {
  console.log("ready");
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [verb, rounds] = line.split(" ");
    if (verb === "run") {
      let count = 0;
      const start = performance.now();
      for (let round = 0; round < Number(rounds); round++) {
        count += (await work()).length;
      }
      console.log(`${count} ${(performance.now() - start) / 1000}`);
    } else if (verb === "memory") {
      console.log(process.resourceUsage().maxRSS * 1024);
    }
  }
}

function writeVersions() {
  try {
    console.log(`ONNX Runtime: ${requireFrom("onnxruntime-node/package.json").version}`);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") {
      throw error;
    }
  }
}

async function main() {
  if (verb === "versions") {
    writeVersions();
  } else if (verb === "check") {
    fs.writeFileSync(output, await (await makeWork())());
  } else {
    await answer(await makeWork());
  }
}

main();
