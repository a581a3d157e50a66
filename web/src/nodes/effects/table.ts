// Effects and its passes, by tag.

import { asciiRenderer } from "./ascii";
import { effects } from "./effects";
import { pass } from "./seat";

export const EFFECTS = {
  AsciiRenderer: asciiRenderer,
  Effects: effects,
  unrealBloomPass: pass(async () => (await import("./passes")).bloom),
  dotScreenPass: pass(async () => (await import("./passes")).dots),
  filmPass: pass(async () => (await import("./passes")).film),
  shaderPass: pass(async () => (await import("./passes")).shader),
};
