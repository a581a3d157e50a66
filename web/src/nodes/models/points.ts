// Clouds of points in models: how they look, and what rays hit of them.

import { Points, type Intersection, type Object3D, type PointsMaterial, type Raycaster } from "three";
import type { SurfaceProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { Surface } from "../../scene/surface";

/** The props of clouds. */
export interface CloudProps {
  readonly size?: number;
  readonly color?: SurfaceProps["color"];
  readonly opacity?: number;
  readonly material?: SurfaceProps["material"];
}

/** The look of the clouds in one copy of a model. */
export class Clouds {
  readonly #ctx: NodeContext;
  readonly #defaultSize: number;
  readonly #surfaces = new Map<Points, Surface>();

  constructor(ctx: NodeContext, root: Object3D, defaultSize: number, props: Readonly<CloudProps>) {
    this.#ctx = ctx;
    this.#defaultSize = defaultSize;
    root.traverse((object) => {
      if (!(object instanceof Points)) return;
      const points = object as Points;
      const vertexColors = points.geometry.hasAttribute("color");
      this.#surfaces.set(points, new Surface(ctx, points, pick(props), { type: "points", values: { vertexColors } }, this.#extra(props)));
      points.raycast = (raycaster: Raycaster, hits: Intersection[]) => {
        // A ray hits a point as large as it is drawn; three's default is a metre.
        const { Points: params } = raycaster.params;
        const { threshold } = params;
        params.threshold = (points.material as PointsMaterial).size / 2;
        Points.prototype.raycast.call(points, raycaster, hits);
        params.threshold = threshold;
      };
    });
  }

  update(props: Readonly<CloudProps>): void {
    for (const surface of this.#surfaces.values()) surface.update(pick(props), this.#extra(props));
  }

  dispose(): void {
    for (const surface of this.#surfaces.values()) surface.dispose();
    this.#surfaces.clear();
  }

  #size(props: Readonly<CloudProps>): number {
    return Math.max(new Reader(this.#ctx, props).number("size", this.#defaultSize), 0);
  }

  #extra(props: Readonly<CloudProps>): { readonly size: number } {
    return { size: this.#size(props) };
  }
}

/** What a cloud has of a mesh's surface: a kind of material is not among it. */
function pick({ color, opacity, material }: Readonly<CloudProps>): SurfaceProps {
  return {
    ...(color == null ? {} : { color }),
    ...(opacity == null ? {} : { opacity }),
    ...(material == null ? {} : { material }),
  };
}
