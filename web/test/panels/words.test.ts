import { expect, test, vi } from "vitest";
import { addressProblem, completeAddress, connectionWords, retryWords } from "../../src/panels/connection-words";
import { bytes, count, milliseconds, number, plural } from "../../src/panels/format";
import { colorOf, describe as say } from "../../src/panels/value";

test("figures keep three digits", () => {
  expect([0, 12, 0.123456, 999, 1000, 48_216, 999_600, 1.5e9].map(count)).toEqual(
    ["0", "12", "0.123", "999", "1 k", "48.2 k", "1 M", "1.5 G"],
  );
  expect([0, 999, 1_842_000, Number.NaN].map(bytes)).toEqual(["0 B", "999 B", "1.84 MB", "–"]);
  expect([undefined, 0.42, 4.23, 42.4, 1234].map(milliseconds)).toEqual(["–", "0.42 ms", "4.2 ms", "42 ms", "1.2 s"]);
  expect([0, -1.5707963, 1e-7, -1e12, Infinity].map(number)).toEqual(["0", "−1.5708", "1.000e−7", "−1.000e+12", "∞"]);
  expect([plural(1, "node"), plural(10_000, "node")]).toEqual(["1 node", "10,000 nodes"]);
});

test("props are said in one line, and large ones summarised", () => {
  expect(say([0, 1.5, -2])).toBe("[0, 1.5, −2]");
  expect(say(new Array(1000).fill(0))).toBe("list of 1 k");
  expect(say(new Uint8Array(36_000))).toBe("binary, 36 kB");
  expect(say(new Float32Array(9000))).toBe("9 k × float32, 36 kB");
  expect(say({ shoulder: -1.2, elbow: 0.5 })).toBe("shoulder: −1.2, elbow: 0.5");
  expect(say({ a: { b: { c: 1 } } })).toBe("a: { b }");
  expect(say(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`j${index}`, 0])))).toContain("… 22 more");
  expect(say("x".repeat(5000)).length).toBeLessThan(200);
  expect([say(null), say(undefined), say({}), say([]), say(true)]).toEqual(["none", "none", "{ }", "[ ]", "true"]);
});

test("colours are recognised by name and value, and nothing but a colour reaches a style", () => {
  vi.stubGlobal("CSS", { supports: (_name: string, value: string) => value !== "nonsense" });
  expect(colorOf("color", "#ff0000")).toBe("#ff0000");
  expect(colorOf("color", 0x00ff00)).toBe("#00ff00");
  expect(colorOf("sectionColor", [1, 0.5, 0])).toBe("rgb(255 128 0)");
  expect(colorOf("color", "url(http://x/y)")).toBeUndefined();
  expect(colorOf("color", "nonsense")).toBeUndefined();
  expect(colorOf("size", 0x00ff00)).toBeUndefined();
  vi.unstubAllGlobals();
});

const url = "ws://robot:8012";

test("every state of the connection has words", () => {
  expect(connectionWords({ phase: "idle" }).short).toBe("Not connected");
  expect(connectionWords({ phase: "connecting", url, attempt: 3 }).long).toBe("Connecting to robot:8012. Attempt 3.");
  expect(connectionWords({ phase: "open", url, since: 0 }).long).toBe("Connected to robot:8012.");
  const closed = { phase: "closed", url, retryAt: undefined } as const;
  expect(connectionWords({ ...closed, code: 1006, reason: "", byProgram: false }).long).toBe("robot:8012 cannot be reached.");
  expect(connectionWords({ ...closed, code: 1009, reason: "too large", byProgram: false }).long).toBe(
    "The connection to robot:8012 was closed (code 1009). Reason: too large",
  );
  expect(connectionWords({ ...closed, code: 1000, reason: "done", byProgram: true }).long).toBe(
    "The program ended the session: done.",
  );
});

test("the time until the next attempt counts down", () => {
  const closed = { phase: "closed", url, code: 1006, reason: "", byProgram: false, retryAt: 5000 } as const;
  expect(retryWords(closed, 2100)).toBe("Trying again in 3 s");
  expect(retryWords(closed, 4900)).toBe("Trying again");
  expect(retryWords({ ...closed, retryAt: undefined }, 0)).toBeUndefined();
});

test("an address may be typed short", () => {
  expect(completeAddress(" robot:8012 ")).toBe("ws://robot:8012");
  expect(completeAddress("https://robot")).toBe("wss://robot");
  expect(completeAddress("wss://robot/x")).toBe("wss://robot/x");
  expect(addressProblem("ws://robot:8012")).toBeUndefined();
  expect(addressProblem("ftp://robot")).toBeDefined();
  expect(addressProblem("ws://")).toBeDefined();
});
