/**
 * Makes `depth.png`: what a depth camera sees of two balls before a slanted wall, in millimetres, 16 bits a
 * pixel. Run in `tests/e2e`, which has the package: `node ../../examples/rust/gallery/assets/make-depth.mjs`.
 */

import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const { PNG } = createRequire(join(process.cwd(), "package.json"))("pngjs");

const [width, height] = [160, 120];
const focal = height / 2 / Math.tan((58 / 360) * Math.PI);
/** Middle and radius, in metres before the camera. */
const balls = [
  [-0.28, -0.12, 1.5, 0.3],
  [0.36, 0.1, 1.8, 0.25],
];

/** How far along a line of sight (x, y, 1) something is. */
function depth(x, y) {
  let nearest = 2.1 + 0.5 * x;
  for (const [cx, cy, cz, radius] of balls) {
    const a = x * x + y * y + 1;
    const b = cx * x + cy * y + cz;
    const root = b * b - a * (cx * cx + cy * cy + cz * cz - radius * radius);
    if (root >= 0) nearest = Math.min(nearest, (b - Math.sqrt(root)) / a);
  }
  return nearest;
}

const image = new PNG({ width, height });
const numbers = new Uint16Array(width * height * 4);
for (let row = 0; row < height; row++) {
  for (let column = 0; column < width; column++) {
    const millimetres = Math.round(1000 * depth((column + 0.5 - width / 2) / focal, -(row + 0.5 - height / 2) / focal));
    numbers.set([millimetres, millimetres, millimetres, 65535], 4 * (row * width + column));
  }
}
image.data = Buffer.from(numbers.buffer);
writeFileSync(
  new URL("depth.png", import.meta.url),
  PNG.sync.write(image, { bitDepth: 16, colorType: 0, inputColorType: 6, inputHasAlpha: true }),
);
