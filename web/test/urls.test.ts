import { expect, test } from "vitest";
import { UrlPolicy } from "../src/scene/urls";

function resolve(url: string, options: { offline?: boolean; server?: string } = {}): string {
  const policy = new UrlPolicy("http://page:8000", options.offline ?? false);
  if (options.server) policy.setServer(options.server);
  return policy.resolve(url);
}

test("relative URLs lead to the connected server", () => {
  expect(resolve("/static/a.glb")).toBe("http://page:8000/static/a.glb");
  expect(resolve("static/a.glb", { server: "wss://robot:8443/?x=1" })).toBe("https://robot:8443/static/a.glb");
});

test("offline allows the page's and the server's origin, and what needs no network", () => {
  const options = { offline: true, server: "ws://robot:8012" };
  expect(resolve("http://page:8000/x", options)).toBe("http://page:8000/x");
  expect(resolve("/x", options)).toBe("http://robot:8012/x");
  expect(resolve("data:,x", options)).toBe("data:,x");
  expect(() => resolve("https://cdn.example/x", options)).toThrow("offline");
});

test("other schemes are refused", () => {
  expect(() => resolve("file:///etc/passwd")).toThrow("file: URLs are not fetched");
  expect(() => resolve("javascript:alert(1)")).toThrow("are not fetched");
});

test("offline asks no ICE server but on the page's and the server's host", () => {
  const check = (url: string, offline = true): void => {
    const policy = new UrlPolicy("http://page:8000", offline);
    policy.setServer("ws://robot:8012");
    policy.checkIceServer(url);
  };
  for (const url of ["stun:robot:3478", "TURN:robot?transport=udp", "turns:page"]) expect(() => { check(url); }, url).not.toThrow();
  for (const url of ["stun:stun.example:3478", "turn:robot.example", "http://robot/", "stun:"]) expect(() => { check(url); }, url).toThrow("offline");
  expect(() => { check("stun:stun.example", false); }).not.toThrow();
});
