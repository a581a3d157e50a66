// Stars and Sparkles: many small lights, each a point that a shader draws.

import { AdditiveBlending, BufferAttribute, BufferGeometry, Color, Points, ShaderMaterial } from "three";
import type { SparklesProps, StarsProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { passRays } from "../../scene/raycast";
import { isNumber, isNumbers, Reader } from "../../scene/read";
import { randomFrom } from "./random";

const MAX_COUNT = 100_000;
const SEED = 1;

const STAR_VERTEX = /* glsl */ `
  uniform float time;
  attribute float size;
  varying vec3 shade;
  void main() {
    shade = color;
    vec4 seen = modelViewMatrix * vec4(position, 0.5);
    gl_PointSize = size * (30.0 / -seen.z) * (3.0 + sin(time + 100.0));
    gl_Position = projectionMatrix * seen;
  }
`;
const STAR_FRAGMENT = /* glsl */ `
  uniform float fade;
  varying vec3 shade;
  void main() {
    float opacity = fade > 0.5 ? 1.0 / (1.0 + exp(16.0 * (distance(gl_PointCoord, vec2(0.5)) - 0.25))) : 1.0;
    gl_FragColor = vec4(shade, opacity);
    #include <tonemapping_fragment>
    #include <colorspace_fragment>
  }
`;
const SPARK_VERTEX = /* glsl */ `
  uniform float time, pixelRatio;
  attribute float size, pace;
  attribute vec3 noise;
  void main() {
    vec4 place = modelMatrix * vec4(position, 1.0);
    place.y += sin(time * pace + place.x * noise.x * 100.0) * 0.2;
    place.z += cos(time * pace + place.x * noise.y * 100.0) * 0.2;
    place.x += cos(time * pace + place.x * noise.z * 100.0) * 0.2;
    vec4 seen = viewMatrix * place;
    gl_Position = projectionMatrix * seen;
    gl_PointSize = size * 25.0 * pixelRatio / -seen.z;
  }
`;
const SPARK_FRAGMENT = /* glsl */ `
  uniform vec3 tint;
  uniform float opacity;
  void main() {
    float strength = 0.05 / distance(gl_PointCoord, vec2(0.5)) - 0.1;
    gl_FragColor = vec4(tint, strength * opacity);
    #include <tonemapping_fragment>
    #include <colorspace_fragment>
  }
`;

/** How one kind of particles is made and changed. */
interface Kind<P extends object> {
  readonly vertexShader: string;
  readonly fragmentShader: string;
  readonly vertexColors: boolean;
  /** Props that need new points. */
  readonly shaping: readonly string[];
  readonly uniforms: () => ShaderMaterial["uniforms"];
  fill(geometry: BufferGeometry, props: Readonly<P>, read: Reader<P>): void;
  /** Bring the uniforms to the props; the speed of time. */
  apply(uniforms: ShaderMaterial["uniforms"], read: Reader<P>, ctx: NodeContext): number;
}

function particles<P extends object>(kind: Kind<P>): NodeType<P> {
  return {
    create(ctx, props) {
      const { vertexShader, fragmentShader, vertexColors } = kind;
      const material = new ShaderMaterial({
        uniforms: { time: { value: 0 }, ...kind.uniforms() },
        vertexShader,
        fragmentShader,
        vertexColors,
        transparent: true,
        depthWrite: false,
        ...(vertexColors ? { blending: AdditiveBlending } : {}),
      });
      const time = material.uniforms.time ?? { value: 0 };
      const object = new Points(new BufferGeometry(), material);
      passRays(object);
      let speed = 1;
      const apply = (): void => {
        speed = kind.apply(material.uniforms, new Reader(ctx, props), ctx);
      };
      const fill = (): void => {
        // Other numbers of points need other buffers.
        object.geometry.dispose();
        object.geometry = new BufferGeometry();
        kind.fill(object.geometry, props, new Reader(ctx, props));
      };
      fill();
      apply();
      ctx.onFrame(({ now }) => {
        time.value = (now / 1000) * speed;
        return speed !== 0;
      });
      return {
        object,
        update(changed, now) {
          props = now;
          if (kind.shaping.some((name) => name in changed)) fill();
          apply();
          return undefined;
        },
        dispose() {
          object.geometry.dispose();
          material.dispose();
        },
      };
    },
  };
}

export const stars = particles<StarsProps>({
  vertexShader: STAR_VERTEX,
  fragmentShader: STAR_FRAGMENT,
  vertexColors: true,
  shaping: ["radius", "depth", "count", "saturation", "factor"],
  uniforms: () => ({ fade: { value: 0 } }),
  fill(geometry, _props, read) {
    const count = Math.floor(read.clamped("count", 5000, 0, MAX_COUNT));
    const [depth, factor, saturation] = [read.number("depth", 50), read.number("factor", 4), read.clamped("saturation", 0, 0, 1)];
    const random = randomFrom(SEED);
    const positions = new Float32Array(3 * count);
    const colors = new Float32Array(3 * count);
    const sizes = new Float32Array(count);
    const color = new Color();
    let radius = read.number("radius", 100) + depth;
    for (let i = 0; i < count; i++) {
      radius -= (depth / count) * random();
      const height = 1 - 2 * random();
      const turn = 2 * Math.PI * random();
      const ring = Math.sqrt(1 - height * height);
      positions.set([radius * ring * Math.sin(turn), radius * height, radius * ring * Math.cos(turn)], 3 * i);
      color.setHSL(i / count, saturation, 0.9).toArray(colors, 3 * i);
      sizes[i] = (0.5 + 0.5 * random()) * factor;
    }
    geometry.setAttribute("position", new BufferAttribute(positions, 3));
    geometry.setAttribute("color", new BufferAttribute(colors, 3));
    geometry.setAttribute("size", new BufferAttribute(sizes, 1));
  },
  apply(uniforms, read) {
    if (uniforms.fade) uniforms.fade.value = read.boolean("fade", false) ? 1 : 0;
    return read.number("speed", 1);
  },
});

export const sparkles: NodeType<SparklesProps> = {
  ...particles<SparklesProps>({
    vertexShader: SPARK_VERTEX,
    fragmentShader: SPARK_FRAGMENT,
    vertexColors: false,
    shaping: ["count", "size", "noise", "scale"],
    uniforms: () => ({ tint: { value: new Color() }, opacity: { value: 1 }, pixelRatio: { value: 1 } }),
    fill(geometry, props, read) {
      const count = Math.floor(read.clamped("count", 100, 0, MAX_COUNT));
      const random = randomFrom(SEED);
      const space = three(props.scale);
      const noise = three(props.noise);
      const size = props.size == null ? undefined : read.number("size", 1);
      const attribute = (columns: number, value: (column: number) => number): BufferAttribute =>
        new BufferAttribute(Float32Array.from({ length: columns * count }, (_, i) => value(i % columns)), columns);
      geometry.setAttribute("position", attribute(3, (axis) => (random() - 0.5) * (space[axis] ?? 1)));
      geometry.setAttribute("size", attribute(1, () => size ?? random()));
      geometry.setAttribute("pace", attribute(1, () => 1));
      geometry.setAttribute("noise", attribute(3, (axis) => noise[axis] ?? 1));
    },
    apply(uniforms, read, ctx) {
      (uniforms.tint?.value as Color).copy(read.color("color", "white"));
      if (uniforms.opacity) uniforms.opacity.value = read.number("opacity", 1);
      if (uniforms.pixelRatio) uniforms.pixelRatio.value = ctx.stage.renderer.getPixelRatio();
      return read.number("speed", 1);
    },
  }),
};

/** One number for all axes, or one each. */
function three(value: unknown): readonly number[] {
  if (isNumber(value)) return [value, value, value];
  return isNumbers(value, 3) ? value : [1, 1, 1];
}
