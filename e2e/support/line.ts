// A line between a browser and the server that can really be cut: its connections end in the middle of what they carry. What the
// browser calls offline only keeps it from beginning anything new.
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Line {
  /** Where the browser finds the server. */
  url: string;
  /** Ends every connection, and takes no other. */
  cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
}

export async function openLine(server: string): Promise<Line> {
  const { hostname, port } = new URL(server);
  const open = new Set<Socket>();
  let whole = true;
  const line = createServer((near) => {
    if (!whole) return near.destroy();
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const cut = () => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((resolve) => line.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      whole = true;
    },
    close: () => {
      cut();
      return new Promise((resolve) => line.close(() => resolve()));
    },
  };
}
