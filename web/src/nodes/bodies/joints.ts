// The joints of hands and bodies as WebXR names and orders them, and which hangs on which.

export interface Joint {
  readonly name: string;
  /** The place in the list of the joint that it hangs on. */
  readonly parent: number | undefined;
}

/** Joints of chains: each hangs on the one before it in its chain, the first of a chain is there already. */
function chained(names: readonly string[], chains: readonly (readonly string[])[]): readonly Joint[] {
  const parents = new Map<string, string>();
  for (const chain of chains) {
    chain.forEach((name, i) => {
      const before = chain[i - 1];
      if (before !== undefined) parents.set(name, before);
    });
  }
  return names.map((name) => {
    const parent = parents.get(name);
    return { name, parent: parent === undefined ? undefined : names.indexOf(parent) };
  });
}

const THUMB = ["metacarpal", "phalanx-proximal", "phalanx-distal", "tip"];
const FINGER = ["metacarpal", "phalanx-proximal", "phalanx-intermediate", "phalanx-distal", "tip"];

/** The wrist and the fingers; in a body fingers are named otherwise. */
function fingers(prefix: string, names: readonly string[]): readonly (readonly string[])[] {
  const chain = (finger: string, parts: readonly string[]): readonly string[] => parts.map((part) => `${prefix}${finger}-${part}`);
  return [chain("thumb", THUMB), ...names.map((name) => chain(name, FINGER))];
}

function handOf(prefix: string, names: readonly string[]): readonly Joint[] {
  const wrist = `${prefix}wrist`;
  const chains = fingers(prefix, names);
  return chained([wrist, ...chains.flat()], chains.map((chain) => [wrist, ...chain]));
}

/** The 25 joints of a hand. */
export const HAND: readonly Joint[] = handOf("", ["index-finger", "middle-finger", "ring-finger", "pinky-finger"]);

const SIDES = ["left", "right"] as const;
const ARM = ["shoulder", "scapula", "arm-upper", "arm-lower", "hand-wrist-twist"];
const LEG = ["upper-leg", "lower-leg", "foot-ankle-twist", "foot-ankle", "foot-subtalar", "foot-transverse", "foot-ball"];
const TRUNK = ["hips", "spine-lower", "spine-middle", "spine-upper", "chest", "neck", "head"];

const limb = (side: string, parts: readonly string[]): readonly string[] => parts.map((part) => `${side}-${part}`);

/** The 33 joints of a body without its hands. */
export const BODY: readonly Joint[] = chained(
  [...TRUNK, ...SIDES.flatMap((side) => limb(side, ARM)), ...SIDES.map((side) => `${side}-hand-palm`), ...SIDES.flatMap((side) => limb(side, LEG))],
  [TRUNK, ...SIDES.flatMap((side) => [["chest", ...limb(side, [...ARM, "hand-palm"])], ["hips", ...limb(side, LEG)]])],
);

/** The 25 joints of a hand by the names that they have in a body, in the order of a hand. */
export const bodyHand = (side: (typeof SIDES)[number]): readonly string[] =>
  handOf(`${side}-hand-`, ["index", "middle", "ring", "little"]).map(({ name }) => name);
