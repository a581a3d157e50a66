// What a server of ours tells about the way to this page, with its answers to pings.

/** Times in ms; undefined where they are not known. */
export interface LinkFacts {
  /** How much the time of travel to the server varies (RFC 3550, §6.4.1). */
  readonly jitter: number | undefined;
  /** How old the newest pose is that the server has. */
  readonly poseAge: number | undefined;
  /** Updates left out because a later one made them superfluous before this page could take them. */
  readonly coalesced: number;
}

export function linkFacts(link: Readonly<Record<string, unknown>>): LinkFacts {
  const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
  return { jitter: number(link.jitter), poseAge: number(link.poseAge), coalesced: number(link.coalesced) ?? 0 };
}
