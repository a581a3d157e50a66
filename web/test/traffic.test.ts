import { expect, test } from "vitest";
import { Traffic } from "../src/protocol/traffic";

test("messages are counted by their type, answers without the number of the request", () => {
  const traffic = new Traffic();
  traffic.count("SET", "received");
  for (const id of ["1", "2", "3"]) traffic.count(`GRAB_RENDER_RESPONSE@${id}`, "sent");
  expect(traffic.lines()).toEqual([
    { etype: "GRAB_RENDER_RESPONSE", received: 0, sent: 3 },
    { etype: "SET", received: 1, sent: 0 },
  ]);
});

test("a peer that makes up types fills no memory", () => {
  const traffic = new Traffic();
  for (let index = 0; index < 10_000; index++) traffic.count(`T${index}`, "received");
  expect(traffic.lines().length).toBe(201);
  expect(traffic.lines()[0]).toEqual({ etype: "others", received: 9_800, sent: 0 });
});
