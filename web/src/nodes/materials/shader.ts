// shaderMaterial and rawShaderMaterial: programs in GLSL from the wire. Only text goes to the compiler;
// nothing is evaluated. What does not compile is said with the compiler's words, and not drawn.

import { GLSL3, RawShaderMaterial, ShaderMaterial, UniformsLib, UniformsUtils } from "three";
import type { ShaderMaterialProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { brief, Reader } from "../../scene/read";
import { parseSide } from "../../scene/surface";
import { definesOf, watchCompiler } from "./compiler";
import { PlacedPart } from "./part";
import { Uniforms } from "./uniforms";

function addMissing({ uniforms }: ShaderMaterial, library: ShaderMaterial["uniforms"]): void {
  for (const [name, uniform] of Object.entries(UniformsUtils.clone(library))) uniforms[name] ??= uniform;
}

/** What a raw program begins with. three.js's own default declares nothing, and does not compile as it stands. */
const RAW_VERTEX = `uniform mat4 projectionMatrix, modelViewMatrix;
attribute vec3 position;
void main() { gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }`;
const RAW_FRAGMENT = "precision mediump float; void main() { gl_FragColor = vec4(1.0, 0.0, 0.0, 1.0); }";

/** Props that need a new program. */
const COMPILED = ["vertexShader", "fragmentShader", "defines", "glslVersion", "lights", "fog", "vertexColors"] as const;

function shader(make: () => ShaderMaterial): NodeType<ShaderMaterialProps> {
  return {
    create(ctx, props) {
      const material = make();
      const uniforms = new Uniforms(ctx, material.uniforms);
      const place = new PlacedPart(ctx, "material", props);
      let endWatch: (() => void) | undefined;
      let broken = false;

      const compile = (): void => {
        const read = new Reader(ctx, props);
        // Without a shader those that the material was made with, which draw everything red.
        material.vertexShader = read.string("vertexShader", material.vertexShader);
        material.fragmentShader = read.string("fragmentShader", material.fragmentShader);
        material.defines = definesOf(props.defines);
        material.lights = read.boolean("lights", false);
        material.fog = read.boolean("fog", false);
        // What three.js fills in must be there to be filled.
        if (material.lights) addMissing(material, UniformsLib.lights);
        if (material.fog) addMissing(material, UniformsLib.fog);
        material.vertexColors = read.boolean("vertexColors", false);
        material.glslVersion = read.string("glslVersion")?.startsWith("3") ? GLSL3 : null;
        material.needsUpdate = true;
        endWatch?.();
        broken = false;
        ctx.recover();
        endWatch = watchCompiler(ctx.stage.renderer, {
          vertex: material.vertexShader,
          fragment: material.fragmentShader,
          failed: (reason) => {
            // Or it would be tried, and complained about, in every frame.
            broken = true;
            material.visible = false;
            ctx.fail(new Error(reason));
          },
        });
      };
      const apply = (): void => {
        const read = new Reader(ctx, props);
        material.wireframe = read.boolean("wireframe", false);
        material.opacity = read.number("opacity", 1);
        material.transparent = read.boolean("transparent", material.opacity < 1);
        material.depthTest = read.boolean("depthTest", true);
        material.depthWrite = read.boolean("depthWrite", true);
        material.toneMapped = read.boolean("toneMapped", true);
        material.visible = !broken && read.boolean("visible", true);
        const side = read.raw("side");
        const parsed = parseSide(side ?? "front");
        if (parsed === undefined) ctx.warn(`side cannot be ${brief(side)}; ignored`);
        else material.side = parsed;
        if (uniforms.update(props.uniforms)) material.needsUpdate = true;
      };
      compile();
      apply();
      place.part = material;
      return place.node({
        update(changed, now) {
          props = now;
          if (COMPILED.some((name) => name in changed)) compile();
          apply();
        },
        dispose() {
          endWatch?.();
          material.dispose();
        },
      });
    },
  };
}

export const shaderMaterial = shader(() => new ShaderMaterial());
export const rawShaderMaterial = shader(() => new RawShaderMaterial({ vertexShader: RAW_VERTEX, fragmentShader: RAW_FRAGMENT }));
