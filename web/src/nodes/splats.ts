// Splat, VuerSplat, SparkSplats, LumaSplats: files of Gaussian splats. SparkRenderer: how they are drawn.

import { Group } from "three";
import type { SplatMesh } from "@sparkjsdev/spark";
import type { Object3dProps, SparkRendererProps, SplatFileProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { brief, isBytes, Reader } from "../scene/read";
import { endMesh } from "./splats/ending";
import { formatOf } from "./splats/format";
import { runtimeOf, TUNING, type TuningName } from "./splats/runtime";

interface SplatNodeProps extends Object3dProps, SplatFileProps {
  flipCoords?: boolean;
}

/** `flipped`: whether the file's y and z are turned round where the program does not say so. */
function splatNode(flipped: boolean): NodeType<SplatNodeProps> {
  return {
    create(ctx, props) {
      const object = new Group();
      const runtime = runtimeOf(ctx.stage);
      let mesh: SplatMesh | undefined;
      let acquired: ReturnType<typeof runtime.acquire> | undefined;
      let release: (() => void) | undefined;
      let endLoading: (() => void) | undefined;

      const style = (): void => {
        if (!mesh) return;
        const read = new Reader(ctx, props);
        mesh.rotation.x = read.boolean("flipCoords", flipped) ? Math.PI : 0;
        mesh.opacity = read.clamped("opacity", 1, 0, 1);
      };
      const free = (): void => {
        if (mesh) endMesh(mesh);
        mesh = undefined;
      };
      const load = (): void => {
        endLoading?.();
        const { src, fileType } = props;
        if (src == null || src.length === 0) {
          free();
          ctx.recover();
          return;
        }
        if (typeof src !== "string" && !isBytes(src)) throw new Error(`src should be a URL or the bytes of a file, not ${brief(src)}`);
        endLoading = ctx.run(async (signal) => {
          // A copy: it goes to another thread, and with it its memory.
          const bytes = typeof src === "string" ? new Uint8Array(await ctx.assets.bytes(src, signal)) : src.slice();
          const format = formatOf(fileType, src, bytes);
          release ??= () => {
            runtime.release();
          };
          const spark = await (acquired ??= runtime.acquire(() => {
            ctx.invalidate();
          }));
          signal.throwIfAborted();
          const next = new spark.SplatMesh({ fileBytes: bytes, fileType: format as never });
          try {
            await next.initialized;
            signal.throwIfAborted();
          } catch (error) {
            endMesh(next);
            signal.throwIfAborted();
            throw new Error(`this .${format} file could not be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
          }
          free();
          mesh = next;
          object.add(next);
          style();
          await runtime.sorted(next, signal);
        });
      };
      load();
      return {
        object,
        update(changed, now) {
          props = now;
          if (isMove(changed)) return undefined;
          style();
          if ("src" in changed || "fileType" in changed) load();
          return undefined;
        },
        dispose() {
          endLoading?.();
          free();
          release?.();
        },
      };
    },
  };
}

export const splat: NodeType<SplatNodeProps> = splatNode(true);
export const sparkSplats: NodeType<SplatNodeProps> = splatNode(false);

const NAMES = Object.keys(TUNING) as readonly TuningName[];

export const sparkRenderer: NodeType<SparkRendererProps> = {
  create(ctx, props) {
    const runtime = runtimeOf(ctx.stage);
    const apply = (props: Readonly<SparkRendererProps>): void => {
      const read = new Reader(ctx, props);
      runtime.tuning = Object.fromEntries(
        NAMES.map((name) => {
          const fallback = TUNING[name];
          return [name, typeof fallback === "boolean" ? read.boolean(name, fallback) : Math.max(read.number(name, fallback), 0)];
        }),
      );
      ctx.invalidate();
    };
    apply(props);
    return {
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        runtime.tuning = {};
      },
    };
  },
};
