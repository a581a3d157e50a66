// WebXRMesh: the pieces of a room as a headset sees them, or from data: faces that let light through, and their
// edges. What the headset sees is told the program when it changes, and when it is asked for.

import { BufferAttribute, BufferGeometry, Color, Group, Mesh } from "three";
import type { WebXRMeshProps } from "../protocol/components.gen";
import type { Meshes } from "../protocol/events.gen";
import type { MaterialSpec } from "../scene/materials";
import type { NodeContext, NodeType } from "../scene/node-type";
import { OwnMaterial, type Painter } from "../scene/painter";
import { passRays } from "../scene/raycast";
import { brief, Reader } from "../scene/read";
import { Room } from "../xr/room";
import { indices, singles } from "./buffers";
import { entry, posesOf } from "./bodies/poses";

/** The meshes take turns with these, unless they have one colour. */
const COLORS = ["#ff3b30", "#34c759", "#0a7aff", "#ffcc00", "#00c7be", "#af52de"];

/** What is drawn of one mesh. */
class Piece {
  readonly faces: Mesh;
  readonly edges: Mesh;
  readonly #painters: readonly Painter[];

  constructor(ctx: NodeContext, object: Group, name: string, mesh: unknown) {
    const positions = singles(`${name}.vertices`, entry(mesh, "vertices"), 3);
    const geometry = new BufferGeometry().setAttribute("position", new BufferAttribute(positions, 3));
    const triangles = entry(mesh, "indices");
    if (triangles != null) geometry.setIndex(new BufferAttribute(indices(`${name}.indices`, triangles, positions.length / 3), 1));
    this.faces = new Mesh(geometry);
    this.edges = new Mesh(geometry);
    passRays(this.edges);
    this.#painters = [this.faces, this.edges].map((part) => new OwnMaterial(part, ctx.assets.materials));
    const matrix = posesOf(`${name}.matrix`, entry(mesh, "matrix"))?.[0];
    for (const part of [this.faces, this.edges]) {
      if (matrix) matrix.decompose(part.position, part.quaternion, part.scale);
      object.add(part);
    }
  }

  paint(color: readonly number[], opacity: number): void {
    const look = { color: [...color], toneMapped: false };
    const faces: MaterialSpec = { type: "basic", values: { ...look, opacity, transparent: true, side: 2, depthWrite: false } };
    const edges: MaterialSpec = { type: "basic", values: { ...look, wireframe: true } };
    this.#painters.forEach((painter, i) => { painter.paint(i === 0 ? faces : edges); });
  }

  dispose(): void {
    for (const painter of this.#painters) painter.dispose();
    for (const part of [this.faces, this.edges]) part.removeFromParent();
    this.faces.geometry.dispose();
  }
}

export const webXRMesh: NodeType<WebXRMeshProps> = {
  create(ctx, props) {
    const object = new Group();
    const content = new Group();
    const { xr, rooms } = ctx.stage;
    const room = new Room();
    let pieces: readonly Piece[] = [];

    const free = (): void => {
      for (const piece of pieces) piece.dispose();
      pieces = [];
    };
    const build = (props: Readonly<WebXRMeshProps>): void => {
      free();
      // In a headset its own room counts, which hangs on where its poses are told.
      const seen = room.value;
      const meshes: unknown = seen ? seen.meshes : props.meshes;
      content.removeFromParent();
      (seen ? xr.origin : object).add(content);
      if (meshes === undefined || meshes === null) return;
      if (!Array.isArray(meshes)) throw new Error(`meshes should be a list, not ${brief(meshes)}`);
      const built: Piece[] = [];
      pieces = built;
      meshes.forEach((mesh: unknown, i) => built.push(new Piece(ctx, content, `meshes[${i}]`, mesh)));
    };
    const paint = (props: Readonly<WebXRMeshProps>): void => {
      const read = new Reader(ctx, props);
      const opacity = read.clamped("opacity", 0.15, 0, 1);
      const one = read.color("color");
      const turns = COLORS.map((color) => one ?? new Color(color));
      pieces.forEach((piece, i) => { piece.paint(turns[i % turns.length]?.toArray() ?? [], opacity); });
      ctx.invalidate();
    };
    const apply = (props: Readonly<WebXRMeshProps>, rebuild: boolean): void => {
      try {
        if (rebuild) build(props);
        content.visible = !props.hide && props.visible !== false;
        paint(props);
      } catch (error) {
        free();
        throw error;
      }
    };
    apply(props, true);
    const answer = (): Meshes | undefined => room.value;
    rooms.set(ctx.key, answer);
    const ends = [
      xr.want("mesh-detection"),
      xr.onXrFrame((frame) => {
        if (!room.read(frame)) return;
        apply(props, true);
        if (room.value && new Reader(ctx, props).boolean("autoUpdate", true)) ctx.send("WEBXR_MESH_UPDATE", room.value);
      }, (reason) => {
        ctx.fail(reason);
      }),
      xr.state.subscribe(({ phase }) => {
        if (phase === "in" || !room.value) return;
        room.forget();
        apply(props, true);
      }),
      () => {
        if (rooms.get(ctx.key) === answer) rooms.delete(ctx.key);
      },
    ];
    return {
      object,
      update(changed, now) {
        props = now;
        apply(props, "meshes" in changed);
        return undefined;
      },
      dispose() {
        for (const end of ends) end();
        free();
        content.removeFromParent();
      },
    };
  },
};
