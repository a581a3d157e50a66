// PLY: a mesh if there are faces, else a cloud of points. Gaussian splats, which come as PLY, too, are shown
// as the points in their middles.

import { BufferAttribute, DoubleSide, Mesh, MeshPhysicalMaterial, Points, PointsMaterial, SRGBColorSpace, TextureLoader, Color } from "three";
import type { BufferGeometry, Texture } from "three";
import { PLYLoader } from "three/addons/loaders/PLYLoader.js";
import type { Parsed, Source } from "../formats";
import { dropUnknown } from "./cloud";

/** Headers are short; the bytes after them are no text. */
const MAX_HEADER = 65_536;

interface Header {
  readonly faces: number;
  /** The picture that its comments name. */
  readonly texture: string | undefined;
  readonly splats: boolean;
}

function headerOf(bytes: ArrayBuffer): Header {
  const text = new TextDecoder("latin1").decode(bytes.slice(0, MAX_HEADER));
  const header = /^ply\s[\s\S]*?end_header/.exec(text)?.[0];
  if (header === undefined) throw new Error("it is not a PLY file");
  if (!/^element\s+vertex\s/m.test(header)) throw new Error("it has no vertices");
  const has = (property: string): boolean => new RegExp(`^property\\s+\\S+\\s+${property}\\s*$`, "m").test(header);
  return {
    faces: Number(/^element\s+face\s+(\d+)/m.exec(header)?.[1] ?? 0),
    texture: /^comment\s+TextureFile\s+(.+?)\s*$/m.exec(header)?.[1],
    splats: has("f_dc_0") && has("scale_0") && has("rot_0"),
  };
}

/** The constant part of spherical harmonics of degree 0. */
const HARMONIC = 0.282_094_791_773_878_14;

/** The colours of splats seen from everywhere. */
function colorSplats(geometry: BufferGeometry): void {
  const constants = geometry.getAttribute("splat");
  const colors = new Float32Array(constants.count * 3);
  const color = new Color();
  const channel = (value: number): number => Math.min(Math.max(0.5 + HARMONIC * value, 0), 1);
  for (let i = 0; i < constants.count; i++) {
    color.setRGB(channel(constants.getX(i)), channel(constants.getY(i)), channel(constants.getZ(i)), SRGBColorSpace).toArray(colors, 3 * i);
  }
  geometry.deleteAttribute("splat");
  geometry.setAttribute("color", new BufferAttribute(colors, 3));
}

async function textureOf(file: string, { manager, folder, note }: Source): Promise<Texture | null> {
  try {
    const texture = await new TextureLoader(manager).loadAsync(folder + file);
    texture.colorSpace = SRGBColorSpace;
    return texture;
  } catch {
    note(`${file} could not be loaded`);
    return null;
  }
}

export async function parse(source: Source): Promise<Parsed> {
  const { faces, texture, splats } = headerOf(source.bytes);
  const loader = new PLYLoader();
  if (splats) loader.setCustomPropertyNameMapping({ splat: ["f_dc_0", "f_dc_1", "f_dc_2"] });
  const geometry = loader.parse(source.bytes);
  if (geometry.getAttribute("position").count === 0) throw new Error("it has no vertices");
  if (splats) {
    colorSplats(geometry);
    source.note(`${source.name} holds Gaussian splats, drawn as points here; Splat draws them as they are meant`);
  }
  const vertexColors = geometry.hasAttribute("color");
  if (faces === 0) {
    dropUnknown(geometry);
    return { object: new Points(geometry, new PointsMaterial({ vertexColors })), painted: true };
  }
  const corners = geometry.index?.count ?? geometry.getAttribute("position").count;
  if (corners < 3 * faces) source.note(`${source.name} has faces with more than four corners, which are left out`);
  if (!geometry.hasAttribute("normal")) geometry.computeVertexNormals();
  const map = texture !== undefined && geometry.hasAttribute("uv") ? await textureOf(texture, source) : null;
  const material = new MeshPhysicalMaterial({ vertexColors, map, side: DoubleSide });
  return { object: new Mesh(geometry, material), painted: vertexColors || map !== null };
}
