// Programs in GLSL that come over the wire: what the preprocessor takes, and what the compiler says of them.

import type { WebGLRenderer } from "three";

/** The lines of a compiler's log that matter fit here. */
const MAX_LOG = 300;

/** What is told when a program with this piece of text in it does not compile. */
type Watcher = { readonly vertex: string; readonly fragment: string; readonly failed: (reason: string) => void };

const watchers = new WeakMap<WebGLRenderer, Set<Watcher>>();

/** three.js tells of a program that does not compile once for the renderer: find out whose it is. */
export function watchCompiler(renderer: WebGLRenderer, watcher: Watcher): () => void {
  let set = watchers.get(renderer);
  if (!set) {
    const all = new Set<Watcher>();
    set = all;
    watchers.set(renderer, all);
    renderer.debug.onShaderError = (gl, program, vertexShader, fragmentShader) => {
      const [vertex, fragment] = [gl.getShaderSource(vertexShader) ?? "", gl.getShaderSource(fragmentShader) ?? ""];
      const logs = [gl.getShaderInfoLog(vertexShader), gl.getShaderInfoLog(fragmentShader), gl.getProgramInfoLog(program)];
      const log = logs.find((text) => text?.trim())?.trim() ?? "no reason given";
      const concerned = [...all].filter((one) => vertex.includes(one.vertex) && fragment.includes(one.fragment));
      // A program of the page itself: a mistake of ours.
      if (concerned.length === 0) reportError(new Error(`A shader does not compile: ${log}`));
      for (const one of concerned) one.failed(`the shader does not compile: ${log.slice(0, MAX_LOG)}`);
    };
  }
  const all = set;
  all.add(watcher);
  return () => void all.delete(watcher);
}

/** Values that the preprocessor takes. */
export function definesOf(given: unknown): Record<string, string | number> {
  if (typeof given !== "object" || given === null) return {};
  const defines: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(given as Readonly<Record<string, unknown>>)) {
    if (!/^\w+$/.test(name)) continue;
    if (typeof value === "number") defines[name] = value;
    else if (typeof value === "boolean") defines[name] = value ? 1 : 0;
    else if (typeof value === "string" && !/[\r\n]/.test(value)) defines[name] = value;
  }
  return defines;
}
