// Img: a picture from a URL or from bytes, and CLICK with the place of a click on it.
//
// While a picture is being decoded the newest of those that come meanwhile waits, so that a stream of them is
// shown as fast as the page can, and what is shown is never older than it must be.

import { pictureUrl } from "../../html/urls";
import type { ImgProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { brief, isBytes, Reader } from "../../scene/read";
import { h, setAttribute } from "../dom";
import { applyElement } from "./field";

export const img: NodeType<ImgProps> = {
  create(ctx, props) {
    const picture = h("img", { class: "picture", draggable: "false", decoding: "async", hidden: true });
    const element = h("span", { class: "picture-box" }, picture);
    /** Object URLs of bytes: of what is shown, and of what is being loaded. */
    let shownUrl: string | undefined;
    let loadingUrl: string | undefined;
    let busy = false;
    let waiting: { readonly src: unknown } | undefined;
    /** Ends the loading that is going on. */
    let loaded: (() => void) | undefined;

    /** Show nothing. A picture whose loading is given up like this tells neither its end nor a failure. */
    const forget = (): void => {
      picture.removeAttribute("src");
      picture.hidden = true;
      busy = false;
      waiting = undefined;
      loaded?.();
      for (const url of [shownUrl, loadingUrl]) if (url !== undefined) URL.revokeObjectURL(url);
      shownUrl = loadingUrl = undefined;
    };
    const load = (src: unknown): void => {
      if (src === undefined || src === null) {
        forget();
        ctx.recover();
        return;
      }
      if (!isBytes(src) && typeof src !== "string") throw new Error(`src should be a URL or the bytes of a picture, not ${brief(src)}`);
      if (busy) {
        waiting = { src };
        ctx.recover();
        return;
      }
      const url = isBytes(src) ? URL.createObjectURL(new Blob([src as Uint8Array<ArrayBuffer>])) : pictureUrl(src, ctx);
      loadingUrl = isBytes(src) ? url : undefined;
      busy = true;
      ctx.run(() => new Promise((resolve) => {
        loaded = resolve;
      }));
      picture.src = url;
    };
    const done = (failed: boolean): void => {
      // Of a picture that is not wanted any more.
      if (!busy) return;
      busy = false;
      loaded?.();
      if (shownUrl !== undefined) URL.revokeObjectURL(shownUrl);
      shownUrl = loadingUrl;
      loadingUrl = undefined;
      picture.hidden = failed;
      const next = waiting;
      waiting = undefined;
      try {
        if (next) load(next.src);
        else if (failed) ctx.fail(new Error("the picture could not be loaded"));
      } catch (error) {
        ctx.fail(error);
      }
    };
    picture.addEventListener("load", () => {
      done(false);
    });
    picture.addEventListener("error", () => {
      done(true);
    });
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      ctx.send("CLICK", { x: event.clientX - box.left, y: event.clientY - box.top, w: box.width, h: box.height });
    });

    const apply = (changed: Readonly<Partial<ImgProps>>, props: Readonly<ImgProps>): void => {
      const read = new Reader<ImgProps>(ctx, props);
      applyElement(ctx, picture, { ...changed });
      picture.alt = read.string("alt", "");
      setAttribute(picture, "width", size(read, "width"));
      setAttribute(picture, "height", size(read, "height"));
      if ("src" in changed) load(changed.src);
    };
    apply(props, props);
    return {
      element,
      update(changed, props) {
        try {
          apply(changed, props);
        } catch (error) {
          // It stays one when other props come: they do not load anything.
          ctx.fail(error);
        }
        return undefined;
      },
      dispose() {
        forget();
        element.remove();
      },
    };
  },
};

function size(read: Reader<ImgProps>, name: "width" | "height"): number | undefined {
  return read.raw(name) === undefined ? undefined : Math.round(read.clamped(name, 0, 1, 10_000));
}
