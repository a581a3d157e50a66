// Who operates what the program moves, where a server of ours lets one page at a time do that.

/** Visitors are numbered by the server, in the order in which they came. */
export interface Role {
  /** This page. */
  readonly visitor: number;
  /** It is heard: events of others reach no program. */
  readonly operates: boolean;
  /** Who operates; undefined while nobody does. */
  readonly operator: number | undefined;
  /** Who asks to, in order: to the operator all of them, to others themselves alone. */
  readonly asking: readonly number[];
}

/** What a page may want. What it has no right to, the server leaves undone. */
export type RoleWish =
  | { readonly action: "ask" | "withdraw" | "release" }
  | { readonly action: "grant" | "decline"; readonly visitor: number };

/** Reads what a server tells; undefined if that is something else. */
export function readRole(data: Readonly<Record<string, unknown>>): Role | undefined {
  const { visitor, operates, operator, asking } = data;
  if (typeof visitor !== "number" || typeof operates !== "boolean") return undefined;
  return {
    visitor,
    operates,
    operator: typeof operator === "number" ? operator : undefined,
    asking: Array.isArray(asking) ? asking.filter((number): number is number => typeof number === "number") : [],
  };
}
