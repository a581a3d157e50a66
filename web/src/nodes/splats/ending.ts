// How the program for splats ends, at once and wholly. Its own `dispose` leaves three things: a sorting that
// is under way goes on, and fails where it finds nothing any more; what stands where there is nothing to draw
// yet is on the GPU for good as soon as one frame came too early; textures for levels of detail are forgotten.

import { Texture } from "three";
import type { SparkRenderer, SplatMesh } from "@sparkjsdev/spark";

/** Take a file's splats out of the scene and free them. */
export function endMesh(mesh: SplatMesh): void {
  mesh.removeFromParent();
  // Of its level of detail, or what all meshes without one share: their next frame takes it to the GPU again.
  mesh.context.lodIndices.value.dispose();
  mesh.dispose();
}

/** Free everything that draws, and `placeholders`. */
export function endRenderer(renderer: SparkRenderer, placeholders: Iterable<Texture>): void {
  renderer.removeFromParent();
  renderer.autoUpdate = renderer.sortDirty = false;
  clearTimeout(renderer.sortTimeoutId);
  clearTimeout(renderer.updateTimeoutId);
  // Not by the workers' own `dispose`: it rejects what they were asked, and nobody catches that.
  renderer.sortWorker?.worker.terminate();
  renderer.lodWorker?.worker.terminate();
  renderer.sortWorker = renderer.lodWorker = null;
  for (const { texture } of renderer.lodInstances.values()) texture.dispose();
  renderer.dispose();
  renderer.geometry.dispose();
  renderer.material.dispose();
  for (const texture of placeholders) texture.dispose();
  // A sorting that waits for the GPU goes no further than its next step.
  Object.assign(renderer, { readbackDepth: noAnswer, sortWorker: { call: noAnswer } });
}

/** The textures that the program draws with while it has none of its own: one each, however often it is made. */
export function placeholdersOf(spark: { readonly SparkRenderer: { makeUniforms(): object } }): Texture[] {
  const uniforms = Object.values(spark.SparkRenderer.makeUniforms()) as { readonly value: unknown }[];
  return uniforms.map(({ value }) => value).filter((value): value is Texture => value instanceof Texture);
}

function noAnswer(): Promise<never> {
  return new Promise(() => undefined);
}
