// Outlines: a line around the mesh that it is a child of.

import { BackSide, Color, Mesh, ShaderMaterial, Vector2, Vector4, type BufferGeometry } from "three";
import type { OutlinesProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { passRays } from "../../scene/raycast";
import { Reader } from "../../scene/read";
import { hullOf } from "../outline";

const VERTEX = /* glsl */ `
  attribute vec3 hullNormal;
  uniform float thickness, screenspace;
  uniform vec2 size;
  #include <common>
  #include <logdepthbuf_pars_vertex>
  void main() {
    vec4 place = modelViewMatrix * vec4(position, 1.0);
    vec4 direction = modelViewMatrix * vec4(hullNormal, 0.0);
    if (screenspace > 0.5) {
      gl_Position = projectionMatrix * place;
      vec2 normal = (projectionMatrix * direction).xy;
      float length = length(normal);
      if (length > 0.0) gl_Position.xy += normal / length * thickness * gl_Position.w * 2.0 / size;
    } else {
      gl_Position = projectionMatrix * (place + vec4(normalize(direction.xyz) * thickness, 0.0));
    }
    #include <logdepthbuf_vertex>
  }
`;
const FRAGMENT = /* glsl */ `
  uniform vec3 color;
  uniform float opacity;
  #include <logdepthbuf_pars_fragment>
  void main() {
    #include <logdepthbuf_fragment>
    gl_FragColor = vec4(color, opacity);
    #include <tonemapping_fragment>
    #include <colorspace_fragment>
  }
`;

/** Pixels of thickness 1 in screen space. */
const PIXELS = 10;

const _viewport = new Vector4();

export const outlines: NodeType<OutlinesProps> = {
  create(ctx, props) {
    const color = { value: new Color() };
    const size = { value: new Vector2() };
    const uniforms = { color, size, opacity: { value: 1 }, thickness: { value: 0 }, screenspace: { value: 0 } };
    const material = new ShaderMaterial({ uniforms, vertexShader: VERTEX, fragmentShader: FRAGMENT, side: BackSide });
    const object = new Mesh<BufferGeometry>(undefined, material);
    passRays(object);
    let source: BufferGeometry | undefined;
    object.onBeforeRender = (renderer) => {
      renderer.getViewport(_viewport);
      size.value.set(_viewport.z, _viewport.w);
    };
    const apply = (props: Readonly<OutlinesProps>): void => {
      const read = new Reader(ctx, props);
      const screenspace = read.boolean("screenspace", false);
      color.value.copy(read.color("color", "black"));
      uniforms.screenspace.value = screenspace ? 1 : 0;
      uniforms.thickness.value = read.number("thickness", 0.05) * (screenspace ? PIXELS : 1);
      uniforms.opacity.value = read.clamped("opacity", 1, 0, 1);
      material.transparent = read.boolean("transparent", uniforms.opacity.value < 1);
      material.toneMapped = read.boolean("toneMapped", true);
      material.needsUpdate = true;
    };
    apply(props);
    ctx.onFrame(() => {
      // The parent's geometry may be another with every frame.
      const { parent } = object;
      const next = parent instanceof Mesh ? (parent.geometry as BufferGeometry) : undefined;
      if (next === source) return undefined;
      source = next;
      object.geometry.dispose();
      const empty = new Mesh().geometry;
      object.geometry = next?.hasAttribute("position") ? hullOf(next) : empty;
      return undefined;
    });
    return {
      object,
      attached(parent) {
        if (!(parent instanceof Mesh)) ctx.warn("the node above is no mesh that it could be around");
      },
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        object.geometry.dispose();
        material.dispose();
      },
    };
  },
};
