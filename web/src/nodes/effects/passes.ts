// The passes that a scene may name. Loaded with the first of them.

import { ShaderMaterial, Vector2 } from "three";
import { DotScreenPass } from "three/addons/postprocessing/DotScreenPass.js";
import { FilmPass } from "three/addons/postprocessing/FilmPass.js";
import { ShaderPass } from "three/addons/postprocessing/ShaderPass.js";
import { UnrealBloomPass } from "three/addons/postprocessing/UnrealBloomPass.js";
import { CopyShader } from "three/addons/shaders/CopyShader.js";
import type { Pass } from "three/addons/postprocessing/Pass.js";
import type { DotScreenPassProps, FilmPassProps, ShaderPassProps, UnrealBloomPassProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { isNumber, isNumbers, Reader } from "../../scene/read";
import { definesOf, watchCompiler } from "../materials/compiler";
import { Uniforms } from "../materials/uniforms";
import type { MadePass, MakePass } from "./seat";

/** Light that is brighter than this becomes infinite on its way through the passes. */
const MOST_LIGHT = 1e3;

/** A pass whose props are numbers and switches. */
function plain<P extends object, T extends Pass>(make: () => T, set: (pass: T, read: Reader<P>, args: readonly unknown[]) => void): MakePass<P> {
  return (ctx) => {
    const pass = make();
    return {
      pass,
      set(props, enabled) {
        pass.enabled = enabled;
        const { args } = props as Readonly<{ args?: unknown }>;
        set(pass, new Reader(ctx, props), Array.isArray(args) ? args : []);
      },
      dispose() {
        pass.dispose();
      },
    };
  };
}

function or(value: unknown, fallback: number): number {
  return isNumber(value) ? value : fallback;
}

function uniform(uniforms: object, name: string): { value: unknown } {
  return (uniforms as Record<string, { value: unknown }>)[name] ?? { value: undefined };
}

export const bloom = plain<UnrealBloomPassProps, UnrealBloomPass>(
  () => new UnrealBloomPass(new Vector2(1, 1), 1, 0, 0),
  (pass, read, [, strength, radius, threshold]) => {
    pass.strength = read.clamped("strength", or(strength, 1), 0, MOST_LIGHT);
    pass.radius = read.clamped("radius", or(radius, 0), 0, 1);
    pass.threshold = read.clamped("threshold", or(threshold, 0), 0, MOST_LIGHT);
  },
);

export const dots = plain<DotScreenPassProps, DotScreenPass>(
  () => new DotScreenPass(),
  ({ uniforms }, read, [center, angle, scale]) => {
    const given = read.raw("center") ?? center;
    uniform(uniforms, "center").value = isNumbers(given, 2) ? given.slice(0, 2) : [0.5, 0.5];
    uniform(uniforms, "angle").value = read.number("angle", or(angle, 1.57));
    uniform(uniforms, "scale").value = read.number("scale", or(scale, 1));
  },
);

export const film = plain<FilmPassProps, FilmPass>(
  () => new FilmPass(),
  ({ uniforms }, read, [intensity, grayscale]) => {
    uniform(uniforms, "intensity").value = read.clamped("intensity", or(intensity, 0.5), 0, 1);
    uniform(uniforms, "grayscale").value = read.boolean("grayscale", grayscale === true);
  },
);

/** The uniform that holds the picture so far. */
const PICTURE = "tDiffuse";

export function shader(ctx: NodeContext): MadePass<ShaderPassProps> {
  const material = new ShaderMaterial({ uniforms: { [PICTURE]: { value: null } }, depthTest: false, depthWrite: false });
  const pass = new ShaderPass(material, PICTURE);
  const uniforms = new Uniforms(ctx, material.uniforms);
  let compiled = "";
  let broken = false;
  let endWatch: (() => void) | undefined;

  const compile = (vertexShader: string, fragmentShader: string, defines: unknown): void => {
    const symbols = definesOf(defines);
    const program = JSON.stringify([vertexShader, fragmentShader, symbols]);
    if (program === compiled) return;
    compiled = program;
    Object.assign(material, { vertexShader, fragmentShader, defines: symbols, needsUpdate: true });
    endWatch?.();
    broken = false;
    ctx.recover();
    endWatch = watchCompiler(ctx.stage.renderer, {
      vertex: vertexShader,
      fragment: fragmentShader,
      failed(reason) {
        // The picture goes on without it.
        broken = true;
        pass.enabled = false;
        ctx.fail(new Error(reason));
      },
    });
  };
  return {
    pass,
    set(props, enabled) {
      const given = Array.isArray(props.args) ? (props.args as readonly unknown[])[0] : undefined;
      const whole = typeof given === "object" && given !== null ? (given as ShaderPassProps) : {};
      const [own, bundled] = [new Reader(ctx, props), new Reader(ctx, whole)];
      compile(
        own.string("vertexShader") ?? bundled.string("vertexShader", CopyShader.vertexShader),
        own.string("fragmentShader") ?? bundled.string("fragmentShader", COPY),
        own.raw("defines") ?? bundled.raw("defines"),
      );
      pass.enabled = enabled && !broken;
      if (uniforms.update(withoutPicture(props.uniforms ?? whole.uniforms))) material.needsUpdate = true;
    },
    dispose() {
      endWatch?.();
      pass.dispose();
    },
  };
}

/** Changes nothing. */
const COPY = `uniform sampler2D ${PICTURE};
varying vec2 vUv;
void main() { gl_FragColor = texture2D(${PICTURE}, vUv); }`;

/** Shaders are written down with the picture as `{value: null}`. */
function withoutPicture(given: unknown): unknown {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => name !== PICTURE));
}
