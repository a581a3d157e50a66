// Robots from URDF: reads the text, loads the meshes it names, and gives the materials it describes.

import { Color, LoadingManager, Mesh, SRGBColorSpace, type Material, type MeshPhongMaterial, type Object3D } from "three";
import type { URDFRobot } from "urdf-loader";
import type { MaterialSpec, MaterialValue } from "../../scene/materials";
import type { NodeContext } from "../../scene/node-type";
import { extensionOf } from "../../scene/textures";
import { reportFailure } from "./failure";
import { loadModel, modelOfBytes, type Model } from "./files";
import { disposeCopy, disposeMaterial } from "./meshes";
import { locate, type Places } from "./paths";
import { parseXml } from "./xml";

export interface UrdfOptions {
  readonly places: Places;
  readonly parseVisual: boolean;
  readonly parseCollision: boolean;
}

/** A robot, its meshes perhaps still on their way. */
export interface LoadedRobot {
  readonly robot: URDFRobot;
  /** Resolves when every mesh is there or has been given up with a warning. */
  readonly complete: Promise<void>;
  /** What a mesh looks like by the URDF; undefined if its file brings materials of its own. */
  readonly lookOf: (mesh: Mesh) => MaterialSpec["values"] | undefined;
  /** Free what the URDF itself brought; meshes of files are freed with the signal. */
  dispose(): void;
}

type Values = MaterialSpec["values"];

/** Painted metal and plastic, which most robots are. */
const FINISH: Values = { roughness: 0.45, metalness: 0.1 };
/** Collision shapes are drawn over what they stand for, and seen through. */
const COLLISION: Values = { color: new Color("#ff9d2e").toArray(), opacity: 0.35, transparent: true, depthWrite: false };

/** Parse the text. Macros are refused before the parser stumbles over their prefix. */
function parse(text: string): Document {
  if (/<xacro:/i.test(text)) throw new Error("This is a xacro file; turn it into URDF first (`xacro robot.xacro > robot.urdf`)");
  const document = parseXml(text, "The URDF");
  check(document);
  return document;
}

/** Check what the loader would fall over, and say it in words. */
function check(document: Document): void {
  const robot = document.documentElement;
  if (robot.nodeName !== "robot") throw new Error("The URDF has no <robot> at its root");
  const names = (tag: string): Set<string | null> =>
    new Set([...robot.children].filter((child) => child.nodeName === tag).map((child) => child.getAttribute("name")));
  const links = names("link");
  const joints = names("joint");
  for (const joint of [...robot.children].filter((child) => child.nodeName === "joint")) {
    const name = joint.getAttribute("name") ?? "";
    for (const end of ["parent", "child"]) {
      const link = [...joint.children].find((child) => child.nodeName === end)?.getAttribute("link") ?? null;
      if (!links.has(link)) throw new Error(`The URDF has no link "${link ?? ""}", the ${end} of joint "${name}"`);
    }
    const mimic = [...joint.children].find((child) => child.nodeName === "mimic")?.getAttribute("joint");
    if (mimic != null && !joints.has(mimic)) throw new Error(`The URDF has no joint "${mimic}", which joint "${name}" follows`);
  }
}

/** The look that a <material> describes: its numbers are colours as on a screen, which three.js reads as light. */
function lookOfUrdf(material: Material): Values {
  const { color, opacity, map } = material as unknown as Pick<MeshPhongMaterial, "color" | "opacity" | "map">;
  const values: Record<string, MaterialValue> = {
    ...FINISH,
    color: new Color().setRGB(color.r, color.g, color.b, SRGBColorSpace).toArray(),
  };
  if (Number.isFinite(opacity) && opacity < 1) Object.assign(values, { opacity, transparent: true });
  if (map) values.map = map;
  return values;
}

/** Whether an object is in a <collision>. */
function isCollision(object: Object3D): boolean {
  for (let at: Object3D | null = object; at; at = at.parent) if ("isURDFCollider" in at) return true;
  return false;
}

/** Read a robot and begin to load its meshes. They are in use until the signal aborts. */
export async function loadRobot(
  ctx: NodeContext,
  text: string,
  { places, parseVisual, parseCollision }: UrdfOptions,
  signal: AbortSignal,
  onPart: (part: Object3D) => void,
): Promise<LoadedRobot> {
  const [{ default: UrdfLoader }, { clone }] = await Promise.all([import("urdf-loader"), import("three/addons/utils/SkeletonUtils.js")]);
  signal.throwIfAborted();
  const document = parse(text);
  const { assets } = ctx;
  /** Materials of the URDF by the meshes that have no other. */
  const described = new Map<Mesh, Material>();
  const materials = new Set<Material>();
  const waiting: Promise<void>[] = [];

  const load = async (path: string): Promise<Model> => {
    const place = locate(path, places);
    // The place may have another name: what the URDF calls a mesh says what it is.
    const format = extensionOf(path) || (typeof place === "string" ? extensionOf(place) : "");
    if (typeof place === "string") return loadModel(ctx, place, { format, assets: places.assets }, signal);
    return modelOfBytes(ctx, place, { format, assets: places.assets }, places.base, signal);
  };
  const manager = new LoadingManager();
  // Only the pictures of <texture> go this way.
  manager.setURLModifier((path) => {
    try {
      const place = locate(path, places);
      if (typeof place === "string") return assets.resolve(place);
      const url = URL.createObjectURL(new Blob([place as Uint8Array<ArrayBuffer>]));
      signal.addEventListener("abort", () => { URL.revokeObjectURL(url); }, { once: true });
      return url;
    } catch (error) {
      ctx.warn(messageOf(error));
      return "data:,refused";
    }
  });
  manager.onLoad = () => {
    ctx.invalidate();
  };
  manager.onError = (url) => {
    ctx.warn(`${url} could not be loaded`);
  };

  const loader = new UrdfLoader(manager);
  loader.parseVisual = parseVisual;
  loader.parseCollision = parseCollision;
  // Paths come to us as they are written; `locate` knows where they lead.
  loader.packages = (name) => `package://${name}`;
  loader.loadMeshCb = (path, _manager, material, done) => {
    const arrive = async (): Promise<void> => {
      try {
        const { object, painted, missing, notes } = await load(path);
        signal.throwIfAborted();
        const part = clone(object);
        if (!painted) part.traverse((child) => child instanceof Mesh && described.set(child as Mesh, material));
        done(part);
        onPart(part);
        for (const file of missing) ctx.warn(`${file} could not be loaded`);
        for (const note of notes) ctx.warn(note);
      } catch (error) {
        if (signal.aborted) return;
        ctx.warn(messageOf(error));
        reportFailure(ctx, "Urdf", { url: path }, error);
      }
    };
    materials.add(material);
    // After the loader has put the visual in its place.
    waiting.push(Promise.resolve().then(arrive));
  };

  const robot = loader.parse(document);
  // What is there already are boxes, cylinders and spheres.
  robot.traverse((child) => {
    if (!(child instanceof Mesh)) return;
    const { material } = child as Mesh<Mesh["geometry"], Material>;
    described.set(child as Mesh, material);
    materials.add(material);
  });

  return {
    robot,
    complete: Promise.all(waiting).then(() => undefined),
    lookOf(mesh) {
      if (isCollision(mesh)) return COLLISION;
      const material = described.get(mesh);
      return material && lookOfUrdf(material);
    },
    dispose() {
      disposeCopy(robot);
      for (const mesh of described.keys()) if (ownsGeometry(mesh)) mesh.geometry.dispose();
      for (const material of materials) disposeMaterial(material);
    },
  };

  /** Primitives are the robot's; meshes of files belong to the file. */
  function ownsGeometry(mesh: Mesh): boolean {
    return "parameters" in mesh.geometry;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
