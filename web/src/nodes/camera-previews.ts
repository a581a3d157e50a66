// CameraPreviewThumbs and CameraPreviewOverlay: where the page shows what cameras see that are not in charge.
// A click on one of the small pictures shows it large, in a frame; Escape, or the frame's button, ends that.

import { CameraFrame } from "../panels/camera-frame";
import { CameraThumbs } from "../panels/camera-thumbs";
import type { CameraPreviewOverlayProps, CameraPreviewThumbsProps } from "../protocol/components.gen";
import { PAGE_CORNERS, type NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

export const cameraPreviewThumbs: NodeType<CameraPreviewThumbsProps> = {
  create(ctx, props) {
    const { views, canvas } = ctx.stage;
    const thumbs = new CameraThumbs((key) => {
      views.enlarged = key;
      ctx.invalidate();
    });
    const read = (props: Readonly<CameraPreviewThumbsProps>): Parameters<typeof views.arrange>[0] => {
      const reader = new Reader(ctx, props);
      thumbs.labelled = reader.boolean("showLabels", true);
      return {
        corner: reader.oneOf("position", PAGE_CORNERS, "bottom-left"),
        height: reader.clamped("previewHeight", 200, 1, 4096),
        gap: reader.clamped("gap", 10, 0, 4096),
        margin: reader.clamped("margin", 10, 0, 4096),
        shown: (pictures) => {
          thumbs.show(pictures);
        },
      };
    };
    let withdraw = views.arrange(read(props));
    canvas.parentElement?.append(thumbs.element);
    return {
      update(_changed, now) {
        withdraw();
        withdraw = views.arrange(read(now));
        ctx.invalidate();
        return undefined;
      },
      dispose() {
        withdraw();
        thumbs.element.remove();
        ctx.invalidate();
      },
    };
  },
};

export const cameraPreviewOverlay: NodeType<CameraPreviewOverlayProps> = {
  create(ctx, props) {
    const { views, canvas } = ctx.stage;
    const end = (): void => {
      views.enlarged = undefined;
      ctx.invalidate();
    };
    const frame = new CameraFrame(end);
    let margin = 0;
    const read = (props: Readonly<CameraPreviewOverlayProps>): void => {
      const reader = new Reader(ctx, props);
      margin = reader.clamped("margin", 0.05, 0, 0.45);
      frame.look({
        labelled: reader.boolean("showLabel", true),
        brackets: reader.boolean("showCornerBrackets", true) ? reader.color("cornerBracketColor", "#ffae00").getStyle() : undefined,
        focus: reader.boolean("showCenterFocus", true) ? reader.color("centerFocusColor", "#999999").getStyle() : undefined,
      });
    };
    read(props);
    const withdraw = views.frame({
      get margin() {
        return margin;
      },
      shown: (picture) => {
        frame.show(picture);
      },
    });
    canvas.ownerDocument.addEventListener(
      "keydown",
      ({ key }) => {
        if (key === "Escape" && views.enlarged !== undefined) end();
      },
      { signal: ctx.signal },
    );
    canvas.parentElement?.append(frame.element);
    return {
      update(_changed, now) {
        read(now);
        ctx.invalidate();
        return undefined;
      },
      dispose() {
        withdraw();
        frame.element.remove();
        ctx.invalidate();
      },
    };
  },
};
