// Grid: lines on a plane, drawn by a shader, so that they stay thin and smooth at any distance and the plane
// can be endless.

import { Color, Group, Mesh, PlaneGeometry, Quaternion, ShaderMaterial, DoubleSide, Vector3, Plane, Matrix4, type Intersection, type Raycaster } from "three";
import type { GridProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

const VERTEX = /* glsl */ `
  uniform vec2 center;
  uniform float reach;
  varying vec2 place;
  #include <common>
  #include <logdepthbuf_pars_vertex>
  void main() {
    place = reach > 0.0 ? center + position.xz * reach : position.xz;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(place.x, 0.0, place.y, 1.0);
    #include <logdepthbuf_vertex>
  }
`;

// A line is `thickness` pixels wide. Where cells become smaller than pixels the lines would turn to noise;
// there they fade to nothing, cells first, sections later.
const FRAGMENT = /* glsl */ `
  uniform vec2 fadeCenter;
  uniform float cellSize, cellThickness, sectionSize, sectionThickness, fadeDistance, fadeStrength;
  uniform vec3 cellColor, sectionColor;
  varying vec2 place;
  #include <common>
  #include <logdepthbuf_pars_fragment>

  float lines(float size, float thickness) {
    vec2 at = place / size;
    vec2 pixel = max(fwidth(at), vec2(1e-6));
    vec2 near = abs(fract(at - 0.5) - 0.5) / pixel;
    vec2 line = clamp(thickness * 0.5 + 0.5 - near, 0.0, 1.0) * min(thickness, 1.0);
    line *= 1.0 - smoothstep(0.15, 0.5, pixel);
    return max(line.x, line.y);
  }

  void main() {
    #include <logdepthbuf_fragment>
    float cells = cellThickness > 0.0 ? lines(cellSize, cellThickness) : 0.0;
    float sections = sectionThickness > 0.0 ? lines(sectionSize, sectionThickness) : 0.0;
    float fade = pow(max(1.0 - distance(place, fadeCenter) / fadeDistance, 0.0), fadeStrength);
    float alpha = max(cells * 0.75, sections) * fade;
    if (alpha <= 0.0) discard;
    gl_FragColor = vec4(mix(cellColor, sectionColor, sections), alpha);
    #include <tonemapping_fragment>
    #include <colorspace_fragment>
  }
`;

const Y = new Vector3(0, 1, 0);
const _plane = new Plane();
const _point = new Vector3();
const _inverse = new Matrix4();
const _turn = new Quaternion();

export const grid: NodeType<GridProps> = {
  create(ctx, props) {
    // The tree places the group. The plane in it is level and at `offset` unless the props say where it is.
    const object = new Group();
    const uniforms = {
      center: { value: [0, 0] as [number, number] },
      fadeCenter: { value: [0, 0] as [number, number] },
      reach: { value: 0 },
      cellSize: { value: 0 },
      cellThickness: { value: 0 },
      cellColor: { value: new Color() },
      sectionSize: { value: 0 },
      sectionThickness: { value: 0 },
      sectionColor: { value: new Color() },
      fadeDistance: { value: 0 },
      fadeStrength: { value: 0 },
    };
    const material = new ShaderMaterial({
      uniforms,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      side: DoubleSide,
      transparent: true,
      depthWrite: false,
    });
    const mesh = new Mesh(new PlaneGeometry(), material);
    // The shader moves the corners; three.js knows nothing of it.
    mesh.frustumCulled = false;
    object.add(mesh);

    let follow = true;
    let offset = 0;
    let raycasts = false;

    const apply = (props: Readonly<GridProps>): void => {
      const read = new Reader(ctx, props);
      const segments = (name: "widthSegments" | "heightSegments"): number => Math.floor(read.clamped(name, 1, 1, 512));
      const infinite = read.boolean("infiniteGrid", true);
      const fadeDistance = Math.max(read.number("fadeDistance", 40), 1e-3);
      const [width, height] = infinite ? [2, 2] : [read.number("width", 10), read.number("height", 10)];
      mesh.geometry.dispose();
      mesh.geometry = new PlaneGeometry(width, height, segments("widthSegments"), segments("heightSegments")).rotateX(-Math.PI / 2);
      uniforms.reach.value = infinite ? fadeDistance : 0;
      uniforms.cellSize.value = Math.max(read.number("cellSize", 0.2), 1e-6);
      uniforms.cellThickness.value = read.number("cellThickness", 0.6);
      uniforms.cellColor.value.copy(read.color("cellColor", "#6f6f6f"));
      uniforms.sectionSize.value = Math.max(read.number("sectionSize", 1), 1e-6);
      uniforms.sectionThickness.value = read.number("sectionThickness", 1.5);
      uniforms.sectionColor.value.copy(read.color("sectionColor", "#23aaff"));
      uniforms.fadeDistance.value = fadeDistance;
      uniforms.fadeStrength.value = Math.max(read.number("fadeStrength", 1), 0);
      follow = read.boolean("followCamera", true);
      raycasts = read.boolean("enableRaycast", false);
      const placed = props.position != null || props.matrix != null;
      offset = placed ? 0 : read.number("offset", 0);
      const turned = props.rotation != null || props.quaternion != null || props.matrix != null;
      level = !turned;
    };
    let level = true;
    apply(props);

    ctx.onFrame(({ camera }) => {
      if (level) mesh.quaternion.setFromUnitVectors(Y, ctx.stage.up);
      else mesh.quaternion.identity();
      mesh.position.copy(ctx.stage.up).multiplyScalar(offset);
      mesh.updateWorldMatrix(true, false);
      // The foot of the camera on the plane, in the plane's own coordinates.
      _point.setFromMatrixPosition(camera.matrixWorld).applyMatrix4(_inverse.copy(mesh.matrixWorld).invert());
      const { fadeCenter, center, reach } = uniforms;
      fadeCenter.value[0] = follow ? _point.x : 0;
      fadeCenter.value[1] = follow ? _point.z : 0;
      if (reach.value > 0) center.value = fadeCenter.value;
      return undefined;
    });

    mesh.raycast = (raycaster: Raycaster, hits: Intersection[]) => {
      if (!raycasts) return;
      _plane.setFromNormalAndCoplanarPoint(
        _point.copy(Y).applyQuaternion(mesh.getWorldQuaternion(_turn)),
        new Vector3().setFromMatrixPosition(mesh.matrixWorld),
      );
      const point = raycaster.ray.intersectPlane(_plane, new Vector3());
      if (!point) return;
      const distance = raycaster.ray.origin.distanceTo(point);
      if (distance >= raycaster.near && distance <= raycaster.far) hits.push({ distance, point, object: mesh });
    };

    return {
      object,
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        mesh.geometry.dispose();
        material.dispose();
      },
    };
  },
};
