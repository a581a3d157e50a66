// A picture before the camera or in the world: flat, or with depth a relief, or a piece of a sphere around
// the eye. What ImageBackground and ImagePlane show.

import { DoubleSide, Mesh, type Camera } from "three";
import type { ImageBackgroundProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { parseSide } from "../../scene/surface";
import { BeforeCamera, readLens, type Lens } from "./before-camera";
import { planeSheet, sphereSheet } from "./geometry";
import { PictureMaterial } from "./material";
import { Picture } from "./picture";

const PLANE_DISTANCE = 10;
const SPHERE_DISTANCE = 1;

const _lens: Lens = { slope: 1, aspect: 1, perspective: true };

export interface SheetProps extends ImageBackgroundProps {
  readonly side?: number;
  readonly wireframe?: boolean;
}

export class PictureSheet {
  readonly mesh: Mesh<ReturnType<typeof planeSheet>, PictureMaterial>;
  readonly #ctx: NodeContext;
  readonly #place = new BeforeCamera();
  readonly #color: Picture;
  readonly #alpha: Picture;
  readonly #depth: Picture;
  #props: Readonly<SheetProps>;
  /** What the geometry was made from. */
  #shape = "";
  #sphere = false;

  constructor(ctx: NodeContext, props: Readonly<SheetProps>) {
    this.#ctx = ctx;
    this.#props = props;
    this.mesh = new Mesh(planeSheet(), new PictureMaterial());
    this.#place.hold(this.mesh);
    const picture = (name: "src" | "alphaSrc" | "depthSrc"): Picture =>
      new Picture(ctx, { name, color: name === "src", changed: () => { this.#look(); } });
    this.#color = picture("src");
    this.#alpha = picture("alphaSrc");
    this.#depth = picture("depthSrc");
    this.update(props);
    ctx.onFrame((frame) => {
      this.#fit(frame.camera);
      return this.#place.advance(frame);
    });
  }

  update(props: Readonly<SheetProps>): void {
    this.#props = props;
    const read = new Reader(this.#ctx, props);
    const interpolate = read.boolean("interpolate", false);
    for (const picture of [this.#color, this.#alpha, this.#depth]) picture.interpolate = interpolate;
    this.#color.set(props.src, read.moment("capturedAt"));
    this.#alpha.set(props.alphaSrc);
    this.#depth.set(props.depthSrc);
    this.#look();
  }

  dispose(): void {
    this.#color.dispose();
    this.#alpha.dispose();
    this.#depth.dispose();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }

  #look(): void {
    const { material } = this.mesh;
    const read = new Reader(this.#ctx, this.#props);
    const depth = this.#depth.texture;
    const geometry = read.raw("geometry") === undefined ? undefined : read.oneOf("geometry", ["plane", "sphere"], "plane");
    this.#sphere = geometry === "sphere" || (geometry === undefined && depth !== undefined);
    this.#place.set(this.#ctx, this.#props, this.#sphere ? SPHERE_DISTANCE : PLANE_DISTANCE);
    material.set({
      picture: this.#color.texture,
      alpha: this.#alpha.texture,
      depth,
      opacity: read.clamped("opacity", 1, 0, 1),
      depthScale: read.number("depthScale", 1),
      depthBias: read.number("depthBias", 0),
      side: parseSide(this.#props.side) ?? DoubleSide,
      wireframe: read.boolean("wireframe", false),
    });
    material.visible = this.#color.texture !== undefined && !read.boolean("hide", false);
    this.#ctx.invalidate();
  }

  /** Make the geometry that the picture and the lens need, if it is another than before. */
  #fit(camera: Camera): void {
    const { mesh } = this;
    const place = this.#place;
    const { slope, aspect, perspective } = readLens(camera, _lens);
    const fine = this.#depth.texture ?? (this.#sphere ? this.#color.texture : undefined);
    const columns = fine ? this.#depth.width || this.#color.width : 1;
    const rows = fine ? this.#depth.height || this.#color.height : 1;
    place.round = this.#sphere && perspective;
    const shape = place.round ? `sphere ${place.distance} ${slope} ${aspect} ${columns} ${rows}` : `plane ${columns} ${rows}`;
    if (shape === this.#shape) return;
    this.#shape = shape;
    mesh.geometry.dispose();
    mesh.geometry = place.round ? sphereSheet(place.distance, slope, aspect, columns, rows) : planeSheet(columns, rows);
  }
}
