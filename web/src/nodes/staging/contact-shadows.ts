// ContactShadows: what stands above is drawn from below as dark, blurred, and laid on the ground.

import {
  Color,
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshDepthMaterial,
  NoBlending,
  OrthographicCamera,
  PlaneGeometry,
  ShaderMaterial,
  UniformsUtils,
  WebGLRenderTarget,
  type Object3D,
  type Scene,
  type WebGLRenderer,
} from "three";
import { HorizontalBlurShader } from "three/addons/shaders/HorizontalBlurShader.js";
import { VerticalBlurShader } from "three/addons/shaders/VerticalBlurShader.js";
import type { ContactShadowsProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { applyPose } from "../../scene/object3d";
import { passRays } from "../../scene/raycast";
import { isNumber, isNumbers, Reader } from "../../scene/read";

const MAX_RESOLUTION = 2048;

/** Depth as darkness: what is near the ground is dark, whatever its own colour. */
function darkness(color: Color): MeshDepthMaterial {
  const material = new MeshDepthMaterial({ blending: NoBlending });
  const tint = { value: color };
  material.onBeforeCompile = (shader) => {
    shader.uniforms.tint = tint;
    const dark = shader.fragmentShader.replace("vec4( vec3( 1.0 - fragCoordZ ), opacity )", "vec4( tint, 1.0 - fragCoordZ )");
    shader.fragmentShader = `uniform vec3 tint;\n${dark}`;
    // Points are drawn with it, too, and how large they are without a size is anybody's guess.
    shader.vertexShader = shader.vertexShader.replace("void main() {", "void main() {\n\tgl_PointSize = 2.0;");
  };
  return material;
}

function blurring({ uniforms, vertexShader, fragmentShader }: typeof HorizontalBlurShader | typeof VerticalBlurShader): ShaderMaterial {
  return new ShaderMaterial({ uniforms: UniformsUtils.clone(uniforms), vertexShader, fragmentShader, depthTest: false, blending: NoBlending });
}

/** Objects that throw no shadow, and their layers, while the others are drawn. */
const _left: Object3D[] = [];
const _masks: number[] = [];

function leaveOut(object: Object3D): void {
  if (object.castShadow || !("material" in object)) return;
  _left.push(object);
  _masks.push(object.layers.mask);
  object.layers.mask = 0;
}

function takeBack(): void {
  _left.forEach((object, i) => {
    object.layers.mask = _masks[i] ?? 1;
  });
  _left.length = _masks.length = 0;
}

/** How a contact shadow looks. */
export interface ContactLook {
  /** Width and depth of the ground, in metres. */
  readonly ground: readonly [number, number];
  readonly near: number;
  readonly far: number;
  readonly color: Color;
  readonly opacity: number;
  readonly blur: number;
  readonly smooth: boolean;
  readonly depthWrite: boolean;
  /** How often it is drawn from now on. */
  readonly frames: number;
}

/** The targets, camera and materials of one shadow. */
export class ContactShadow {
  readonly object = new Group();
  readonly #color = new Color();
  readonly #geometry = new PlaneGeometry(1, 1).rotateX(Math.PI / 2);
  readonly #picture: WebGLRenderTarget;
  readonly #blurred: WebGLRenderTarget;
  /** Looks up from the ground. */
  readonly #camera = new OrthographicCamera();
  readonly #blurCamera = new OrthographicCamera(-0.5, 0.5, 0.5, -0.5, -1, 1);
  readonly #dark: MeshDepthMaterial;
  readonly #across = blurring(HorizontalBlurShader);
  readonly #along = blurring(VerticalBlurShader);
  readonly #plane: Mesh<PlaneGeometry, MeshBasicMaterial>;
  readonly #blurPlane: Mesh;
  #blur = 1;
  #smooth = true;
  #frames = Infinity;

  constructor(resolution: number) {
    this.#picture = new WebGLRenderTarget(resolution, resolution);
    this.#blurred = new WebGLRenderTarget(resolution, resolution);
    this.#dark = darkness(this.#color);
    this.#plane = new Mesh(this.#geometry, new MeshBasicMaterial({ map: this.#picture.texture, transparent: true }));
    this.#plane.renderOrder = 1;
    passRays(this.#plane);
    this.#blurPlane = new Mesh(this.#geometry);
    this.#camera.rotation.x = this.#blurCamera.rotation.x = Math.PI / 2;
    this.object.add(this.#plane, this.#camera);
  }

  set(look: ContactLook): void {
    const [width, depth] = look.ground;
    const camera = this.#camera;
    camera.left = -width / 2;
    camera.right = width / 2;
    camera.top = depth / 2;
    camera.bottom = -depth / 2;
    camera.near = look.near;
    camera.far = Math.max(look.far, look.near + 1e-3);
    camera.updateProjectionMatrix();
    // Turned over: the picture was taken from below.
    this.#plane.scale.set(width, -1, depth);
    this.#color.copy(look.color);
    this.#plane.material.opacity = look.opacity;
    this.#plane.material.depthWrite = look.depthWrite;
    this.#blur = Math.max(look.blur, 0);
    this.#smooth = look.smooth;
    this.#frames = look.frames;
  }

  /** Draw the shadow of what is in the scene now. */
  draw(renderer: WebGLRenderer, scene: Scene): void {
    if (this.#frames <= 0) return;
    this.#frames--;
    const { background, overrideMaterial, fog } = scene;
    const target = renderer.getRenderTarget();
    const alpha = renderer.getClearAlpha();
    const { autoUpdate } = renderer.shadowMap;
    scene.traverseVisible(leaveOut);
    this.#plane.visible = false;
    scene.background = null;
    scene.fog = null;
    scene.overrideMaterial = this.#dark;
    renderer.shadowMap.autoUpdate = false;
    renderer.setClearAlpha(0);
    renderer.setRenderTarget(this.#picture);
    renderer.clear();
    renderer.render(scene, this.#camera);
    scene.overrideMaterial = overrideMaterial;
    takeBack();
    this.#smear(renderer, this.#blur);
    if (this.#smooth) this.#smear(renderer, this.#blur * 0.4);
    renderer.setRenderTarget(target);
    renderer.setClearAlpha(alpha);
    renderer.shadowMap.autoUpdate = autoUpdate;
    scene.background = background;
    scene.fog = fog;
    this.#plane.visible = true;
  }

  #smear(renderer: WebGLRenderer, amount: number): void {
    this.#pass(renderer, this.#across, "h", this.#picture, this.#blurred, amount);
    this.#pass(renderer, this.#along, "v", this.#blurred, this.#picture, amount);
  }

  #pass(renderer: WebGLRenderer, material: ShaderMaterial, uniform: "h" | "v", from: WebGLRenderTarget, to: WebGLRenderTarget, amount: number): void {
    const { tDiffuse, [uniform]: step } = material.uniforms;
    if (tDiffuse) tDiffuse.value = from.texture;
    if (step) step.value = amount / 256;
    this.#blurPlane.material = material;
    renderer.setRenderTarget(to);
    renderer.clear();
    renderer.render(this.#blurPlane, this.#blurCamera);
  }

  dispose(): void {
    this.object.removeFromParent();
    this.#geometry.dispose();
    this.#picture.dispose();
    this.#blurred.dispose();
    this.#dark.dispose();
    this.#across.dispose();
    this.#along.dispose();
    this.#plane.material.dispose();
  }
}

/** `scale` is the size of the ground here, times `width` and `height`; without it the ground is 10 m wide. */
function groundOf({ scale }: Readonly<ContactShadowsProps>, read: Reader<ContactShadowsProps>): readonly [number, number] {
  const [x, y] = isNumber(scale) ? [scale, scale] : isNumbers(scale, 2) ? [scale[0], scale[1]] : [10, 10];
  return [x * read.number("width", 1), y * read.number("height", 1)];
}

/** What the props say of its look. */
export function contactLook(ctx: NodeContext, props: Readonly<ContactShadowsProps>): ContactLook {
  const read = new Reader(ctx, props);
  return {
    ground: groundOf(props, read),
    near: read.number("near", 0),
    far: read.number("far", 10),
    color: read.color("color", "#000000"),
    opacity: read.clamped("opacity", 1, 0, 1),
    blur: read.number("blur", 1),
    smooth: read.boolean("smooth", true),
    depthWrite: read.boolean("depthWrite", false),
    frames: read.raw("frames") === undefined ? Infinity : read.number("frames", Infinity),
  };
}

export const contactShadows: NodeType<ContactShadowsProps> = {
  placement: "own",
  create(ctx, props) {
    const resolution = Math.round(new Reader(ctx, props).clamped("resolution", 512, 8, MAX_RESOLUTION));
    const shadow = new ContactShadow(resolution);
    const apply = (props: Readonly<ContactShadowsProps>): void => {
      // The size of the ground is read above, it is not the node's.
      applyPose(shadow.object, { ...props, scale: 1 });
      shadow.set(contactLook(ctx, props));
    };
    apply(props);
    ctx.onFrame(() => {
      shadow.draw(ctx.stage.renderer, ctx.world.scene);
      return undefined;
    });
    return {
      object: shadow.object,
      update(changed, props) {
        if ("resolution" in changed) return "rebuild";
        apply(props);
        return undefined;
      },
      dispose() {
        shadow.dispose();
      },
    };
  },
};
