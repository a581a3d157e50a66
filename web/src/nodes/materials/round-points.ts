// The material of round points: three.js draws squares.

import { PointsMaterial } from "three";

/** Cuts the square's corners off; the edge is as wide as a pixel, and hard where nothing is blended. */
const CUT = /* glsl */ `
  float fromMiddle = length(gl_PointCoord * 2.0 - 1.0);
  float blur = fwidth(fromMiddle);
  #ifdef OPAQUE
    if (fromMiddle > 1.0) discard;
  #else
    gl_FragColor.a *= 1.0 - smoothstep(1.0 - blur, 1.0 + blur, fromMiddle);
  #endif
  #include <tonemapping_fragment>
`;

export class RoundPointsMaterial extends PointsMaterial {
  override onBeforeCompile(shader: { fragmentShader: string }): void {
    shader.fragmentShader = shader.fragmentShader.replace("#include <tonemapping_fragment>", CUT);
  }

  override customProgramCacheKey(): string {
    return "round points";
  }
}
