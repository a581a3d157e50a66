// Live video by WebRTC: descriptions of the connection are exchanged with a URL, and a connection that
// breaks is made again.

import { isMap } from "../../protocol/codec";
import type { LiveVideoProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { brief, Reader } from "../../scene/read";

/** How long to wait for all ways to be known before the description goes out with those that are. */
const GATHERING_LIMIT_MS = 3000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 8000;

interface Description {
  readonly sdp: string;
  readonly type: RTCSdpType;
  /** A server's own name of the connection, to be given back. */
  readonly id: unknown;
}

export interface ReceiveOptions {
  readonly ctx: NodeContext;
  readonly props: Readonly<LiveVideoProps>;
  /** Called with what comes in, and with undefined when it has ended. */
  readonly onStream: (stream: MediaStream | undefined) => void;
}

/** Receive until the signal aborts. */
export async function receive({ ctx, props, onStream }: ReceiveOptions, signal: AbortSignal): Promise<void> {
  const read = new Reader(ctx, props);
  const src = read.string("src");
  if (src === undefined || src === "") return;
  const serverOffers = read.oneOf("offer", ["client", "server"], "client") === "server";
  const configuration = configurationOf(ctx, props);
  let wait = FIRST_RETRY_MS;
  do {
    const peer = new RTCPeerConnection(configuration);
    const attempt = new AbortController();
    try {
      const broken = brokenOrAborted(peer, signal, attempt.signal);
      peer.addEventListener("track", ({ track, streams }) => {
        if (track.kind === "video") onStream(streams[0] ?? new MediaStream([track]));
      });
      if (serverOffers) await answer(ctx, peer, src, signal);
      else await offer(ctx, peer, src, signal);
      ctx.recover();
      await broken;
      wait = FIRST_RETRY_MS;
    } catch (error) {
      if (!signal.aborted) ctx.fail(error);
    } finally {
      attempt.abort();
      peer.close();
      onStream(undefined);
    }
    await pause(wait, signal);
    wait = Math.min(wait * 2, LAST_RETRY_MS);
  } while (!signal.aborted);
}

async function offer(ctx: NodeContext, peer: RTCPeerConnection, src: string, signal: AbortSignal): Promise<void> {
  peer.addTransceiver("video", { direction: "recvonly" });
  peer.addTransceiver("audio", { direction: "recvonly" });
  await peer.setLocalDescription(await peer.createOffer());
  await gathered(peer, signal);
  const reply = await post(ctx, src, { sdp: peer.localDescription?.sdp, type: peer.localDescription?.type }, signal);
  await peer.setRemoteDescription(descriptionOf(await reply.json(), "answer", src));
}

async function answer(ctx: NodeContext, peer: RTCPeerConnection, src: string, signal: AbortSignal): Promise<void> {
  const response = await ctx.assets.fetch(src, signal, { headers: { accept: "application/json" }, cache: "no-store" });
  const { id, ...description } = descriptionOf(await response.json(), "offer", src);
  await peer.setRemoteDescription(description);
  await peer.setLocalDescription(await peer.createAnswer());
  await gathered(peer, signal);
  await post(ctx, src, { sdp: peer.localDescription?.sdp, type: peer.localDescription?.type, ...(id === undefined ? {} : { id }) }, signal);
}

function post(ctx: NodeContext, src: string, body: object, signal: AbortSignal): Promise<Response> {
  return ctx.assets.fetch(src, signal, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

function descriptionOf(value: unknown, type: RTCSdpType, src: string): Description {
  const { sdp, type: given, id } = isMap(value) ? value : {};
  if (typeof sdp !== "string" || given !== type) throw new Error(`${src} answered ${brief(value)}, not {sdp, type: "${type}"}`);
  return { sdp, type, id };
}

/** Wait until the ways that lead here are known. */
async function gathered(peer: RTCPeerConnection, signal: AbortSignal): Promise<void> {
  if (peer.iceGatheringState !== "complete") {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHERING_LIMIT_MS);
      peer.addEventListener("icegatheringstatechange", () => {
        if (peer.iceGatheringState !== "complete") return;
        clearTimeout(timer);
        resolve();
      });
    });
  }
  signal.throwIfAborted();
}

/** `over` ends the attempt: the signal, which outlives it by far, must not hold its peer. */
function brokenOrAborted(peer: RTCPeerConnection, signal: AbortSignal, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => { resolve(); }, { once: true, signal: over });
    peer.addEventListener("connectionstatechange", () => {
      if (peer.connectionState === "failed" || peer.connectionState === "closed") resolve();
    });
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
  });
}

/** What the props say about the ways to try. Without any server none is asked. Throws if one may not be asked. */
export function configurationOf(ctx: Pick<NodeContext, "warn" | "checkIceServer">, props: Readonly<LiveVideoProps>): RTCConfiguration {
  const { iceServer, iceServers: more, webRTCOptions, rtcOptions } = props as Readonly<Record<string, unknown>>;
  const configuration: Record<string, unknown> = {};
  for (const options of [webRTCOptions, rtcOptions]) {
    if (isMap(options)) Object.assign(configuration, options);
    else if (options !== undefined && options !== null) ctx.warn(`Options of WebRTC should be a map, not ${brief(options)}; ignored`);
  }
  const servers = [configuration.iceServers, iceServer, more].flat().filter((server) => server !== undefined && server !== null);
  const iceServers = servers.flatMap((server) => iceServerOf(server) ?? (ctx.warn(`An ICE server should be a URL or {urls}, not ${brief(server)}; ignored`), []));
  for (const url of iceServers.flatMap(({ urls }) => urls)) ctx.checkIceServer(url);
  return { ...configuration, iceServers };
}

function iceServerOf(server: unknown): RTCIceServer | undefined {
  if (typeof server === "string") return { urls: server };
  if (!isMap(server)) return undefined;
  const { urls, url = urls, username, credential } = server;
  const known = typeof url === "string" || (Array.isArray(url) && url.every((one) => typeof one === "string")) ? url : undefined;
  if (known === undefined) return undefined;
  return {
    urls: known,
    ...(typeof username === "string" ? { username } : {}),
    ...(typeof credential === "string" ? { credential } : {}),
  };
}
