// A socket that a test opens, feeds and ends itself.

import type { Socket } from "../src/protocol/connection";
import { decode } from "../src/protocol/decode";
import { Encoder } from "../src/protocol/encode";

export class FakeSocket implements Socket {
  binaryType = "blob";
  bufferedAmount = 0;
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readonly sent: Record<string, unknown>[] = [];
  closedWith: number | undefined;

  send(data: Uint8Array<ArrayBuffer>): void {
    this.sent.push(decode(data.slice().buffer) as Record<string, unknown>);
  }

  close(code?: number): void {
    this.closedWith = code;
  }

  open(): void {
    this.onopen?.({} as Event);
  }

  receive(data: unknown): void {
    this.onmessage?.({ data } as MessageEvent);
  }

  message(message: unknown): void {
    this.receive(new Encoder().encode(message).slice().buffer);
  }

  end(code: number, reason = ""): void {
    this.onclose?.({ code, reason } as CloseEvent);
  }
}
