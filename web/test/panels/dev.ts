// The dev page: a small scene behind the panels. Parameters: gizmo, perf, nodes (how many rows), state
// (lost, ended, connecting, consent), select (id).

import {
  BoxGeometry,
  Color,
  CylinderGeometry,
  DirectionalLight,
  GridHelper,
  HemisphereLight,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
} from "three";
import { mountPanels } from "../../src/panels/panels";
import { FakeSource, robotCell, Rows, someLog, statsAt } from "./fake-source";

const query = new URLSearchParams(location.search);
const gizmo = query.get("gizmo");
const source = new FakeSource({
  showStats: query.has("perf"),
  gizmo: gizmo === "cube" ? "cube" : gizmo === "false" ? "none" : "axes",
});

const view = document.getElementById("view");
const host = document.getElementById("panels");
if (!view || !host) throw new Error("dev.html has no #view or #panels");

const renderer = new WebGLRenderer({ antialias: true, alpha: true });
view.append(renderer.domElement);
const scene = new Scene();
const camera = new PerspectiveCamera(45, 1, 0.1, 100);
camera.position.set(2.6, 2.1, 3.4);
camera.lookAt(0, 0.4, 0);
scene.add(new HemisphereLight(0xffffff, 0x333333, 1.4), new GridHelper(20, 40, new Color("#4f86c6"), new Color("#6f7782")));
const sun = new DirectionalLight(0xffffff, 2);
sun.position.set(4, 8, 3);
scene.add(sun);
const parts = [
  [new CylinderGeometry(0.3, 0.35, 0.2, 48), "#e08a3c", 0, 0.1, 0],
  [new BoxGeometry(0.18, 0.9, 0.18), "#e7e9ec", 0, 0.65, 0],
  [new BoxGeometry(0.7, 0.16, 0.16), "#e7e9ec", 0.28, 1.1, 0],
  [new BoxGeometry(0.3, 0.3, 0.3), "#3f8fe0", 1.2, 0.15, 0.6],
] as const;
for (const [geometry, color, x, y, z] of parts) {
  const mesh = new Mesh(geometry, new MeshStandardMaterial({ color, roughness: 0.6 }));
  mesh.position.set(x, y, z);
  scene.add(mesh);
}

const draw = (): void => {
  renderer.setPixelRatio(devicePixelRatio);
  renderer.setSize(innerWidth, innerHeight);
  camera.aspect = innerWidth / innerHeight;
  camera.updateProjectionMatrix();
  renderer.render(scene, camera);
  source.rotation = camera.quaternion.toArray();
  source.drawFrame();
};
addEventListener("resize", draw);

const nodes = Number(query.get("nodes") ?? 0);
if (nodes > 0) {
  const rows = new Rows();
  for (let index = 0; index < nodes; index += 1) rows.rows.push({ ...row(index) });
  source.tree.set(rows.rows);
} else source.tree.set(robotCell());

function row(index: number): Rows["rows"][number] {
  const common = { parent: undefined, depth: 0, hasChildren: false, hidden: false, failure: undefined } as const;
  return { ...common, id: index + 1, container: "children", key: `box-${index}`, tag: "Box" };
}

const arm = source.tree.get().find((each) => each.key === "arm");
if (arm) {
  source.setProps(arm.id, {
    src: "/static/arm/arm.urdf",
    position: [0, 0, 0.25],
    rotation: [-1.5707963, 0, 0],
    jointValues: { base: 0.41, shoulder: -1.2, elbow: 1.8, wrist_1: 0.02, wrist_2: 1.57, wrist_3: 0 },
    color: "#e08a3c",
    castShadow: true,
    mesh: new Float32Array(36_000),
  });
}
source.log.set(someLog(Date.now()));
const status = document.createElement("p");
status.textContent = "Target out of reach: 0.84 m from the base, the arm reaches 0.75 m.";
source.html.set(["Drag the gizmo: the arm follows.", status]);

mountPanels(host, source);
draw();
for (let step = 0; step < 120; step += 1) source.stats.set(statsAt(step));

const select = Number(query.get("select") ?? arm?.id ?? 0);
if (query.has("select")) source.selection.set(select);
const url = "ws://192.168.1.20:8012";
const states: Readonly<Record<string, () => void>> = {
  lost: () => {
    source.connection.set({ phase: "closed", url, code: 1006, reason: "", byProgram: false, retryAt: Date.now() + 4000 });
  },
  ended: () => {
    const reason = "calibration finished";
    source.connection.set({ phase: "closed", url, code: 1000, reason, byProgram: true, retryAt: Date.now() + 3000 });
  },
  connecting: () => {
    source.connection.set({ phase: "connecting", url, attempt: 3 });
  },
  consent: () => {
    source.consent.set({
      title: "Connect to another computer?",
      text: "This page's address asks for a connection to a program on another host. It could show and ask for anything.",
      host: "robot.example:8012",
      answer: () => {
        source.consent.set(undefined);
      },
    });
  },
  error: () => {
    source.log.set([
      ...source.log.get(),
      { id: 99, time: Date.now(), level: "error", text: "arm: the joint “wrist_9” does not exist", count: 1 },
    ]);
  },
};
states[query.get("state") ?? ""]?.();
