// Materials that move the vertices of what they are on: MeshWobbleMaterial and MeshDistortMaterial.
// And MeshDiscardMaterial, which draws nothing.

import { MeshPhysicalMaterial, MeshStandardMaterial, ShaderMaterial, type Material } from "three";
import type { MeshDiscardMaterialProps, MeshDistortMaterialProps, MeshWobbleMaterialProps } from "../../protocol/components.gen";
import { applyValues, type MaterialSpec } from "../../scene/materials";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { readSurface } from "../../scene/surface";
import { surfaceOf } from "./material";
import { PlacedPart } from "./part";

/** Gives vertices another place in the shader, before it does anything with them. */
function bend(material: Material, uniforms: Readonly<Record<string, { value: number }>>, head: string, body: string): void {
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    const declared = Object.keys(uniforms).map((name) => `uniform float ${name};\n`).join("");
    shader.vertexShader = `${declared}${head}${shader.vertexShader.replace("#include <begin_vertex>", body)}`;
  };
  material.customProgramCacheKey = () => body;
}

const WOBBLE = /* glsl */ `
  float wobbleAngle = sin(time + position.y) / 2.0 * factor;
  mat3 wobble = mat3(cos(wobbleAngle), 0.0, sin(wobbleAngle), 0.0, 1.0, 0.0, -sin(wobbleAngle), 0.0, cos(wobbleAngle));
  vec3 transformed = position * wobble;
  vNormal = vNormal * wobble;
`;

/** Smooth noise between −1 and 1: values at the corners of a grid of cubes, mixed. */
export const NOISE = /* glsl */ `
  float cornerNoise(vec3 corner) {
    return fract(sin(dot(corner, vec3(127.1, 311.7, 74.7))) * 43758.5453) * 2.0 - 1.0;
  }
  float smoothNoise(vec3 at) {
    vec3 cell = floor(at);
    vec3 share = smoothstep(0.0, 1.0, at - cell);
    vec4 low = vec4(cornerNoise(cell), cornerNoise(cell + vec3(1, 0, 0)), cornerNoise(cell + vec3(0, 1, 0)), cornerNoise(cell + vec3(1, 1, 0)));
    vec4 high = vec4(cornerNoise(cell + vec3(0, 0, 1)), cornerNoise(cell + vec3(1, 0, 1)), cornerNoise(cell + vec3(0, 1, 1)), cornerNoise(cell + vec3(1, 1, 1)));
    vec4 along = mix(low, high, share.z);
    vec2 across = mix(along.xy, along.zw, share.y);
    return mix(across.x, across.y, share.x);
  }
`;
const DISTORT = /* glsl */ `
  float flow = smoothNoise(position * 2.0 + time * 0.5);
  vec3 transformed = position * (flow * distort * distort + radius);
`;

interface Kind {
  readonly type: "standard" | "physical";
  readonly make: () => MeshStandardMaterial;
  readonly head: string;
  readonly body: string;
  /** Numbers that the shader gets, with their defaults. */
  readonly numbers: Readonly<Record<string, number>>;
}

type MovingProps = MeshWobbleMaterialProps & MeshDistortMaterialProps;

function moving({ type, make, head, body, numbers }: Kind): NodeType<MovingProps> {
  return {
    create(ctx, props) {
      const material = make();
      const time = { value: 0 };
      const uniforms: Record<string, { value: number }> = { time };
      for (const [name, value] of Object.entries(numbers)) uniforms[name] = { value };
      bend(material, uniforms, head, body);
      const place = new PlacedPart(ctx, "material", props);
      const own = new Set(["speed", ...Object.keys(numbers)]);
      let speed = 1;
      let before: MaterialSpec["values"] = {};
      const apply = (props: Readonly<MovingProps>): void => {
        const read = new Reader<Record<string, unknown>>(ctx, props);
        speed = read.number("speed", 1);
        for (const [name, fallback] of Object.entries(numbers)) {
          const uniform = uniforms[name];
          if (uniform) uniform.value = read.number(name, fallback);
        }
        const rest = Object.fromEntries(Object.entries(props).filter(([name]) => !own.has(name)));
        const { values, maps } = readSurface(ctx, surfaceOf(type, rest), { type });
        if (maps.size > 0) ctx.warn("pictures are not read here; use them on other materials");
        applyValues(material, type, before, values);
        before = values;
      };
      apply(props);
      place.part = material;
      ctx.onFrame(({ now }) => {
        time.value = (now / 1000) * speed;
        return speed !== 0;
      });
      return place.node({
        update(_changed, props) {
          apply(props);
        },
        dispose() {
          material.dispose();
        },
      });
    },
  };
}

export const meshWobbleMaterial = moving({ type: "standard", make: () => new MeshStandardMaterial(), head: "", body: WOBBLE, numbers: { factor: 1 } });
export const meshDistortMaterial = moving({
  type: "physical",
  make: () => new MeshPhysicalMaterial(),
  head: NOISE,
  body: DISTORT,
  numbers: { distort: 0.4, radius: 1 },
});

export const meshDiscardMaterial: NodeType<MeshDiscardMaterialProps> = {
  create(ctx, props) {
    const material = new ShaderMaterial({
      vertexShader: "void main() { gl_Position = vec4(0.0, 0.0, 2.0, 1.0); }",
      fragmentShader: "void main() { discard; }",
      depthWrite: false,
    });
    const place = new PlacedPart(ctx, "material", props);
    place.part = material;
    return place.node({
      dispose() {
        material.dispose();
      },
    });
  },
};
