// How far inside a shape each of its pixels is.

/** A square of the distance to the nearest 0 of `values` along a line (P. Felzenszwalb and D. Huttenlocher, 2012). */
function alongLine(values: Float64Array, out: Float64Array, bottoms: Int32Array, borders: Float64Array): void {
  const { length } = values;
  const value = (at: number): number => values[at] ?? 0;
  let last = 0;
  bottoms[0] = 0;
  borders[0] = -Infinity;
  borders[1] = Infinity;
  for (let at = 1; at < length; at++) {
    let border: number;
    for (;;) {
      const bottom = bottoms[last] ?? 0;
      border = (value(at) + at * at - value(bottom) - bottom * bottom) / (2 * (at - bottom));
      if (border > (borders[last] ?? -Infinity) || last === 0) break;
      last--;
    }
    last++;
    bottoms[last] = at;
    borders[last] = border;
    borders[last + 1] = Infinity;
  }
  for (let at = 0, parabola = 0; at < length; at++) {
    while ((borders[parabola + 1] ?? Infinity) < at) parabola++;
    const bottom = bottoms[parabola] ?? 0;
    out[at] = (at - bottom) ** 2 + value(bottom);
  }
}

/**
 * The distance of each pixel to the nearest that is outside, as a part of the largest one: 0 outside, 255 at what is
 * deepest inside. What is beyond the picture is outside. `inside`: rows of `width` pixels.
 */
export function depthsInside(inside: ArrayLike<boolean>, width: number): Uint8Array<ArrayBuffer> {
  // With a border that is outside.
  const [columns, rows] = [width + 2, Math.floor(inside.length / width) + 2];
  const longest = Math.max(columns, rows);
  const far = longest * longest;
  const squares = new Float64Array(columns * rows);
  for (let at = 0; at < inside.length; at++) {
    if (inside[at]) squares[(Math.floor(at / width) + 1) * columns + (at % width) + 1] = far;
  }
  const [bottoms, borders] = [new Int32Array(longest), new Float64Array(longest + 1)];
  const [line, out] = [new Float64Array(rows), new Float64Array(rows)];
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) line[row] = squares[row * columns + column] ?? 0;
    alongLine(line, out, bottoms, borders);
    for (let row = 0; row < rows; row++) squares[row * columns + column] = out[row] ?? 0;
  }
  const across = new Float64Array(columns);
  let deepest = 0;
  for (let row = 0; row < rows; row++) {
    const whole = squares.subarray(row * columns, (row + 1) * columns);
    alongLine(whole, across, bottoms, borders);
    whole.set(across);
    for (const square of across) deepest = Math.max(deepest, square);
  }
  const depths = new Uint8Array(inside.length);
  if (deepest === 0) return depths;
  for (let at = 0; at < depths.length; at++) {
    depths[at] = Math.round(255 * Math.sqrt((squares[(Math.floor(at / width) + 1) * columns + (at % width) + 1] ?? 0) / deepest));
  }
  return depths;
}
