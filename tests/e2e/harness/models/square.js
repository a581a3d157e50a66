/** What the models show, unless they say otherwise. */

/** Corners of a square of 2 × 2 m in the plane of x and y, anticlockwise, and its two triangles. */
export const SQUARE = [
  [-1, -1, 0],
  [1, -1, 0],
  [1, 1, 0],
  [-1, 1, 0],
];
export const TRIANGLES = [
  [0, 1, 2],
  [0, 2, 3],
];
