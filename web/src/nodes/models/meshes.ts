// The meshes that a loader made: visiting and freeing them.

import type { Material} from "three";
import { Mesh, Texture, type BufferGeometry, type Object3D } from "three";

interface Drawn {
  readonly geometry?: BufferGeometry;
  readonly material?: Material | Material[];
  readonly skeleton?: { dispose(): void };
}

/** Dispose the geometries, materials and textures of an object and all that is in it. */
export function disposeModel(root: Object3D): void {
  root.traverse((object) => {
    const { geometry, material, skeleton } = object as Drawn;
    geometry?.dispose();
    skeleton?.dispose();
    for (const each of material === undefined ? [] : [material].flat()) disposeMaterial(each);
  });
}

export function disposeMaterial(material: Material): void {
  for (const value of Object.values(material)) {
    if (!(value instanceof Texture)) continue;
    value.dispose();
    // Bitmaps hold memory until the collector comes by.
    if (value.image instanceof ImageBitmap) value.image.close();
  }
  material.dispose();
}

/** Dispose what a copy of a model does not share with it: the matrices of its bones, which are a texture. */
export function disposeCopy(root: Object3D): void {
  root.traverse((object) => (object as Drawn).skeleton?.dispose());
}

/** Call for each mesh of a model. */
export function eachMesh(root: Object3D, visit: (mesh: Mesh) => void): void {
  root.traverse((object) => {
    if (object instanceof Mesh) visit(object as Mesh);
  });
}

/** The props of all meshes of a model. */
export interface MeshProps {
  readonly castShadow?: unknown;
  readonly receiveShadow?: unknown;
  readonly frustumCulled?: unknown;
}

/** Whether the meshes of a model cast and receive shadows, and are left out of view: all, unless the props say otherwise. */
export function applyMeshProps(root: Object3D, props: MeshProps): void {
  eachMesh(root, (mesh) => {
    mesh.castShadow = props.castShadow !== false;
    mesh.receiveShadow = props.receiveShadow !== false;
    mesh.frustumCulled = props.frustumCulled !== false;
  });
}
