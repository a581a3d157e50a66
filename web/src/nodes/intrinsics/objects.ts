// mesh, points, line and sprite: what three.js draws with the geometry and the material that are their
// child nodes. Without a geometry they draw nothing.

import {
  BufferAttribute,
  BufferGeometry,
  Line,
  LineBasicMaterial,
  LineLoop,
  LineSegments,
  Mesh,
  MeshBasicMaterial,
  Object3D,
  Points,
  PointsMaterial,
  Sprite,
  SpriteMaterial,
  type Material,
} from "three";
import type { Object3dProps, SpriteProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { isNumbers } from "../../scene/read";
import { hitLines, passRays } from "../../scene/raycast";

type Composed = Mesh | Points | Line;

/** An object made of a geometry and a material of its own kind until children bring theirs. */
function composed<M extends Material>(make: (geometry: BufferGeometry, material: M) => Composed, material: () => M): NodeType<Object3dProps> {
  return {
    create() {
      const own = { geometry: new BufferGeometry(), material: material() };
      const object = make(own.geometry, own.material);
      object.castShadow = object.receiveShadow = true;
      // Dashes are measured along the line, which is another with every geometry.
      if (object instanceof Line) {
        hitLines(object);
        let measured: BufferGeometry | undefined;
        object.onBeforeRender = () => {
          const { geometry } = object;
          if (measured === geometry || !geometry.hasAttribute("position") || geometry.index) return;
          measured = geometry;
          object.computeLineDistances();
        };
      }
      return {
        object,
        parts: new DrawnParts(object),
        update: () => undefined,
        dispose() {
          own.geometry.dispose();
          own.material.dispose();
        },
      };
    },
  };
}

export const mesh = composed((geometry, material) => new Mesh(geometry, material), () => new MeshBasicMaterial());
export const points = composed((geometry, material) => new Points(geometry, material), () => new PointsMaterial());
export const line = composed((geometry, material) => new Line(geometry, material), () => new LineBasicMaterial());
export const lineLoop = composed((geometry, material) => new LineLoop(geometry, material), () => new LineBasicMaterial());
export const lineSegments = composed((geometry, material) => new LineSegments(geometry, material), () => new LineBasicMaterial());

/** A triangle over the whole view, for a material whose vertices are where they say. */
export const screenQuad: NodeType<Object3dProps> = {
  create() {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(Float32Array.of(-1, -1, 0, 3, -1, 0, -1, 3, 0), 3));
    geometry.setAttribute("uv", new BufferAttribute(Float32Array.of(0, 0, 2, 0, 0, 2), 2));
    const material = new MeshBasicMaterial();
    const object = new Mesh(geometry, material);
    object.frustumCulled = false;
    passRays(object);
    return {
      object,
      parts: new DrawnParts(object),
      update: () => undefined,
      dispose() {
        geometry.dispose();
        material.dispose();
      },
    };
  },
};

export const object3D: NodeType<Object3dProps> = {
  create() {
    return { object: new Object3D(), dispose: () => undefined };
  },
};

export const sprite: NodeType<SpriteProps> = {
  create(_ctx, props) {
    const material = new SpriteMaterial();
    const object = new Sprite(material);
    const apply = (props: Readonly<SpriteProps>): void => {
      object.center.fromArray(isNumbers(props.center, 2) ? props.center : [0.5, 0.5]);
    };
    apply(props);
    return {
      object,
      parts: new DrawnParts(object),
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        material.dispose();
      },
    };
  },
};
