// What nodes share that are a part of their parent: they ask the host above them for a place, again when
// the part or the place changes.

import type { LiveNode, NodeContext } from "../../scene/node-type";
import type { PartHost } from "../../scene/parts";
import { Reader } from "../../scene/read";

type PartProps = Readonly<{ attach?: unknown }>;

/** What a node does beside keeping its part in its place. */
interface PartWork<P extends object> {
  readonly parts?: PartHost;
  /** Bring the part to the props. */
  readonly update?: (changed: Readonly<Partial<P>>, props: Readonly<P>) => void;
  /** Free the part, which is in no place any more. */
  readonly dispose?: () => void;
}

/** Keeps one part in its place. */
export class PlacedPart {
  readonly #ctx: NodeContext;
  readonly #fallback: string;
  #place: string;
  #part: object | undefined;
  #host: PartHost | undefined;
  #attached = false;
  #leave: (() => void) | undefined;

  /** `fallback`: the place without an `attach` prop. */
  constructor(ctx: NodeContext, fallback: string, props: PartProps) {
    this.#ctx = ctx;
    this.#fallback = fallback;
    this.#place = this.#placeOf(props);
  }

  /** The part, or another than before. */
  set part(part: object | undefined) {
    if (part === this.#part) return;
    this.#part = part;
    this.#enter();
  }

  /** The node of the part. */
  node<P extends PartProps>({ parts, update, dispose }: PartWork<P>): LiveNode<P> {
    return {
      ...(parts && { parts }),
      attached: (_parent, host) => {
        this.#attach(host);
      },
      update: (changed, props) => {
        update?.(changed, props);
        this.#move(props);
        return undefined;
      },
      dispose: () => {
        this.#leave?.();
        this.#leave = undefined;
        dispose?.();
      },
    };
  }

  #attach(host: PartHost | undefined): void {
    if (this.#attached && host === this.#host) return;
    this.#attached = true;
    this.#host = host;
    this.#enter();
  }

  #move(props: PartProps): void {
    const place = this.#placeOf(props);
    if (place === this.#place) return;
    this.#place = place;
    this.#enter();
  }

  #placeOf(props: PartProps): string {
    return new Reader(this.#ctx, props as Readonly<{ attach?: string }>).string("attach", this.#fallback);
  }

  #enter(): void {
    const leave = this.#leave;
    this.#leave = undefined;
    if (this.#attached && this.#part) {
      this.#leave = this.#host?.accept(this.#place, this.#part);
      if (!this.#leave) this.#ctx.warn(`the node above takes no ${this.#place}`);
      this.#ctx.invalidate();
    }
    // After its successor has come, so that the host does not show its own in between.
    leave?.();
  }
}
