// Facemesh: a face from landmarks. The shape of faces in general is loaded with the first of them.

import { AxesHelper, BufferAttribute, BufferGeometry, Group, LineBasicMaterial, LineLoop, Mesh } from "three";
import type { FacemeshProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { passRays } from "../../scene/raycast";
import { isNumber, isNumbers, Reader } from "../../scene/read";
import { Surface } from "../../scene/surface";
import type * as Landmarks from "./landmarks";

/** How many landmarks the face itself has; more are the irises'. */
const COUNT = 468;

const UPRIGHT = [159, 386, 152] as const;

/** Length of the axes that `debug` shows, as a part of the face's size. */
const AXES = 0.5;

export const facemesh: NodeType<FacemeshProps> = {
  create(ctx, props) {
    const object = new Group();
    const geometry = new BufferGeometry();
    const mesh = new Mesh(geometry);
    mesh.castShadow = mesh.receiveShadow = true;
    object.add(mesh);
    const parts = new DrawnParts(mesh);
    const surface = new Surface(ctx, parts.painted, props, { type: "standard", values: { side: 2 } });
    let library: typeof Landmarks | undefined;
    let helpers: { readonly axes: AxesHelper; readonly triangle: LineLoop<BufferGeometry, LineBasicMaterial> } | undefined;

    const landmark = (value: unknown): value is number => isNumber(value) && Number.isInteger(value) && value >= 0 && value < COUNT;

    const shape = ({ readLandmarks, readTransform, shapeFace, faceIndex, faceUv }: typeof Landmarks): void => {
      const read = new Reader(ctx, props);
      const given = props.points ?? (props.face as { keypoints?: unknown } | undefined)?.keypoints;
      const landmarks = readLandmarks(given);
      const matrix = readTransform(props.facialTransformationMatrix);
      const vertical = isNumbers(props.verticalTri, 3) && props.verticalTri.every(landmark) ? props.verticalTri : UPRIGHT;
      const size = (name: "width" | "height"): number | undefined => (read.raw(name) === undefined ? undefined : read.clamped(name, 1, 1e-6, 1e6));
      const positions = shapeFace(landmarks, {
        matrix,
        width: size("width"),
        height: size("height"),
        depth: read.clamped("depth", 1, 1e-6, 1e6),
        vertical,
        origin: read.boolean("eyesAsOrigin", false) && read.boolean("eyes", true) ? "eyes" : landmark(props.origin) ? props.origin : undefined,
      });
      if (!geometry.hasAttribute("position")) {
        geometry.setIndex(new BufferAttribute(faceIndex(), 1));
        geometry.setAttribute("uv", new BufferAttribute(faceUv(), 2));
        geometry.setAttribute("position", new BufferAttribute(positions.slice(), 3));
      } else {
        const position = geometry.getAttribute("position") as BufferAttribute;
        position.array.set(positions);
        position.needsUpdate = true;
      }
      geometry.computeVertexNormals();
      geometry.computeBoundingSphere();
      geometry.computeBoundingBox();
      const offset = matrix && read.boolean("offset", false);
      const units = read.number("offsetScalar", 80) || 1;
      mesh.position.set(0, 0, 0);
      if (offset) mesh.position.fromArray(matrix, 12).divideScalar(units);
      debug(read.boolean("debug", false), vertical);
      ctx.invalidate();
    };

    const debug = (shown: boolean, vertical: readonly number[]): void => {
      if (!shown) {
        free();
        return;
      }
      if (!helpers) {
        const triangle = new LineLoop(new BufferGeometry(), new LineBasicMaterial({ color: "cyan", depthTest: false }));
        helpers = { axes: new AxesHelper(1), triangle };
        passRays(triangle);
        passRays(helpers.axes);
        mesh.add(helpers.axes, triangle);
      }
      const { axes, triangle } = helpers;
      axes.scale.setScalar((geometry.boundingSphere?.radius ?? 1) * AXES);
      const position = geometry.getAttribute("position");
      const corners = vertical.flatMap((corner) => [position.getX(corner), position.getY(corner), position.getZ(corner)]);
      triangle.geometry.dispose();
      triangle.geometry.setAttribute("position", new BufferAttribute(Float32Array.from(corners), 3));
      triangle.geometry.computeBoundingSphere();
    };
    const free = (): void => {
      helpers?.axes.dispose();
      helpers?.axes.removeFromParent();
      helpers?.triangle.geometry.dispose();
      helpers?.triangle.material.dispose();
      helpers?.triangle.removeFromParent();
      helpers = undefined;
    };

    ctx.run(async (signal) => {
      const loaded = await import("./landmarks");
      signal.throwIfAborted();
      library = loaded;
      shape(loaded);
    });
    return {
      object,
      parts,
      update(_changed, now) {
        props = now;
        surface.update(props);
        if (library) shape(library);
        return undefined;
      },
      dispose() {
        free();
        surface.dispose();
        geometry.dispose();
      },
    };
  },
};
