// What shows a scene of its own, by tag.

import { meshPortalMaterial } from "./portal";
import { renderCubeTexture } from "./render-cube-texture";
import { renderTexture } from "./render-texture";

export const WORLDS = {
  MeshPortalMaterial: meshPortalMaterial,
  RenderTexture: renderTexture,
  RenderCubeTexture: renderCubeTexture,
};
