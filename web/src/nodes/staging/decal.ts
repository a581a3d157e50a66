// Decal: a picture stuck onto the mesh that it is a child of.

import { BoxGeometry, BufferGeometry, EdgesGeometry, Euler, LineBasicMaterial, LineSegments, Matrix4, Mesh, Object3D, Vector3 } from "three";
import type { DecalProps, SurfaceProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { passRays } from "../../scene/raycast";
import { isNumber, isNumbers, Reader } from "../../scene/read";
import { Surface } from "../../scene/surface";

/** Cutting more triangles than this would hold the page up. */
const MAX_TRIANGLES = 200_000;

const _position = new Vector3();
const _size = new Vector3();
const _turn = new Euler();
const _facing = new Object3D();
const _world = new Matrix4();

/** What makes a decal another one. */
const SHAPE = ["position", "rotation", "scale"] as const;

/** What of the props is the material's, the picture as its map. */
function surfaceOf(props: Readonly<DecalProps>): SurfaceProps {
  const { map, material } = props;
  return { ...props, material: map == null ? material : { map, ...material } };
}

export const decal: NodeType<DecalProps> = {
  placement: "own",
  create(ctx, props) {
    const object = new Mesh(new BufferGeometry());
    const empty = object.geometry;
    passRays(object);
    const parts = new DrawnParts(object);
    const extra = (): Record<string, boolean | number> => {
      const read = new Reader(ctx, props);
      return { depthTest: read.boolean("depthTest", false), polygonOffsetFactor: read.number("polygonOffsetFactor", -10) };
    };
    const surface = new Surface(ctx, parts.painted, surfaceOf(props), { type: "standard", values: { transparent: true, polygonOffset: true } }, extra());
    let box: LineSegments<EdgesGeometry, LineBasicMaterial> | undefined;
    let source: BufferGeometry | undefined;
    let version = NaN;
    let stale = true;

    const place = (): void => {
      const read = new Reader(ctx, props);
      _position.fromArray(read.vector("position", [0, 0, 0]));
      const { scale } = props;
      _size.fromArray(isNumber(scale) ? [scale, scale, scale] : isNumbers(scale, 3) ? scale : [1, 1, 1]);
      if (isNumbers(props.rotation, 3)) _turn.set(...(props.rotation as [number, number, number]));
      else {
        // Away from the middle, from where it is.
        _facing.position.set(0, 0, 0);
        _facing.lookAt(_position.lengthSq() > 0 ? _position : _facing.position.clone().set(0, 0, 1));
        _turn.copy(_facing.rotation);
      }
    };

    const cut = async (mesh: Mesh, signal: AbortSignal): Promise<void> => {
      const { DecalGeometry } = await import("three/addons/geometries/DecalGeometry.js");
      signal.throwIfAborted();
      const triangles = (mesh.geometry.index ?? mesh.geometry.getAttribute("position")).count / 3;
      if (triangles > MAX_TRIANGLES) throw new Error(`the mesh has ${triangles} triangles; at most ${MAX_TRIANGLES} can be cut`);
      place();
      // In the mesh's own frame, wherever it is.
      _world.copy(mesh.matrixWorld);
      mesh.matrixWorld.identity();
      const next = new DecalGeometry(mesh, _position, _turn, _size);
      mesh.matrixWorld.copy(_world);
      if (object.geometry !== empty) object.geometry.dispose();
      parts.geometry = next;
      outline();
      ctx.invalidate();
    };

    const outline = (): void => {
      box?.geometry.dispose();
      box?.material.dispose();
      box?.removeFromParent();
      box = undefined;
      if (!new Reader(ctx, props).boolean("debug", false)) return;
      place();
      box = new LineSegments(new EdgesGeometry(new BoxGeometry()), new LineBasicMaterial({ color: "red" }));
      box.position.copy(_position);
      box.rotation.copy(_turn);
      box.scale.copy(_size);
      passRays(box);
      object.add(box);
    };

    ctx.onFrame(() => {
      const { parent } = object;
      if (!(parent instanceof Mesh)) return undefined;
      // The mesh's shape may be another with every frame.
      const geometry = parent.geometry as BufferGeometry;
      const position = geometry.attributes.position;
      if (!position) return undefined;
      const now = "version" in position ? position.version : 0;
      if (!stale && geometry === source && now === version) return undefined;
      [stale, source, version] = [false, geometry, now];
      ctx.run((signal) => cut(parent as Mesh, signal));
      return undefined;
    });
    return {
      object,
      parts,
      attached(parent) {
        if (!(parent instanceof Mesh)) ctx.warn("the node above is no mesh that it could be stuck onto");
        stale = true;
      },
      update(changed, now) {
        props = now;
        surface.update(surfaceOf(props), extra());
        if (SHAPE.some((name) => name in changed)) stale = true;
        outline();
        return undefined;
      },
      dispose() {
        box?.geometry.dispose();
        box?.material.dispose();
        surface.dispose();
        if (object.geometry !== empty) object.geometry.dispose();
        empty.dispose();
      },
    };
  },
};
