// The worker that decodes KTX2 pictures: the decoder, and the code of three's loader that drives it, which
// comes as the first message.
//
// The decoder is compiled from C++ and makes functions from text. This file is served with a policy that
// allows that, and no request, no further script and no access to the page: see `EVAL_WORKER_POLICY` in
// `crates/vuer/src/http/client.rs`, which knows it by its name.

import decoder from "three/addons/libs/basis/basis_transcoder.js?raw";

addEventListener(
  "message",
  (event: MessageEvent<{ readonly code: string }>) => {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- here it may, and runs only what the page sends
    const start = new Function(`${decoder}\n${event.data.code}`) as () => void;
    start();
  },
  { once: true },
);
