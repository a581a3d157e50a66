// Svg: the drawings of an SVG file as flat shapes. Read as a list of shapes: nothing of it becomes part of the
// page.

import { Color, DoubleSide, Group, Mesh, MeshBasicMaterial, ShapeGeometry } from "three";
import type { SvgProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { checkXml } from "../models/xml";

export const svg: NodeType<SvgProps> = {
  create(ctx, props) {
    const object = new Group();
    // y goes down in the file.
    const inner = new Group();
    inner.scale.y = -1;
    object.add(inner);
    const made: { dispose(): void }[] = [];
    const read = new Reader(ctx, props);
    const src = read.string("src");
    if (!src) throw new Error("src is missing: the URL of an SVG file, or its text");
    const [fills, strokes] = [!read.boolean("skipFill", false), !read.boolean("skipStrokes", false)];
    ctx.run(async (signal) => {
      const { SVGLoader } = await import("three/addons/loaders/SVGLoader.js");
      const text = /^\s*</.test(src) ? src : await ctx.assets.text(src, signal);
      signal.throwIfAborted();
      checkXml(text, "The SVG");
      const { paths } = new SVGLoader().parse(text);
      let order = 0;
      const add = (geometry: ShapeGeometry | ReturnType<typeof SVGLoader.pointsToStroke>, color: string, opacity: number): void => {
        const material = new MeshBasicMaterial({ color: new Color().setStyle(color), opacity, transparent: true, depthWrite: false, side: DoubleSide });
        const mesh = new Mesh(geometry, material);
        mesh.renderOrder = order++;
        inner.add(mesh);
        made.push(geometry, material);
      };
      for (const path of paths) {
        const style = path.userData.style as Readonly<Record<string, unknown>> & { fill?: string; stroke?: string; fillOpacity?: number; strokeOpacity?: number };
        if (fills && style.fill !== undefined && style.fill !== "none") {
          for (const shape of path.toShapes()) add(new ShapeGeometry(shape), style.fill, style.fillOpacity ?? 1);
        }
        if (strokes && style.stroke !== undefined && style.stroke !== "none") {
          for (const sub of path.subPaths) {
            add(SVGLoader.pointsToStroke(sub.getPoints(), style as never), style.stroke, style.strokeOpacity ?? 1);
          }
        }
      }
    });
    return {
      object,
      dispose() {
        for (const one of made) one.dispose();
      },
    };
  },
};
