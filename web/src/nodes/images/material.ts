// The material of pictures: their own colours, untouched by light and tone mapping – a camera's image looks
// as the camera saw it – with opacity from a second picture and depth from a third.

import { DoubleSide, ShaderMaterial, Vector4, VideoTexture, type Side, type Texture } from "three";

const VERTEX = /* glsl */ `
  #ifdef USE_DEPTH_PICTURE
    uniform sampler2D depthPicture;
    uniform float depthScale, depthBias;
  #endif
  varying vec2 place;
  #include <common>
  #include <logdepthbuf_pars_vertex>
  void main() {
    place = uv;
    vec3 at = position;
    #ifdef USE_DEPTH_PICTURE
      // The normals of picture geometries point away from the eye.
      at += normal * (texture2D(depthPicture, uv).r * depthScale + depthBias);
    #endif
    gl_Position = projectionMatrix * modelViewMatrix * vec4(at, 1.0);
    #include <logdepthbuf_vertex>
  }
`;

const FRAGMENT = /* glsl */ `
  uniform sampler2D picture;
  #ifdef USE_ALPHA_PICTURE
    uniform sampler2D alphaPicture;
  #endif
  uniform float opacity;
  // Which part of the picture is shown: its lower left corner, and its size.
  uniform vec4 part;
  varying vec2 place;
  #include <common>
  #include <logdepthbuf_pars_fragment>
  void main() {
    #include <logdepthbuf_fragment>
    float alpha = opacity;
    #ifdef USE_ALPHA_PICTURE
      alpha *= texture2D(alphaPicture, place).g;
    #endif
    vec4 seen = texture2D(picture, part.xy + part.zw * place);
    #ifdef IS_VIDEO
      // The GPU does that for pictures, but frames of video are uploaded as they are.
      seen = sRGBTransferEOTF(seen);
    #endif
    gl_FragColor = vec4(seen.rgb, alpha);
    #include <colorspace_fragment>
  }
`;

export interface PictureLook {
  readonly picture: Texture | undefined;
  readonly alpha: Texture | undefined;
  readonly depth?: Texture | undefined;
  readonly opacity: number;
  readonly side?: Side;
  readonly wireframe?: boolean;
  /** Metres of depth for white, and for black. */
  readonly depthScale?: number;
  readonly depthBias?: number;
}

export class PictureMaterial extends ShaderMaterial {
  constructor() {
    super({
      uniforms: {
        picture: { value: null },
        alphaPicture: { value: null },
        depthPicture: { value: null },
        opacity: { value: 1 },
        part: { value: new Vector4(0, 0, 1, 1) },
        depthScale: { value: 1 },
        depthBias: { value: 0 },
      },
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      toneMapped: false,
    });
  }

  /** Show this part of the picture: its lower left corner and its size, from 0 to 1. */
  showPart(left: number, bottom: number, width: number, height: number): void {
    (this.uniforms.part?.value as Vector4).set(left, bottom, width, height);
  }

  set(look: PictureLook): void {
    const { picture, alpha, depth, opacity, side = DoubleSide, wireframe = false, depthScale = 1, depthBias = 0 } = look;
    const values = { picture, alphaPicture: alpha, depthPicture: depth, opacity, depthScale, depthBias };
    for (const [name, value] of Object.entries(values)) {
      const uniform = this.uniforms[name];
      if (uniform) uniform.value = value ?? null;
    }
    const defines: Record<string, string> = {};
    if (picture instanceof VideoTexture) defines.IS_VIDEO = "";
    if (alpha) defines.USE_ALPHA_PICTURE = "";
    if (depth) defines.USE_DEPTH_PICTURE = "";
    if (Object.keys(defines).join() !== Object.keys(this.defines).join() || side !== this.side) this.needsUpdate = true;
    this.defines = defines;
    this.side = side;
    this.wireframe = wireframe;
    this.transparent = alpha !== undefined || opacity < 1;
  }
}
