// DepthPointCloud, InPlaceDepthPointCloud and their provider: points from pictures of depth, brought to their
// places by the GPU. A picture goes there as it came, and nothing is computed for each point on the CPU.

import { Box3, BufferGeometry, Group, Matrix4, Points, Ray, Sphere, Vector2, Vector3, Vector4, type Intersection, type Raycaster } from "three";
import type { DepthLookProps, DepthPointCloudProviderProps, Object3dProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { brief, Reader } from "../scene/read";
import { COLORMAPS, colormapTexture, type ColormapName } from "./depth/colormaps";
import { COLOR_MODES, DepthCloudMaterial } from "./depth/material";
import { boundsOf, hitDepth, opticsOf, type Optics } from "./depth/optics";
import { ALONE, depthSettings, optional, readProvider, strideAt, type DepthSettings } from "./depth/provider";
import { DepthSource } from "./depth/source";
import { Picture } from "./images/picture";
import type { Use } from "./provided";

/** Of both kinds of clouds. */
interface CloudProps extends Object3dProps, DepthLookProps {
  data?: unknown;
}

const DEFAULT_UNIT = 0.001;
/** In place of infinity, which shaders need not know. */
const ANYTHING = 3e38;
/** Modes of colour that go by height. */
const HEIGHTS: ReadonlySet<string> = new Set<(typeof COLOR_MODES)[number]>(["localY", "worldY"]);

const _viewport = new Vector4();
const _eye = new Vector3();
const _origin = new Vector3();
const _ray = new Ray();
const _inverse = new Matrix4();

type Warn = { warn(message: string): void };

function colorModeOf(ctx: Warn, value: unknown): number {
  if (value === undefined || value === null) return 0;
  const mode = typeof value === "number" ? value : COLOR_MODES.findIndex((name) => name === value);
  if (Number.isInteger(mode) && mode >= 0 && mode < COLOR_MODES.length) return mode;
  ctx.warn(`colorMode should be one of ${COLOR_MODES.join(", ")}, not ${brief(value)}; ignored`);
  return 0;
}

/** A scale from the first to the last value, never of no length. */
function rangeOf(from: number, to: number): Vector2 {
  return new Vector2(from, to === from ? from + 1e-6 : to);
}

const depthCloud: NodeType<CloudProps> = {
  create(ctx, props) {
    const geometry = new BufferGeometry();
    geometry.boundingSphere = new Sphere();
    geometry.boundingBox = new Box3();
    const material = new DepthCloudMaterial();
    const points = new Points(geometry, material);
    points.visible = false;
    // Children stand at the origin and are not part of what is clicked as a cloud.
    const object = new Group().add(points);
    let provided: Use<DepthSettings> | undefined;
    let optics: Optics | undefined;
    let screenSized = true;
    let scale: { readonly name: ColormapName; readonly texture: ReturnType<typeof colormapTexture> } | undefined;

    const settings = (): DepthSettings => provided?.value ?? ALONE;
    const setScale = (name: ColormapName | undefined): void => {
      if (scale?.name === name) return;
      scale?.texture.dispose();
      scale = name && { name, texture: colormapTexture(name) };
    };
    const setStride = (stride: number): void => {
      const { width, height } = depth.texture?.image ?? { width: 0, height: 0 };
      material.stride = stride;
      geometry.setDrawRange(0, Math.ceil(width / stride) * Math.ceil(height / stride));
    };
    const apply = (): void => {
      const { texture } = depth;
      points.visible = texture !== undefined;
      if (!texture) return;
      const { image } = texture;
      const read = new Reader(ctx, props);
      const { kept, edgeThreshold, culled, cullingMargin, ...given } = settings();
      const vfov = optional(read, "fov");
      optics = opticsOf(image, {
        vfov: vfov ?? given.vfov,
        hfov: vfov === undefined ? given.hfov : undefined,
        cx: optional(read, "cx") ?? given.cx,
        cy: optional(read, "cy") ?? given.cy,
        unit: optional(read, "depthUnit") ?? given.unit ?? DEFAULT_UNIT,
        offset: given.offset,
        inverted: given.inverted,
      });
      const { boundingBox, boundingSphere } = geometry;
      if (boundingBox && boundingSphere) {
        boundsOf(image, optics, boundingBox).getBoundingSphere(boundingSphere);
        boundingSphere.radius *= cullingMargin;
      }
      points.frustumCulled = culled;
      const name = read.string("cmap");
      const known = COLORMAPS.find((map) => map === name);
      if (name !== undefined && known === undefined) ctx.warn(`cmap should be one of ${COLORMAPS.join(", ")}, not ${brief(name)}; ignored`);
      setScale(known);
      screenSized = read.boolean("screenSpaceSizing", true);
      const colorMode = known ? colorModeOf(ctx, props.colorMode) : 0;
      const high = HEIGHTS.has(COLOR_MODES[colorMode] ?? "");
      const picture = rgb.texture && { texture: rgb.texture, stops: undefined };
      material.set({
        ...optics,
        depth: texture.texture,
        width: image.width,
        height: image.height,
        white: image.white,
        edgeThreshold,
        kept: new Vector2(kept[0], Math.min(kept[1], ANYTHING)),
        heights: new Vector2(read.number("minY", -ANYTHING), read.number("maxY", ANYTHING)),
        pointSize: Math.max(read.number("pointSize", 2), 0),
        screenSized,
        colorMode,
        range: high ? rangeOf(read.number("heightMin", -2), read.number("heightMax", 2)) : rangeOf(read.number("depthMin", 0.1), read.number("depthMax", 50)),
        colors: scale ? { texture: scale.texture, stops: scale.texture.image.width } : picture,
      });
    };
    const depth = new DepthSource(ctx, apply);
    const rgb = new Picture(ctx, { name: "rgb", color: true, changed: apply });

    points.onBeforeRender = (renderer, _scene, camera) => {
      const distance = _eye.setFromMatrixPosition(camera.matrixWorld).distanceTo(object.getWorldPosition(_origin));
      setStride(strideAt(settings(), distance));
      const target = renderer.getRenderTarget();
      material.pixels = screenSized ? renderer.getPixelRatio() : (target?.height ?? renderer.getCurrentViewport(_viewport).w) / 2;
      material.uniformsNeedUpdate = true;
    };
    points.raycast = (raycaster: Raycaster, hits: Intersection[]) => {
      const { texture } = depth;
      if (!texture || !optics || !geometry.boundingBox) return;
      _ray.copy(raycaster.ray).applyMatrix4(_inverse.copy(points.matrixWorld).invert());
      const hit = hitDepth(texture.image, optics, _ray, geometry.boundingBox);
      if (!hit) return;
      const point = _ray.at(hit.distance, new Vector3()).applyMatrix4(points.matrixWorld);
      const distance = raycaster.ray.origin.distanceTo(point);
      if (distance >= raycaster.near && distance <= raycaster.far) hits.push({ distance, point, index: hit.index, object: points });
    };

    const load = (): void => {
      depth.set(props.data == null ? "depth" : "data", props.data ?? props.depth);
      rgb.set(props.rgb);
      apply();
    };
    load();
    return {
      object,
      attached(parent) {
        provided?.leave();
        provided = depthSettings.use(parent, () => {
          apply();
          ctx.invalidate();
        });
        apply();
      },
      update(changed, now) {
        props = now;
        if (!isMove(changed)) load();
        return undefined;
      },
      dispose() {
        provided?.leave();
        depth.dispose();
        rgb.dispose();
        scale?.texture.dispose();
        geometry.dispose();
        material.dispose();
      },
    };
  },
};

export const depthPointCloud: NodeType<Omit<CloudProps, "data">> = depthCloud;
export const inPlaceDepthPointCloud = depthCloud;

export const depthPointCloudProvider: NodeType<DepthPointCloudProviderProps> = {
  create(ctx, props) {
    const object = new Group();
    const provide = depthSettings.provide(object, readProvider(ctx, props));
    return {
      object,
      update(changed, props) {
        if (!isMove(changed)) provide(readProvider(ctx, props));
        return undefined;
      },
      dispose: () => undefined,
    };
  },
};
