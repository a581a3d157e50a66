// What the scene takes on the graphics card, as far as a page can know: it counts what it has sent there.

import { type BufferAttribute, type BufferGeometry, type InterleavedBufferAttribute, Material, type Mesh, Texture, type Object3D } from "three";
import type { GpuFigures } from "../panels/source";
import type { Viewer } from "./viewer";

/** Smaller copies of a texture take a third of it again. */
const WITH_MIPMAPS = 4 / 3;

export function gpuFigures(viewer: Viewer): GpuFigures {
  const { renderer, canvas, scene } = viewer;
  const seen = new Set<object>();
  let geometryBytes = 0;
  let textureBytes = 0;
  scene.traverse((object) => {
    const geometry = (object as Partial<Mesh>).geometry;
    if (geometry && !seen.has(geometry)) geometryBytes += bytesOfGeometry(geometry, seen);
    for (const material of materialsOf(object)) {
      if (seen.has(material)) continue;
      seen.add(material);
      for (const value of Object.values(material)) if (value instanceof Texture) textureBytes += bytesOfTexture(value as Texture, seen);
    }
  });
  return {
    renderer: rendererName(renderer.getContext()),
    width: canvas.width,
    height: canvas.height,
    programs: renderer.info.programs?.length ?? 0,
    lines: renderer.info.render.lines,
    points: renderer.info.render.points,
    geometryBytes,
    textureBytes,
  };
}

function materialsOf(object: Object3D): readonly Material[] {
  const { material } = object as Partial<Mesh>;
  if (material instanceof Material) return [material];
  return Array.isArray(material) ? material : [];
}

function bytesOfGeometry(geometry: BufferGeometry, seen: Set<object>): number {
  seen.add(geometry);
  let bytes = 0;
  const add = (attribute: BufferAttribute | InterleavedBufferAttribute | null): void => {
    if (!attribute) return;
    // Interleaved attributes share one array.
    const array = "data" in attribute ? attribute.data.array : attribute.array;
    if (seen.has(array)) return;
    seen.add(array);
    bytes += array.byteLength;
  };
  add(geometry.index);
  for (const attribute of Object.values(geometry.attributes)) add(attribute);
  return bytes;
}

function bytesOfTexture(texture: Texture, seen: Set<object>): number {
  if (seen.has(texture.source)) return 0;
  seen.add(texture.source);
  const { width, height } = (texture.image ?? {}) as { readonly width?: unknown; readonly height?: unknown };
  if (typeof width !== "number" || typeof height !== "number") return 0;
  return width * height * 4 * (texture.generateMipmaps ? WITH_MIPMAPS : 1);
}

function rendererName(gl: WebGLRenderingContext | WebGL2RenderingContext): string {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return typeof name === "string" ? name : "";
}
