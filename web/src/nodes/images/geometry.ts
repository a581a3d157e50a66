// What pictures are laid on. Normals point away from the eye that looks at the picture: depth pushes along them.

import { BufferAttribute, BufferGeometry } from "three";

/** Finer grids show no more of the depth and take long to upload. */
const MAX_SEGMENTS = 512;

/** A grid of vertices over a picture, row by row from its lower edge; `place` writes position and normal. */
function sheet(columns: number, rows: number, place: (u: number, v: number, position: Float32Array, normal: Float32Array, at: number) => void): BufferGeometry {
  const across = Math.min(Math.max(Math.floor(columns), 1), MAX_SEGMENTS);
  const up = Math.min(Math.max(Math.floor(rows), 1), MAX_SEGMENTS);
  const count = (across + 1) * (up + 1);
  const positions = new Float32Array(count * 3);
  const normals = new Float32Array(count * 3);
  const uv = new Float32Array(count * 2);
  const index = new Uint32Array(across * up * 6);
  for (let row = 0, i = 0; row <= up; row++) {
    for (let column = 0; column <= across; column++, i++) {
      const u = column / across;
      const v = row / up;
      uv[2 * i] = u;
      uv[2 * i + 1] = v;
      place(u, v, positions, normals, 3 * i);
    }
  }
  for (let row = 0, i = 0; row < up; row++) {
    for (let column = 0; column < across; column++, i += 6) {
      const a = row * (across + 1) + column;
      const b = a + across + 1;
      index.set([a, a + 1, b + 1, a, b + 1, b], i);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(positions, 3));
  geometry.setAttribute("normal", new BufferAttribute(normals, 3));
  geometry.setAttribute("uv", new BufferAttribute(uv, 2));
  geometry.setIndex(new BufferAttribute(index, 1));
  return geometry;
}

/** A square of side 1 across the z axis, facing +z, to be scaled. */
export function planeSheet(columns = 1, rows = 1): BufferGeometry {
  return sheet(columns, rows, (u, v, positions, normals, at) => {
    positions.set([u - 0.5, v - 0.5, 0], at);
    normals.set([0, 0, -1], at);
  });
}

/**
 * The part of a sphere around the eye that a camera with this lens sees, looking along -z: each pixel lies on
 * its own line of sight, so that depth leaves the picture in place. `slope`: tangent of half the field of view.
 */
export function sphereSheet(radius: number, slope: number, aspect: number, columns: number, rows: number): BufferGeometry {
  return sheet(columns, rows, (u, v, positions, normals, at) => {
    const x = (2 * u - 1) * slope * aspect;
    const y = (2 * v - 1) * slope;
    const length = Math.hypot(x, y, 1);
    normals.set([x / length, y / length, -1 / length], at);
    positions.set([(radius * x) / length, (radius * y) / length, -radius / length], at);
  });
}
