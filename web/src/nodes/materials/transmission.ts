// MeshTransmissionMaterial: glass that takes colours apart, blurs and distorts. It looks up what is behind it in
// the picture that three.js draws for all glass, several times for each pixel.

import { MeshPhysicalMaterial } from "three";
import type { MeshTransmissionMaterialProps } from "../../protocol/components.gen";
import { applyValues, type MaterialSpec } from "../../scene/materials";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { readSurface } from "../../scene/surface";
import { surfaceOf } from "./material";
import { NOISE } from "./moving";
import { PlacedPart } from "./part";

const MAX_SAMPLES = 32;

/** Numbers that the shader gets, with their defaults. */
const NUMBERS = { chromaticAberration: 0.05, anisotropicBlur: 0.1, distortion: 0, distortionScale: 0.5, temporalDistortion: 0 } as const;
const NAMES = Object.keys(NUMBERS) as (keyof typeof NUMBERS)[];

const HEAD = /* glsl */ `
  uniform float time, ${NAMES.join(", ")};
  ${NOISE}
  float chance(float seed) {
    return fract(sin(dot(gl_FragCoord.xy + seed, vec2(12.9898, 78.233))) * 43758.5453);
  }
`;

/** In place of the one look at what is behind. */
const BODY = /* glsl */ `
  #ifdef USE_TRANSMISSION
    material.transmission = transmission;
    material.transmissionAlpha = 1.0;
    material.thickness = thickness;
    material.attenuationDistance = attenuationDistance;
    material.attenuationColor = attenuationColor;
    vec3 pos = vWorldPosition;
    vec3 v = normalize(cameraPosition - pos);
    vec3 n = transformNormalByInverseViewMatrix(normal, viewMatrix);
    vec3 bent = vec3(0.0);
    if (distortion > 0.0) {
      vec3 flow = vec3(time, -time, -time) * temporalDistortion;
      bent = distortion * vec3(smoothNoise(pos * distortionScale + flow), smoothNoise(pos.zxy * distortionScale - flow), smoothNoise(pos.yxz * distortionScale + flow));
    }
    float smear = thickness * max(pow(material.roughness, 0.33), anisotropicBlur);
    float first = chance(0.0);
    vec4 through = vec4(0.0);
    for (int i = 0; i < SAMPLES; i++) {
      float share = (float(i) + first) / float(SAMPLES);
      vec3 rough = normalize(vec3(chance(float(3 * i + 1)), chance(float(3 * i + 2)), chance(float(3 * i + 3))) - 0.5);
      vec3 way = normalize(n + material.roughness * material.roughness * rough + bent);
      float depth = material.thickness + smear * share;
      for (int part = 0; part < 3; part++) {
        vec4 seen = getIBLVolumeRefraction(
          way, v, material.roughness, material.diffuseContribution, material.specularColorBlended, material.specularF90,
          pos, modelMatrix, viewMatrix, projectionMatrix, 0.0, material.ior * (1.0 + float(part) * chromaticAberration * share), depth,
          material.attenuationColor, material.attenuationDistance);
        through[part] += seen[part];
        through.a += seen.a / 3.0;
      }
    }
    through /= float(SAMPLES);
    material.transmissionAlpha = mix(material.transmissionAlpha, through.a, material.transmission);
    totalDiffuse = mix(totalDiffuse, through.rgb, material.transmission);
  #endif
`;

export const meshTransmissionMaterial: NodeType<MeshTransmissionMaterialProps> = {
  create(ctx, props) {
    const material = new MeshPhysicalMaterial();
    const uniforms = { time: { value: 0 }, ...Object.fromEntries(NAMES.map((name) => [name, { value: NUMBERS[name] }])) } as Record<"time" | keyof typeof NUMBERS, { value: number }>;
    let samples = 0;
    material.onBeforeCompile = (shader) => {
      Object.assign(shader.uniforms, uniforms);
      shader.fragmentShader = `#define SAMPLES ${samples}\n${HEAD}${shader.fragmentShader.replace("#include <transmission_fragment>", BODY)}`;
    };
    material.customProgramCacheKey = () => `glass of ${samples}`;
    const place = new PlacedPart(ctx, "material", props);
    const own: ReadonlySet<string> = new Set(["samples", ...NAMES]);
    let before: MaterialSpec["values"] = {};
    const apply = (props: Readonly<MeshTransmissionMaterialProps>): void => {
      const read = new Reader(ctx, props);
      const count = Math.round(read.clamped("samples", 10, 1, MAX_SAMPLES));
      if (count !== samples) material.needsUpdate = true;
      samples = count;
      for (const name of NAMES) uniforms[name].value = read.number(name, NUMBERS[name]);
      const rest = Object.fromEntries(Object.entries(props).filter(([name]) => !own.has(name)));
      const { values, maps } = readSurface(ctx, surfaceOf("physical", rest), { type: "physical", values: { transmission: 1, roughness: 0 } });
      if (maps.size > 0) ctx.warn("pictures are not read here; use them on other materials");
      applyValues(material, "physical", before, values);
      before = values;
      ctx.invalidate();
    };
    apply(props);
    place.part = material;
    ctx.onFrame(({ now }) => {
      uniforms.time.value = now / 1000;
      return uniforms.temporalDistortion.value !== 0 && uniforms.distortion.value > 0;
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
