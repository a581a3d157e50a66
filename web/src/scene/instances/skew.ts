// Places that an instance cannot be drawn in.

/** What is taken for a right angle, as the cosine between two axes. */
const RIGHT_ANGLE = 1e-3;

/** Whether a matrix mirrors or shears: WebGL would draw the backs of the one, the shader light the other wrongly. */
export function isSkewed(matrix: readonly number[]): boolean {
  const [ax = 0, ay = 0, az = 0, , bx = 0, by = 0, bz = 0, , cx = 0, cy = 0, cz = 0] = matrix;
  const determinant = ax * (by * cz - bz * cy) - bx * (ay * cz - az * cy) + cx * (ay * bz - az * by);
  if (determinant < 0) return true;
  const limit = RIGHT_ANGLE * RIGHT_ANGLE;
  const a = ax * ax + ay * ay + az * az;
  const b = bx * bx + by * by + bz * bz;
  const c = cx * cx + cy * cy + cz * cz;
  const ab = ax * bx + ay * by + az * bz;
  const bc = bx * cx + by * cy + bz * cz;
  const ca = cx * ax + cy * ay + cz * az;
  return ab * ab > limit * a * b || bc * bc > limit * b * c || ca * ca > limit * c * a;
}
