/** Scenes that several specs show. */

/** @typedef {import("./stage.js").Node} Node */

/**
 * A box whose colour no light changes.
 * @param {string} key
 * @param {string} color
 * @param {number[]} [position]
 * @returns {Node}
 */
export const box = (key, color, position = [0, 0, 0]) => ({
  tag: "Box",
  key,
  args: [0.6, 0.6, 0.6],
  position,
  materialType: "basic",
  material: { color },
});

/**
 * A scene of these nodes; what the page shows of itself stays.
 * @param {Node[]} children
 * @returns {Node}
 */
export const scene = (...children) => ({ tag: "Scene", children });
