// Random scene messages over few keys, so that they meet: moves, replacements, duplicates, wrong parents.

import type { ServerMessage } from "../src/protocol/types";
import { FOREIGN_PEER, OWN_PEER, type Peer } from "../src/scene/store";
import { CONTAINERS } from "../src/scene/store-node";

export type Random = (below: number) => number;

/** A small linear congruential generator: the same sequence for the same seed, everywhere. */
export function generator(seed: number): Random {
  let state = seed * 7919 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

export interface SentMessage {
  readonly message: ServerMessage;
  readonly peer: Peer;
}

const KEYS = ["a", "b", "c", "d", "e", "f"] as const;

export function randomMessage(random: Random): SentMessage {
  const peer = pick(random, [OWN_PEER, FOREIGN_PEER]);
  const to = pick(random, [undefined, undefined, "children", "bgChildren", "htmlChildren", ...KEYS, "missing"]);
  const nodes = Array.from({ length: 1 + random(2) }, () => randomNode(random, 0, random(6) > 0));
  switch (random(6)) {
    case 0: {
      const data: Record<string, unknown> = { tag: "Scene", up: random(3) };
      for (const name of CONTAINERS) if (random(2) === 0) data[name] = randomList(random, 0);
      return { message: { etype: "SET", data }, peer };
    }
    case 1:
      return { message: { etype: "ADD", data: { nodes, to } }, peer };
    case 2: {
      const deletion = random(5) === 0 ? [{ key: pick(random, KEYS), value: "$delete" }] : nodes;
      return { message: { etype: "UPDATE", data: { nodes: deletion }, strict: random(4) === 0 }, peer };
    }
    case 3:
    case 4:
      return { message: { etype: "UPSERT", data: { nodes, to } }, peer };
    default:
      return { message: { etype: "REMOVE", data: { keys: [pick(random, KEYS), pick(random, KEYS)] } }, peer };
  }
}

function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[random(items.length)] ?? items[0];
}

function randomNode(random: Random, depth: number, keyed: boolean): Record<string, unknown> {
  const node: Record<string, unknown> = {};
  if (random(5) > 0) node.tag = pick(random, ["A", "B", "C"]);
  if (keyed) node.key = pick(random, KEYS);
  if (random(2) === 0) node.x = random(3);
  if (random(3) === 0) node.y = [random(2), random(2)];
  if (depth < 3 && random(3) === 0) node.children = randomList(random, depth + 1);
  if (depth < 3 && random(6) === 0) node[pick(random, ["rawChildren", "bgChildren", "htmlChildren"])] = randomList(random, depth + 1);
  return node;
}

function randomList(random: Random, depth: number): unknown[] {
  return Array.from({ length: random(4) }, () => {
    const kind = random(10);
    return kind === 0 ? "text" : kind === 1 ? null : randomNode(random, depth, random(4) > 0);
  });
}
