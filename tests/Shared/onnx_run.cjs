// Computes models with ONNX Runtime for the tests. DIR holds node_modules with onnxruntime-node.
//
// onnx_run.cjs DIR version     prints the runtime's version
// onnx_run.cjs DIR             reads jobs from stdin, one JSON object a line: model, input (file of raw values), type ("uint8" or
//                              "float32"), shape, output (file for float32 values); prints the output's name and shape for each
"use strict";
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const [dir, verb] = process.argv.slice(2);
const requireFrom = createRequire(path.resolve(dir, "onnx_run.cjs"));

async function run({ model, input, type, shape, output }, { InferenceSession, Tensor }) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
  const bytes = fs.readFileSync(input);
  const values = type === "uint8" ? new Uint8Array(bytes) : new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const results = await session.run({ [session.inputNames[0]]: new Tensor(type, values, shape) });
  const name = session.outputNames[0];
  fs.writeFileSync(output, results[name].data);
  console.log(JSON.stringify({ input: session.inputNames[0], output: name, shape: results[name].dims }));
}

async function main() {
  if (verb === "version") {
    console.log(requireFrom("onnxruntime-node/package.json").version);
    return;
  }
  const runtime = requireFrom("onnxruntime-node");
  for (const line of fs.readFileSync(0, "utf8").split("\n").filter((text) => text.length > 0)) {
    await run(JSON.parse(line), runtime);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
