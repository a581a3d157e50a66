/**
 * Runs in the page before anything of it does: `installHeadset` puts the emulated device in, and `window.headset`
 * drives it. See `headset.js`.
 */

/* eslint-env browser */
// @ts-nocheck: it is a script of the page, whose globals come from the emulator's bundles.

window.installHeadset = ({ without, bodies, room }) => {
  const { IWER, IWER_SEM } = window;
  const config = { ...IWER.metaQuest3 };
  const features = bodies ? [...config.supportedFeatures, "body-tracking"] : config.supportedFeatures;
  config.supportedFeatures = features.filter((name) => !without.includes(name));
  config.supportedSessionModes = config.supportedSessionModes.filter((name) => !without.includes(name));
  const device = new IWER.XRDevice(config, { stereoEnabled: true });
  // Chromium has a WebXR of its own on secure pages, which would stay.
  device.installRuntime({ forceInstall: true });
  if (room) device.installSEM(IWER_SEM.SyntheticEnvironmentModule);

  const { P_HAND_INPUT } = IWER;
  let joints;
  const inputs = () => (device.primaryInputMode === "hand" ? device.hands : device.controllers);

  window.headset = {
    device,
    get sem() {
      return device.sem;
    },
    handInput: P_HAND_INPUT,
    head([x, y, z], yaw) {
      device.position.set(x, y, z);
      const half = (yaw * Math.PI) / 360;
      device.quaternion.set(0, Math.sin(half), 0, Math.cos(half));
    },
    move(side, [x, y, z]) {
      inputs()[side].position.set(x, y, z);
    },
    use(mode) {
      device.primaryInputMode = mode;
    },
    track(side, tracked) {
      inputs()[side].connected = tracked;
    },
    press(side, button, value) {
      device.controllers[side].updateButtonValue(button, value);
    },
    stick(side, x, y) {
      device.controllers[side].updateAxes("thumbstick", x, y);
    },
    pinch(side, value) {
      device.hands[side].updatePinchValue(value);
    },
    body(next) {
      joints = next;
    },
    /** The pixels of both eyes, read where the next frame was drawn. */
    async eyes() {
      const { viewer } = window.vuer;
      const drawn = viewer.onFrameDrawn;
      const read = () => {
        const gl = viewer.renderer.getContext();
        const layer = viewer.xr.session.renderState.baseLayer;
        gl.bindFramebuffer(gl.FRAMEBUFFER, layer.framebuffer);
        return viewer.renderer.xr.getCamera().cameras.map(({ viewport: { x, y, z: width, w: height } }) => {
          const data = new Uint8Array(4 * width * height);
          gl.readPixels(x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
          return { data, width, height };
        });
      };
      const eyes = await new Promise((resolve) => {
        viewer.onFrameDrawn = (now) => {
          drawn?.(now);
          viewer.onFrameDrawn = drawn;
          resolve(read());
        };
      });
      const base64 = async (data) => {
        const url = await new Promise((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(reader.result);
          reader.readAsDataURL(new Blob([data]));
        });
        return url.slice(url.indexOf(",") + 1);
      };
      return Promise.all(eyes.map(async ({ data, width, height }) => ({ data: await base64(data), width, height })));
    },
    visibility(state) {
      device.updateVisibilityState(state);
    },
  };

  // The emulator tracks no bodies. Each joint is a space of its own at a distance from the floor's.
  if (!bodies) return;
  const floors = new WeakMap();
  const { requestReferenceSpace } = IWER.XRSession.prototype;
  IWER.XRSession.prototype.requestReferenceSpace = async function (type) {
    const space = await requestReferenceSpace.call(this, type);
    if (type === "local-floor") floors.set(this, space);
    return space;
  };
  Object.defineProperty(IWER.XRFrame.prototype, "body", {
    get() {
      const floor = floors.get(this.session);
      if (!joints || !floor || !this.session.enabledFeatures.includes("body-tracking")) return undefined;
      // Not by getOffsetReferenceSpace, which the emulator has wrong.
      const at = ([x, y, z]) => new XRReferenceSpace("local-floor", floor, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1]);
      return new Map(Object.entries(joints).map(([name, place]) => [name, at(place)]));
    },
  });
};
