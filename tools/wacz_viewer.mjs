// Ask the engine of ReplayWeb.page what it says of the signature and the digests of a WACZ file. Not part of any test run:
// the engine is under the AGPL and comes from npm.
//
//   tools/interop.sh && cd .interop/viewer
//   node wacz_viewer.mjs FILE.wacz
//
// Prints one line for each thing that the engine verified or shows as stated, how many pages it lists, and whether our index
// names addresses as the engine looks for them. Exit 1 unless the signature holds. The engine compares the digests of
// members only where its builder has switched that on, which the package on npm has not.

import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const source = "./node_modules/@webrecorder/wabac/src";
await build({
  stdin: {
    contents: `
      export { WACZImporter } from "${source}/wacz/waczimporter";
      export { ZipRangeReader } from "${source}/wacz/ziprangereader";
      export { getSurt } from "warcio";`,
    resolveDir: ".",
  },
  bundle: true, format: "esm", platform: "node", outfile: "viewer-engine.mjs", logLevel: "error",
  define: { __SW__: "false", __VERSION__: '""', __WOMBAT_PATH__: '""' },
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url); globalThis.self ??= globalThis;' },
});
const { WACZImporter, ZipRangeReader, getSurt } = await import(pathToFileURL("viewer-engine.mjs"));

const bytes = readFileSync(process.argv[2]);
const loader = {
  length: bytes.length,
  async getLength() { return bytes.length; },
  async getRange(offset, length, streaming) {
    const part = new Uint8Array(bytes.subarray(offset, offset + length));
    return streaming ? new Blob([part]).stream() : part;
  },
  async getRangeFromEnd(length, streaming) { return this.getRange(Math.max(bytes.length - length, 0), length, streaming); },
};
const zip = new ZipRangeReader(loader);
const entries = await zip.load();
const found = [];
const store = {
  config: {},
  async addVerifyData(prefix, id, expected, matched = null) { found.push({ id: prefix + id, expected, matched }); },
  async addVerifyDataList(prefix, list) { found.push(...list); },
  async addPages(pages) { store.pages = (store.pages ?? []).concat(pages); return {}; },
  initConfig() {},
};
const file = {
  waczname: "",
  containsFile: (name) => name in entries,
  getSizeOf: (name) => entries[name]?.uncompressedSize ?? 0,
  loadFile: async (name, options = {}) => zip.loadFile(name, options),
};
const importer = new WACZImporter(store, file, true);
await importer.load();

const text = async (name) => new TextDecoder().decode(await (await zip.loadFile(name, {})).reader.readFully());
for (const one of found) console.log(`${one.id}: ${one.matched === null ? "stated" : one.matched === one.expected ? "holds" : "DOES NOT HOLD"}`);
console.log(`pages: ${(store.pages ?? []).length}`);
const index = Object.keys(entries).find((name) => /^indexes\/.*\.cdxj?$/.test(name));
const [line] = (await text(index)).split("\n");
const row = JSON.parse(line.slice(line.indexOf("{")));
console.log(`address form: ${getSurt(row.url) === line.split(" ", 1)[0] ? "the engine's" : `another than the engine's ${getSurt(row.url)}`}`);
process.exit(found.some((one) => one.id === "signature" && one.matched === true) ? 0 : 1);
