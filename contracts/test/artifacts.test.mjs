import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { artifactFolder, artifacts } from "../build.mjs";

test("the artifacts are what the sources give", () => {
  for (const [file, content] of artifacts()) {
    assert.ok(readFileSync(join(artifactFolder, file), "utf8") === content, `${file}: run \`npm run build\``);
  }
});
