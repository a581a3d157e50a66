// The material of depth clouds: each vertex is a pixel of the picture of depth, which the GPU brings to its
// place in space. The geometry has no buffers, the number of the vertex says it all.

import { ShaderMaterial, Vector2, type Texture } from "three";

/** What colours stand for: the numbers are those of the wire, and of the shader. */
export const COLOR_MODES = ["depth", "camZ", "camDist", "localY", "worldY"] as const;

const VERTEX = /* glsl */ `
  uniform usampler2D depth;
  uniform ivec2 size;
  uniform int stride, colorMode;
  uniform vec2 focal, center;
  uniform float unit, offset, white, edgeThreshold, pointSize, pixels;
  uniform bool inverted, filtered, screenSized;
  uniform vec2 kept, range, heights;
  varying float level;
  varying vec2 place;
  #include <common>
  #include <logdepthbuf_pars_vertex>

  /** Metres before the camera that took the picture; 0 where it saw nothing. */
  float depthAt(ivec2 pixel) {
    uint raw = texelFetch(depth, clamp(pixel, ivec2(0), size - 1), 0).r;
    if (raw == 0u) return 0.0;
    float steps = float(raw);
    return (inverted ? white - steps : steps) * unit + offset;
  }

  void main() {
    int columns = (size.x + stride - 1) / stride;
    ivec2 pixel = ivec2(gl_VertexID % columns, gl_VertexID / columns) * stride;
    float z = depthAt(pixel);
    bool shown = z > 0.0 && z >= kept.x && z <= kept.y;
    if (shown && filtered) {
      ivec2 next = ivec2(stride, 0);
      shown = abs(depthAt(pixel - next.xy) - z) < edgeThreshold && abs(depthAt(pixel + next.xy) - z) < edgeThreshold &&
        abs(depthAt(pixel - next.yx) - z) < edgeThreshold && abs(depthAt(pixel + next.yx) - z) < edgeThreshold;
    }
    // Rays go through the middle of pixels; rows are counted from the top.
    vec2 slope = (vec2(pixel) + 0.5 - center) / focal;
    vec4 local = vec4(slope.x * z, -slope.y * z, -z, 1.0);
    vec4 world = modelMatrix * local;
    vec4 eye = modelViewMatrix * local;
    shown = shown && world.y >= heights.x && world.y <= heights.y;
    gl_Position = projectionMatrix * eye;
    gl_PointSize = screenSized ? pointSize * pixels : pointSize * projectionMatrix[1][1] * pixels / gl_Position.w;
    place = (vec2(pixel) + 0.5) / vec2(size);
    place.y = 1.0 - place.y;
    float value = colorMode == 0 ? z : colorMode == 1 ? -eye.z : colorMode == 2 ? length(eye.xyz) : colorMode == 3 ? local.y : world.y;
    level = clamp((value - range.x) / (range.y - range.x), 0.0, 1.0);
    #include <logdepthbuf_vertex>
    // Beyond the far plane nothing is drawn.
    if (!shown) gl_Position = vec4(0.0, 0.0, 2.0, 1.0);
  }
`;

const FRAGMENT = /* glsl */ `
  #if defined(USE_SCALE) || defined(USE_PICTURE)
    uniform sampler2D colors;
  #endif
  varying float level;
  varying vec2 place;
  #include <common>
  #include <logdepthbuf_pars_fragment>
  void main() {
    #include <logdepthbuf_fragment>
    #if defined(USE_SCALE)
      vec3 color = texture2D(colors, vec2((level * (SCALE_STOPS - 1.0) + 0.5) / SCALE_STOPS, 0.5)).rgb;
    #elif defined(USE_PICTURE)
      vec3 color = texture2D(colors, place).rgb;
    #else
      vec3 color = vec3(mix(1.0, 0.02, level));
    #endif
    gl_FragColor = vec4(color, 1.0);
    #include <colorspace_fragment>
  }
`;

/** All that the shader wants to know. Lengths are metres. */
export interface CloudLook {
  readonly depth: Texture | undefined;
  readonly width: number;
  readonly height: number;
  /** The greatest number in such a picture. */
  readonly white: number;
  /** Focal lengths and principal point in pixels. */
  readonly focal: Vector2;
  readonly center: Vector2;
  readonly unit: number;
  readonly offset: number;
  readonly inverted: boolean;
  /** Undefined: no point is left out for its neighbours. */
  readonly edgeThreshold: number | undefined;
  /** Least and greatest depth that are drawn, and the same for heights in the world. */
  readonly kept: Vector2;
  readonly heights: Vector2;
  readonly pointSize: number;
  readonly screenSized: boolean;
  /** Index into `COLOR_MODES`, and the first and the last value that has a colour. */
  readonly colorMode: number;
  readonly range: Vector2;
  /** Colours: of a scale, or at each pixel. Undefined: grey by depth. */
  readonly colors: { readonly texture: Texture; readonly stops: number | undefined } | undefined;
}

export class DepthCloudMaterial extends ShaderMaterial {
  constructor() {
    const names = ["depth", "colors", "size", "stride", "colorMode", "focal", "center", "unit", "offset", "white", "edgeThreshold", "pointSize", "pixels", "inverted", "filtered", "screenSized", "kept", "range", "heights"];
    super({
      uniforms: Object.fromEntries(names.map((name) => [name, { value: null }])),
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      toneMapped: false,
    });
    this.stride = 1;
    this.pixels = 1;
  }

  /** Of how many rows and columns one is drawn. */
  set stride(stride: number) {
    this.#set("stride", stride);
  }

  /** What a size is multiplied by to be one in pixels of the drawing buffer. */
  set pixels(pixels: number) {
    this.#set("pixels", pixels);
  }

  set(look: CloudLook): void {
    this.#set("depth", look.depth ?? null);
    this.#set("size", new Vector2(look.width, look.height));
    this.#set("white", look.white);
    this.#set("focal", look.focal);
    this.#set("center", look.center);
    this.#set("unit", look.unit);
    this.#set("offset", look.offset);
    this.#set("inverted", look.inverted);
    this.#set("filtered", look.edgeThreshold !== undefined);
    this.#set("edgeThreshold", look.edgeThreshold ?? 0);
    this.#set("kept", look.kept);
    this.#set("heights", look.heights);
    this.#set("pointSize", look.pointSize);
    this.#set("screenSized", look.screenSized);
    this.#set("colorMode", look.colorMode);
    this.#set("range", look.range);
    this.#set("colors", look.colors?.texture ?? null);
    const defines: Record<string, string> = {};
    if (look.colors?.stops !== undefined) {
      defines.USE_SCALE = "";
      defines.SCALE_STOPS = `${look.colors.stops}.0`;
    } else if (look.colors) defines.USE_PICTURE = "";
    if (JSON.stringify(defines) !== JSON.stringify(this.defines)) this.needsUpdate = true;
    this.defines = defines;
  }

  #set(name: string, value: unknown): void {
    const uniform = this.uniforms[name];
    if (uniform) uniform.value = value;
  }
}
