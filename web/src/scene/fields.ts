// From the fields of a node on the wire to its props, and from one set of props to the next.

import { CONTAINERS, type Props } from "./store-node";

/** Fields of a node on the wire that are not props. */
const RESERVED = new Set<string>(["tag", "key", ...CONTAINERS]);

/** The containers by name, for a quick no. */
const CONTAINER_NAMES: ReadonlySet<string> = new Set(CONTAINERS);

/** Whether a node says anything about what is in it. */
export function namesContainer(fields: Props): boolean {
  for (const name in fields) if (CONTAINER_NAMES.has(name)) return true;
  return false;
}

/** The props among the fields. */
export function propsOf(fields: Props): Props {
  const props: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    if (isProp(name) && fields[name] !== undefined) props[name] = fields[name];
  }
  return props;
}

/** Whether a field is a prop. An assignment of `__proto__` would give the props a prototype from the wire. */
function isProp(name: string): boolean {
  return !RESERVED.has(name) && name !== "__proto__";
}

/** What `fields` change in `props`; undefined if nothing. Props to drop are there as undefined. */
export function changesOf(props: Props, fields: Props, dropOthers: boolean): Props | undefined {
  // Made when it is needed, and no list of names: this runs for every node of a stream.
  let changed: Record<string, unknown> | undefined;
  for (const name in fields) {
    if (isProp(name) && !same(props[name], fields[name])) (changed ??= {})[name] = fields[name];
  }
  if (!dropOthers) return changed;
  for (const name in props) {
    if (!Object.hasOwn(fields, name)) (changed ??= {})[name] = undefined;
  }
  return changed;
}

/** The props after changes; those that are undefined are dropped. */
export function withChanges(props: Props, changed: Props): Props {
  const next: Record<string, unknown> = { ...props };
  for (const name in changed) {
    if (changed[name] === undefined) Reflect.deleteProperty(next, name);
    else next[name] = changed[name];
  }
  return next;
}

/** Equality of small values; large ones count as different, comparing them would cost more than it saves. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length || a.length > 16) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
