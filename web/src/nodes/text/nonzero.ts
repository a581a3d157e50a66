// The outline of what closed paths fill together by the nonzero rule: paths may overlap, cross themselves
// and turn either way, as the strokes of letters do. Triangulators take outlines and holes that do not cross.
//
// All edges are cut where they meet. An edge is kept if one of its sides is filled and the other is not,
// turned so that the filled side is on its left; what is kept makes up the loops.

/** A place on the plane. */
export type Place = readonly [x: number, y: number];

/** An outline, counterclockwise, and the holes in it, clockwise. */
export interface Region {
  readonly outline: readonly Place[];
  readonly holes: readonly (readonly Place[])[];
}

interface Edge {
  readonly from: Place;
  readonly to: Place;
}

/** Places are put on a grid of this many lines, so that meeting edges meet in the same numbers. */
const GRID = 2 ** 20;

const keyOf = ([x, y]: Place): string => `${x},${y}`;
const isSame = (a: Place, b: Place): boolean => a[0] === b[0] && a[1] === b[1];
/** Twice the area of a triangle, positive if its corners go counterclockwise. */
const turn = (a: Place, b: Place, c: Place): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

function area(loop: readonly Place[]): number {
  return loop.reduce((sum, at, i) => {
    const next = loop[(i + 1) % loop.length] ?? at;
    return sum + at[0] * next[1] - next[0] * at[1];
  }, 0);
}

/** What the paths, each closed by itself, fill. */
export function filled(paths: readonly (readonly Place[])[]): readonly Region[] {
  const size = paths.flat().reduce((most, [x, y]) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
  if (!(size > 0)) return [];
  const unit = size / GRID;
  const edges = paths.flatMap((path) => {
    const places = path.map(([x, y]): Place => [Math.round(x / unit), Math.round(y / unit)]);
    return places.map((from, i): Edge => ({ from, to: places[(i + 1) % places.length] ?? from })).filter(({ from, to }) => !isSame(from, to));
  });
  const found = regions(loops(boundary(cut(edges))));
  const scaled = (loop: readonly Place[]): readonly Place[] => loop.map(([x, y]): Place => [x * unit, y * unit]);
  return found.map(({ outline, holes }) => ({ outline: scaled(outline), holes: holes.map(scaled) }));
}

/** The same edges in pieces that meet at their ends alone. */
function cut(edges: readonly Edge[]): readonly Edge[] {
  const sorted = edges
    .map((edge) => ({ edge, least: Math.min(edge.from[0], edge.to[0]), most: Math.max(edge.from[0], edge.to[0]), cuts: [] as Place[] }))
    .sort((a, b) => a.least - b.least);
  sorted.forEach((one, i) => {
    for (let j = i + 1; j < sorted.length; j++) {
      const other = sorted[j];
      if (!other || other.least > one.most) break;
      for (const place of meetings(one.edge, other.edge)) {
        one.cuts.push(place);
        other.cuts.push(place);
      }
    }
  });
  return sorted.flatMap(({ edge: { from, to }, cuts }) => {
    const distance = ([x, y]: Place): number => (x - from[0]) * (to[0] - from[0]) + (y - from[1]) * (to[1] - from[1]);
    const stops = [from, ...cuts.filter((at) => !isSame(at, from) && !isSame(at, to)).sort((a, b) => distance(a) - distance(b)), to];
    return stops.slice(1).flatMap((stop, i) => {
      const before = stops[i] ?? stop;
      return isSame(before, stop) ? [] : [{ from: before, to: stop }];
    });
  });
}

/** Whether a place on the line of an edge, or within a unit of it, lies on the edge. */
function isOn(at: Place, { from, to }: Edge): boolean {
  const x = to[0] - from[0];
  const y = to[1] - from[1];
  const length = Math.hypot(x, y);
  if (Math.abs(turn(from, to, at)) > length) return false;
  const along = ((at[0] - from[0]) * x + (at[1] - from[1]) * y) / length;
  return along >= 0 && along <= length;
}

/** Where two edges have to be cut. */
function meetings(a: Edge, b: Edge): readonly Place[] {
  if (Math.min(a.from[1], a.to[1]) > Math.max(b.from[1], b.to[1]) || Math.min(b.from[1], b.to[1]) > Math.max(a.from[1], a.to[1])) return [];
  // An end on the other edge is that very place, and so is each end where edges run along each other.
  const ends = [a.from, a.to].filter((at) => isOn(at, b)).concat([b.from, b.to].filter((at) => isOn(at, a)));
  if (ends.length > 0) return ends;
  const before = turn(b.from, b.to, a.from);
  const after = turn(b.from, b.to, a.to);
  if (before > 0 === after > 0 || turn(a.from, a.to, b.from) > 0 === turn(a.from, a.to, b.to) > 0) return [];
  const part = before / (before - after);
  return [[Math.round(a.from[0] + part * (a.to[0] - a.from[0])), Math.round(a.from[1] + part * (a.to[1] - a.from[1]))]];
}

/** The edges between what is filled and what is not, what is filled on their left. */
function boundary(pieces: readonly Edge[]): readonly Edge[] {
  /** Each place where pieces run, whatever their direction, and how many more of them go one way than the other. */
  const runs = new Map<string, Edge & { net: number }>();
  for (const { from, to } of pieces) {
    const back = runs.get(`${keyOf(to)} ${keyOf(from)}`);
    const run = runs.get(`${keyOf(from)} ${keyOf(to)}`);
    if (back) back.net--;
    else if (run) run.net++;
    else runs.set(`${keyOf(from)} ${keyOf(to)}`, { from, to, net: 1 });
  }
  const all = [...runs.values()].filter(({ net }) => net !== 0);
  return all.flatMap((run) => {
    const { from, to, net } = run;
    // A ray from the middle, across the edge: along x if the edge is steep, else along y.
    const along = Math.abs(to[1] - from[1]) >= Math.abs(to[0] - from[0]) ? 0 : 1;
    const across = along === 0 ? 1 : 0;
    const height = (from[across] + to[across]) / 2;
    const start = (from[along] + to[along]) / 2;
    let beyond = 0;
    for (const other of all) {
      if (other === run || other.from[across] > height === other.to[across] > height) continue;
      const part = (height - other.from[across]) / (other.to[across] - other.from[across]);
      if (other.from[along] + part * (other.to[along] - other.from[along]) <= start) continue;
      beyond += other.to[across] > height ? other.net : -other.net;
    }
    const before = beyond + (to[across] > from[across] ? net : -net);
    if ((beyond === 0) === (before === 0)) return [];
    // Looking along +y, what is before the edge on x is left of it; looking along +x, what is beyond it on y.
    const isForward = to[across] > from[across] === ((before !== 0) === (along === 0));
    return [isForward ? { from, to } : { from: to, to: from }];
  });
}

/** The loops that edges make. Where several touch, the sharpest turn to the left keeps them apart. */
function loops(edges: readonly Edge[]): readonly (readonly Place[])[] {
  const starting = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = keyOf(edge.from);
    const known = starting.get(key);
    if (known) known.push(edge);
    else starting.set(key, [edge]);
  }
  const leave = (at: Place, edge?: Edge): Edge | undefined => {
    const leaving = starting.get(keyOf(at));
    if (!leaving || !edge || leaving.length < 2) return leaving?.pop();
    const direction = ({ from, to }: Edge): number => Math.atan2(to[1] - from[1], to[0] - from[0]);
    const bend = (next: Edge): number => {
      const angle = direction(next) - direction(edge);
      return angle > Math.PI ? angle - 2 * Math.PI : angle <= -Math.PI ? angle + 2 * Math.PI : angle;
    };
    const chosen = leaving.reduce((best, next) => (bend(next) > bend(best) ? next : best));
    leaving.splice(leaving.indexOf(chosen), 1);
    return chosen;
  };
  const found: Place[][] = [];
  for (const first of edges) {
    const loop: Place[] = [];
    let edge = leave(first.from);
    const [start] = edge ? [edge.from] : [];
    while (edge && start) {
      loop.push(edge.from);
      edge = isSame(edge.to, start) ? undefined : leave(edge.to, edge);
    }
    if (loop.length > 2) found.push(loop);
  }
  return found;
}

function isInside([x, y]: Place, loop: readonly Place[]): boolean {
  return loop.reduce((inside, a, i) => {
    const b = loop[(i + 1) % loop.length] ?? a;
    return a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]) ? !inside : inside;
  }, false);
}

/** Each hole with the smallest outline around it. */
function regions(found: readonly (readonly Place[])[]): readonly Region[] {
  const outlines = found
    .filter((loop) => area(loop) > 0)
    .map((outline) => ({ outline, holes: [] as (readonly Place[])[] }))
    .sort((a, b) => area(a.outline) - area(b.outline));
  for (const hole of found) {
    const [a, b] = hole;
    if (!a || !b || area(hole) >= 0) continue;
    // In the middle of an edge, where no other loop can be.
    const middle: Place = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    outlines.find(({ outline }) => isInside(middle, outline))?.holes.push(hole);
  }
  return outlines;
}
