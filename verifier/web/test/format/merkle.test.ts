import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { concat, equal, fromHex, hex, utf8 } from "../../src/format/bytes.ts";
import { ProofError } from "../../src/format/errors.ts";
import {
  EMPTY_ROOT,
  leafHash,
  nodeHash,
  rootFromLeaves,
  verifyConsistency,
  verifyInclusion,
  verifyRange,
} from "../../src/format/merkle.ts";
import { openTreeHead } from "../../src/format/treeHead.ts";
import { parseVkey } from "../../src/format/note.ts";
import { vectorJson, vectorUrl, withoutVectors } from "../vectors.ts";

/** A concatenation cannot hold the empty elements that some bad cases have; one byte stands in for each. */
function proofOf(parts: string[] | null): Uint8Array {
  return concat(...(parts ?? []).map((part) => (part === "" ? "?" : Buffer.from(part, "base64"))));
}

function bytesOf(text: string | null): Uint8Array {
  return Uint8Array.from(Buffer.from(text ?? "", "base64"));
}

function check(wantErr: boolean, name: string, verify: () => void): void {
  if (wantErr) assert.throws(verify, ProofError, name);
  else assert.doesNotThrow(verify, name);
}

test("published inclusion cases", { skip: withoutVectors }, () => {
  const cases = vectorJson("merkle/inclusion.json");
  for (const each of cases) {
    check(each.wantErr, each.file, () =>
      verifyInclusion(bytesOf(each.leafHash), each.leafIdx, each.treeSize, proofOf(each.proof), bytesOf(each.root)),
    );
  }
  assert.equal(cases.length, 64);
});

test("published consistency cases", { skip: withoutVectors }, () => {
  const cases = vectorJson("merkle/consistency.json");
  for (const each of cases) {
    let [root1, root2] = [bytesOf(each.root1), bytesOf(each.root2)];
    if (!each.wantErr && root1.length !== 32) {
      // One good case has equal texts for roots.
      assert.ok(equal(root1, root2));
      root1 = root2 = new Uint8Array(32);
    }
    check(each.wantErr, each.file, () =>
      verifyConsistency(each.size1, root1, each.size2, root2, proofOf(each.proof)),
    );
  }
  assert.equal(cases.length, 55);
});

test("a leaf of a subtree is a leaf of the tree of the subtree's own entries", { skip: withoutVectors }, () => {
  let used = 0;
  for (const each of vectorJson("merkle/subtreeinclusion.json")) {
    const width = each.end - each.start;
    if (width <= 0 || each.start % 2 ** Math.ceil(Math.log2(width)) !== 0) continue;
    check(each.wantErr, each.file, () =>
      verifyInclusion(bytesOf(each.leafHash), each.leafIdx - each.start, width, proofOf(each.proof), bytesOf(each.root)),
    );
    used++;
  }
  assert.equal(used, 107);
});

test("a subtree that starts at 0 is an earlier tree", { skip: withoutVectors }, () => {
  let used = 0;
  for (const each of vectorJson("merkle/subtreeconsistency.json")) {
    if (each.start !== 0 || each.end <= 0) continue;
    check(each.wantErr, each.file, () =>
      verifyConsistency(each.end, bytesOf(each.root1), each.size, bytesOf(each.root2), proofOf(each.proof)),
    );
    used++;
  }
  assert.equal(used, 52);
});

test("published tree", { skip: withoutVectors }, () => {
  const tree = vectorJson("merkle/rfc6962-reference.json");
  const levels: Uint8Array[][] = tree.node_hashes_hex_by_level.map((level: string[]) => level.map(fromHex));
  assert.deepEqual(tree.leaf_inputs_hex.map((entry: string) => hex(leafHash(fromHex(entry)))), levels[0]?.map(hex));
  assert.equal(hex(rootFromLeaves(levels[0] ?? [])), hex(levels[3]?.[0] ?? EMPTY_ROOT));
});

test("tessera's log: every tree head opens and its root is that of the entries", { skip: withoutVectors }, () => {
  const key = parseVkey(readFileSync(vectorUrl("tlog/tessera-log.vkey.txt"), "utf8").trim());
  const leaves = readFileSync(vectorUrl("tlog/tessera-log/tile/0/000.p/15"));
  let opened = 0;
  for (const name of readdirSync(vectorUrl("tlog/tessera-log"))) {
    if (!name.startsWith("checkpoint")) continue;
    const note = readFileSync(vectorUrl(`tlog/tessera-log/${name}`), "utf8");
    const head = openTreeHead(note, key.name, [key]);
    const hashes = Array.from({ length: head.size }, (_, at) => Uint8Array.from(leaves.subarray(32 * at, 32 * at + 32)));
    assert.equal(hex(rootFromLeaves(hashes)), hex(head.root), name);
    opened++;
  }
  assert.equal(opened, 17);
});

/** The definitions of RFC 6962 section 2.1, by recursion. */
const naive = {
  split(width: number): number {
    return 2 ** (Math.ceil(Math.log2(width)) - 1);
  },
  root(leaves: Uint8Array[]): Uint8Array {
    if (leaves.length === 1) return leaves[0] as Uint8Array;
    const k = naive.split(leaves.length);
    return nodeHash(naive.root(leaves.slice(0, k)), naive.root(leaves.slice(k)));
  },
  inclusion(index: number, leaves: Uint8Array[]): Uint8Array[] {
    if (leaves.length === 1) return [];
    const k = naive.split(leaves.length);
    return index < k
      ? [...naive.inclusion(index, leaves.slice(0, k)), naive.root(leaves.slice(k))]
      : [...naive.inclusion(index - k, leaves.slice(k)), naive.root(leaves.slice(0, k))];
  },
  consistency(size: number, leaves: Uint8Array[], whole: boolean): Uint8Array[] {
    if (size === leaves.length) return whole ? [] : [naive.root(leaves)];
    const k = naive.split(leaves.length);
    return size <= k
      ? [...naive.consistency(size, leaves.slice(0, k), whole), naive.root(leaves.slice(k))]
      : [...naive.consistency(size - k, leaves.slice(k), false), naive.root(leaves.slice(0, k))];
  },
  range(start: number, end: number, leaves: Uint8Array[]): Uint8Array[] {
    if (end <= 0 || leaves.length <= start) return [naive.root(leaves)];
    if (start <= 0 && leaves.length <= end) return [];
    const k = naive.split(leaves.length);
    return [...naive.range(start, end, leaves.slice(0, k)), ...naive.range(start - k, end - k, leaves.slice(k))];
  },
};

const leaves = Array.from({ length: 40 }, (_, at) => leafHash(utf8(`entry ${at}`)));

test("every inclusion proof of small trees, and none of another length", () => {
  for (let size = 1; size <= 40; size++) {
    const tree = leaves.slice(0, size);
    const root = naive.root(tree);
    assert.equal(hex(rootFromLeaves(tree)), hex(root));
    for (let index = 0; index < size; index++) {
      const leaf = tree[index] as Uint8Array;
      const proof = concat(...naive.inclusion(index, tree));
      verifyInclusion(leaf, index, size, proof, root);
      assert.throws(() => verifyInclusion(leaf, index, size, concat(proof, leaf), root), ProofError);
      assert.throws(() => verifyInclusion(leaf, index + 1, size, proof, root), ProofError);
      if (proof.length > 0) {
        assert.throws(() => verifyInclusion(leaf, index, size, proof.slice(32), root), ProofError);
      }
    }
  }
});

test("every consistency proof of small trees, and none of another length", () => {
  for (let size2 = 1; size2 <= 40; size2++) {
    const tree = leaves.slice(0, size2);
    for (let size1 = 1; size1 <= size2; size1++) {
      const [root1, root2] = [naive.root(leaves.slice(0, size1)), naive.root(tree)];
      const proof = concat(...naive.consistency(size1, tree, true));
      verifyConsistency(size1, root1, size2, root2, proof);
      assert.throws(() => verifyConsistency(size1, root1, size2, root2, concat(proof, root1)), ProofError);
      if (size1 < size2) {
        assert.throws(() => verifyConsistency(size1, root2, size2, root2, proof), ProofError);
        assert.throws(() => verifyConsistency(size1, root1, size2, root1, proof), ProofError);
        assert.throws(() => verifyConsistency(size1, root1, size2, root2, proof.slice(32)), ProofError);
      }
    }
  }
  assert.throws(() => verifyConsistency(0, EMPTY_ROOT, 3, naive.root(leaves.slice(0, 3)), new Uint8Array()), ProofError);
});

test("every range proof of small trees, and none of another range", () => {
  for (let size = 1; size <= 20; size++) {
    const tree = leaves.slice(0, size);
    const root = naive.root(tree);
    for (let start = 0; start < size; start++) {
      for (let end = start + 1; end <= size; end++) {
        const proof = concat(...naive.range(start, end, tree));
        const range = tree.slice(start, end);
        verifyRange(range, start, size, proof, root);
        assert.throws(() => verifyRange(range, start, size, concat(proof, root), root), ProofError);
        if (end < size) assert.throws(() => verifyRange(range, start + 1, size, proof, root), ProofError);
        if (proof.length > 0) {
          assert.throws(() => verifyRange(range, start, size, proof.slice(32), root), ProofError);
        }
      }
    }
  }
  assert.throws(() => verifyRange([], 0, 1, leaves[0] as Uint8Array, leaves[0] as Uint8Array), ProofError);
});

test("sizes beyond 32 bits are halved without loss", () => {
  const [size, index] = [2 ** 40 + 1, 2 ** 40];
  const leaf = leaves[0] as Uint8Array;
  const left = leaves[1] as Uint8Array;
  // The last leaf of a tree of 2^k + 1 leaves stands alone until the root.
  verifyInclusion(leaf, index, size, left, nodeHash(left, leaf));
  verifyRange([leaf], index, size, left, nodeHash(left, leaf));
  assert.throws(() => verifyInclusion(leaf, index - 2 ** 32, size, left, nodeHash(left, leaf)), ProofError);
});
