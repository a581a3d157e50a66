/** A websocket client that knows no manners: for connections that end in the middle. */

import { connect } from "node:net";

/**
 * Opens a websocket and reads, but says nothing.
 * @param {string} url of the server's page
 * @returns {Promise<import("node:net").Socket>}
 */
export function rawSocket(url) {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
      );
    });
    socket.once("error", reject);
    socket.once("data", (data) => {
      if (data.toString("latin1").startsWith("HTTP/1.1 101")) resolve(socket.resume());
      else reject(new Error(data.toString("latin1")));
    });
  });
}
