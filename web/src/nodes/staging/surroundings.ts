// The surroundings of each name: a dome that goes from one colour to another, and lights in it. Made here,
// so that no photographs have to be fetched; what matters of them is where light comes from, and its colour.

import { BackSide, BoxGeometry, CircleGeometry, Color, Group, Mesh, MeshBasicMaterial, ShaderMaterial, SphereGeometry, type BufferGeometry } from "three";

/** A light: colour, strength, where it is (in a room of 20 m with the eye in its middle), and its size. */
interface Lamp {
  readonly color: string;
  readonly strength: number;
  readonly at: readonly [number, number, number];
  /** Width and height in metres, or the radius of a disc. */
  readonly size: readonly [number, number] | number;
}

interface Surroundings {
  /** Colours of the dome: overhead, at the horizon, and of the ground. */
  readonly sky: string;
  readonly horizon: string;
  readonly ground: string;
  /** Strength of the dome's light. */
  readonly strength: number;
  readonly lamps: readonly Lamp[];
}

const box = (color: string, strength: number, at: Lamp["at"], width: number, height: number): Lamp => ({ color, strength, at, size: [width, height] });
const disc = (color: string, strength: number, at: Lamp["at"], radius: number): Lamp => ({ color, strength, at, size: radius });

/** Lamps in rows under the ceiling. */
function rows(color: string, strength: number, width: number, height: number): Lamp[] {
  return [-6, 0, 6].flatMap((x) => [-6, 0, 6].map((z) => box(color, strength, [x, 8, z], width, height)));
}

const TABLE: Readonly<Record<string, Surroundings>> = {
  apartment: {
    sky: "#f4efe6", horizon: "#cfc3b2", ground: "#6b5843", strength: 0.6,
    lamps: [box("#fff6e5", 9, [-9, 2, 0], 6, 5), box("#fff6e5", 6, [-7, 2, -7], 4, 5), disc("#ffd9a0", 8, [4, 6, 3], 1)],
  },
  city: {
    sky: "#dfe8f2", horizon: "#b9c0c8", ground: "#5a5a5c", strength: 0.9,
    lamps: [box("#ffffff", 4, [0, 9, 0], 12, 12), box("#e8eef6", 3, [9, 4, -3], 5, 8), box("#e8eef6", 2, [-9, 4, 3], 4, 9)],
  },
  dawn: {
    sky: "#5d7ba8", horizon: "#f0b9a0", ground: "#3b3a44", strength: 0.8,
    lamps: [disc("#ffcf9e", 28, [9, 1.2, -4], 1.1), box("#ffb49a", 2, [8, 1, -2], 12, 2)],
  },
  forest: {
    sky: "#cfe6a8", horizon: "#5d7a3c", ground: "#2f3a1e", strength: 0.7,
    lamps: [disc("#f6ffd8", 16, [2, 9, 3], 1.4), box("#d8f0a0", 3, [-4, 8, -4], 3, 3), box("#b8d880", 2, [-9, 3, 2], 2, 7)],
  },
  lobby: {
    sky: "#e2d8c8", horizon: "#a89880", ground: "#5c4e3e", strength: 0.5,
    lamps: [...rows("#ffe6bf", 8, 2, 2), box("#e4f0ff", 5, [0, 2, -9.5], 12, 6)],
  },
  night: {
    sky: "#05070f", horizon: "#18233d", ground: "#05060a", strength: 1,
    lamps: [disc("#cfdcff", 12, [-5, 7, 4], 0.8), disc("#ffb466", 10, [8, 0, -5], 0.4), disc("#ffb466", 8, [-8, 0, -6], 0.3)],
  },
  park: {
    sky: "#6fa8e8", horizon: "#dcebf5", ground: "#5f7a3a", strength: 0.9,
    lamps: [disc("#fff7e0", 40, [5, 8, 3], 0.9)],
  },
  studio: {
    sky: "#26262a", horizon: "#1c1c20", ground: "#101012", strength: 1,
    lamps: [box("#ffffff", 10, [-7, 5, 4], 5, 5), box("#ffffff", 6, [8, 4, 3], 3, 6), box("#ffffff", 8, [0, 8, -5], 8, 2)],
  },
  sunset: {
    sky: "#39508a", horizon: "#ff9a56", ground: "#3a2a28", strength: 0.9,
    lamps: [disc("#ffb060", 36, [-8.5, 1, -3], 1.2), box("#ff7a4a", 3, [-8, 0.6, 0], 16, 2)],
  },
  warehouse: {
    sky: "#9aa0a6", horizon: "#7c8084", ground: "#4c4a46", strength: 0.6,
    lamps: [...rows("#f2f6ff", 7, 5, 0.6), box("#eef4ff", 5, [9.5, 3, 0], 8, 5)],
  },
};

export const SURROUNDINGS: readonly string[] = Object.keys(TABLE);

const DOME_VERTEX = /* glsl */ `
  varying vec3 direction;
  void main() {
    direction = position;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`;
const DOME_FRAGMENT = /* glsl */ `
  uniform vec3 sky, horizon, ground;
  varying vec3 direction;
  void main() {
    float height = normalize(direction).y;
    // The ground ends at the horizon, the sky goes over into it.
    vec3 above = mix(horizon, sky, pow(clamp(height, 0.0, 1.0), 0.6));
    vec3 below = mix(horizon, ground, smoothstep(0.0, 0.08, -height));
    gl_FragColor = vec4(height > 0.0 ? above : below, 1.0);
  }
`;

const RADIUS = 40;

/** The surroundings of a name as objects around the origin; `dispose` frees them. */
export function buildSurroundings(name: string): { readonly object: Group; dispose(): void } {
  const found = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  if (!found) throw new Error(`There are no surroundings "${name}"; there are ${SURROUNDINGS.join(", ")}`);
  const object = new Group();
  const geometries: BufferGeometry[] = [];
  const materials: (MeshBasicMaterial | ShaderMaterial)[] = [];
  const add = (geometry: BufferGeometry, material: MeshBasicMaterial | ShaderMaterial): Mesh => {
    geometries.push(geometry);
    materials.push(material);
    const mesh = new Mesh(geometry, material);
    object.add(mesh);
    return mesh;
  };
  const colorOf = (text: string, strength: number): Color => new Color(text).multiplyScalar(strength);
  const { sky, horizon, ground, strength, lamps } = found;
  add(
    new SphereGeometry(RADIUS, 32, 16),
    new ShaderMaterial({
      side: BackSide,
      uniforms: { sky: { value: colorOf(sky, strength) }, horizon: { value: colorOf(horizon, strength) }, ground: { value: colorOf(ground, strength) } },
      vertexShader: DOME_VERTEX,
      fragmentShader: DOME_FRAGMENT,
      toneMapped: false,
    }),
  );
  for (const { color, strength, at, size } of lamps) {
    const geometry = typeof size === "number" ? new CircleGeometry(size, 24) : new BoxGeometry(size[0], size[1], 0.1);
    const lamp = add(geometry, new MeshBasicMaterial({ color: colorOf(color, strength), toneMapped: false }));
    lamp.position.fromArray(at);
    lamp.lookAt(0, 0, 0);
  }
  return {
    object,
    dispose() {
      for (const geometry of geometries) geometry.dispose();
      for (const material of materials) material.dispose();
    },
  };
}
