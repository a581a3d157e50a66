// ImageUpload: choose or drop a picture, look at it, send it in an UPLOAD event.

import { dataUrlOf } from "../../data-url";
import type { ImageUploadProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { textButton } from "../controls";
import { h, setText } from "../dom";
import { bytes } from "../format";
import { field, fieldNode } from "./field";

export const imageUpload: NodeType<ImageUploadProps> = {
  create(ctx, props) {
    const file = h("input", { type: "file", accept: "image/*", class: "upload-file" });
    const preview = h("img", { class: "upload-preview", alt: "", hidden: true });
    const note = h("span", { class: "upload-note muted" }, "Choose a picture, or drop one here");
    const send = textButton("Send", () => undefined, "primary");
    send.type = "submit";
    send.disabled = true;
    const place = h("label", { class: "upload-place" }, preview, note, file);
    const form = h("form", { class: "upload" }, place, send);
    const parts = field(ctx, "stack", form, true);
    let chosen: File | undefined;
    let url: string | undefined;

    const choose = (wanted: File | undefined): void => {
      if (url !== undefined) URL.revokeObjectURL(url);
      url = undefined;
      chosen = wanted?.type.startsWith("image/") === true ? wanted : undefined;
      if (chosen) url = URL.createObjectURL(chosen);
      preview.hidden = url === undefined;
      if (url === undefined) preview.removeAttribute("src");
      else preview.src = url;
      send.disabled = chosen === undefined;
      if (chosen) setText(note, `${chosen.name}, ${bytes(chosen.size)}`);
      else setText(note, wanted ? `${wanted.name} is no picture` : "Choose a picture, or drop one here");
    };
    file.addEventListener("change", () => {
      choose(file.files?.[0]);
    });
    place.addEventListener("dragover", (event) => {
      event.preventDefault();
      place.classList.add("over");
    });
    place.addEventListener("dragleave", () => {
      place.classList.remove("over");
    });
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("over");
      choose(event.dataTransfer?.files[0]);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const picture = chosen;
      if (!picture) return;
      ctx.recover();
      send.disabled = true;
      ctx.run(async (signal) => {
        try {
          await upload(ctx, picture, signal);
        } finally {
          // Another one may have been chosen meanwhile, which waits to be sent.
          if (chosen === picture) send.disabled = false;
        }
        if (chosen !== picture) return;
        file.value = "";
        choose(undefined);
        setText(note, `Sent ${picture.name}`);
      });
    });
    return fieldNode<ImageUploadProps>(ctx, parts, props, () => undefined, () => {
      choose(undefined);
    });
  },
};

/** Send the content of a file in base64, as the original's servers expect it. */
async function upload(ctx: NodeContext, picture: File, signal: AbortSignal): Promise<void> {
  const url = await dataUrlOf(picture, picture.name);
  signal.throwIfAborted();
  ctx.send("UPLOAD", url.slice(url.indexOf(",") + 1));
}
