// A store that speaks S3, with one empty bucket: moto, in the Python of the tests.
import { spawn } from "node:child_process";
import { type AddressInfo, createServer } from "node:net";

export interface Store {
  url: string;
  /** The settings of a server that keeps its files there. */
  settings: Record<string, string>;
  stop: () => void;
}

const START = 30_000;

export async function startStore(): Promise<Store> {
  const python = process.env.RUCHE_TEST_PYTHON;
  if (!python) throw new Error("RUCHE_TEST_PYTHON must name the Python of the tests (`make test` sets it)");
  const url = `http://127.0.0.1:${await freePort()}`;
  const port = new URL(url).port;
  const moto = spawn(python, ["-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", port], {
    stdio: "ignore",
  });
  // It looks at the region of a signature, and no further.
  const authorization =
    "AWS4-HMAC-SHA256 Credential=ruche/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
  const deadline = Date.now() + START;
  for (;;) {
    const made = await fetch(`${url}/ruche`, { method: "PUT", headers: { authorization } }).catch(
      () => undefined,
    );
    if (made?.ok) break;
    if (moto.exitCode !== null || Date.now() > deadline) throw new Error("the store does not begin");
    await new Promise((done) => setTimeout(done, 50));
  }
  const settings = {
    RUCHE_FILES: "s3://ruche",
    RUCHE_S3_ENDPOINT: url,
    RUCHE_S3_KEY: "ruche",
    RUCHE_S3_SECRET: "secret",
  };
  return { url, settings, stop: () => moto.kill() };
}

/** A port where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
