// meshDistanceMaterial: the distance from the camera as red. three.js's own class serves point lights'
// shadows alone and fails on anything drawn to the screen; this is the same shader, fed by the camera.

import { ShaderLib, ShaderMaterial, UniformsUtils, Vector3, type Camera } from "three";
import type { MeshDistanceMaterialProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { PlacedPart } from "./part";

class DistanceMaterial extends ShaderMaterial {
  readonly #eye: Vector3;

  constructor() {
    const { uniforms, vertexShader, fragmentShader } = ShaderLib.distance;
    super({ uniforms: UniformsUtils.clone(uniforms), vertexShader, fragmentShader, toneMapped: false });
    this.#eye = new Vector3();
    this.uniforms.referencePosition = { value: this.#eye };
  }

  override onBeforeRender(_renderer: unknown, _scene: unknown, camera: Camera): void {
    this.#eye.setFromMatrixPosition(camera.matrixWorld);
    this.uniformsNeedUpdate = true;
  }

  setRange(near: number, far: number): void {
    this.uniforms.nearDistance = { value: near };
    this.uniforms.farDistance = { value: far };
  }
}

export const meshDistanceMaterial: NodeType<MeshDistanceMaterialProps> = {
  create(ctx, props) {
    const material = new DistanceMaterial();
    const place = new PlacedPart(ctx, "material", props);
    const apply = (props: Readonly<MeshDistanceMaterialProps>): void => {
      const read = new Reader(ctx, props);
      const near = read.number("nearDistance", 1);
      material.setRange(near, Math.max(read.number("farDistance", 1000), near + 1e-6));
    };
    apply(props);
    place.part = material;
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
