// KTX2 pictures. Three's loader would build its worker from text, which the page's policy keeps from
// compiling code as the decoder needs to; here the worker is a file, whose own policy allows it that.

import type { LoadingManager, WebGLRenderer } from "three";
import { KTX2Loader } from "three/addons/loaders/KTX2Loader.js";
import wasmUrl from "three/addons/libs/basis/basis_transcoder.wasm?url";

/** What three's loader has, and its types leave out. */
interface Worker2 {
  readonly BasisWorker: () => void;
  readonly EngineFormat: object;
  readonly EngineType: object;
  readonly TranscoderFormat: object;
  readonly BasisFormat: object;
}

/** The loader's own worker code, for `ktx2-worker.ts` to run beside the decoder. */
function workerCode(): string {
  const { BasisWorker, EngineFormat, EngineType, TranscoderFormat, BasisFormat } = KTX2Loader as unknown as Worker2;
  const constants = { _EngineFormat: EngineFormat, _EngineType: EngineType, _TranscoderFormat: TranscoderFormat, _BasisFormat: BasisFormat };
  const lines = Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`);
  return `${lines.join("\n")}\n(${BasisWorker.toString()})();`;
}

class Loader extends KTX2Loader {
  override init(): Promise<void> {
    this.transcoderPending ??= this.#start();
    return this.transcoderPending;
  }

  async #start(): Promise<void> {
    const response = await fetch(new URL(wasmUrl, document.baseURI));
    if (!response.ok) throw new Error(`the decoder of KTX2 pictures could not be fetched: ${response.status}`);
    const wasm = await response.arrayBuffer();
    const code = workerCode();
    this.workerPool.setWorkerCreator(() => {
      const worker = new Worker(new URL("./ktx2-worker.ts", import.meta.url), { name: "ktx2" });
      const transcoderBinary = wasm.slice();
      worker.postMessage({ code });
      worker.postMessage({ type: "init", config: this.workerConfig, transcoderBinary }, [transcoderBinary]);
      return worker;
    });
  }
}

/** A loader of KTX2 pictures for this renderer. It has workers once it was used: dispose it. */
export function ktx2Loader(renderer: WebGLRenderer, manager?: LoadingManager): KTX2Loader {
  return new Loader(manager).detectSupport(renderer);
}
