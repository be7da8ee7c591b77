// Starts the program for a worker, on a free port and a data folder of its own, and ends it. It knows nothing of pages.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { startWeb } from "./web";

/** `demo` serves the example company with its sign-ins; `serve` an empty network that waits for its set-up code. */
export type Mode = "demo" | "serve";

export interface SignIn {
  login: string;
  password: string;
}

export interface Server {
  /** The origin, without a slash at the end. */
  url: string;
  dataDir: string;
  /** What the first person must give; only a network that is not set up yet has one. */
  setupCode: string | undefined;
  /** The accounts of the example company, in the order of the file; none with `serve`. */
  signIns: SignIn[];
  /** Everything the program has written so far, both streams. */
  log(): string;
  /** The errors and panics logged since the last call. */
  takeErrors(): string[];
  /** Ends the program and removes its folder. Throws when it had to be killed, or logged an error nobody has taken. */
  stop(): Promise<void>;
}

// The example company is built with a debug program on a shared machine.
const START = 120_000;
const STOP = 10_000;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Starts the program, found at `RUCHE_BIN` or in `root`/target/debug, with these settings besides, and waits until it is ready. */
export async function startServer(
  mode: Mode,
  root: string,
  settings: Record<string, string> = {},
): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), "ruche-e2e-"));
  const program = resolve(root, process.env.RUCHE_BIN ?? "target/debug/ruche");
  const web = await startWeb();
  const child = spawn(program, [mode, "--data", dataDir, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "pipe"],
    // The log is read below: no colours in it, whatever the terminal of the journeys wishes.
    env: {
      ...process.env,
      RUCHE_OUTGOING_PROXY: web.url,
      ...settings,
      NO_COLOR: "1",
      FORCE_COLOR: undefined,
    },
  });

  let stdout = "";
  let stderr = "";
  let taken = 0;
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += stripVTControlCharacters(text);
  });
  const exited = new Promise<string>((done) => {
    child.once("error", (error) => done(String(error)));
    child.once("close", (code, signal) => done(`exit ${code ?? signal}`));
  });
  let end: string | undefined;
  exited.then((reason) => {
    web.stop();
    end = reason;
  });

  const log = () => `${stdout}\n${stderr}`;
  const takeErrors = () => {
    // Whole lines only: the rest of one may still be on its way.
    const upTo = end === undefined ? stderr.lastIndexOf("\n") + 1 : stderr.length;
    const fresh = stderr.slice(taken, upTo);
    taken = Math.max(taken, upTo);
    return fresh.split("\n").filter((line) => /\bERROR\b|panicked/.test(line));
  };
  const remove = () => rm(dataDir, { recursive: true, force: true });

  try {
    const deadline = Date.now() + START;
    const until = async <T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
      for (;;) {
        const found = await look();
        if (found !== undefined) return found;
        if (end !== undefined) throw new Error(`${program} ${mode} ended before ${what} (${end})`);
        if (Date.now() > deadline) throw new Error(`${program} ${mode}: no ${what} after ${START / 1000} s`);
        await pause(50);
      }
    };
    const url = await until(
      "its address",
      () => /^listening on (http:\/\/127\.0\.0\.1:\d+)\/?\s*$/m.exec(stdout)?.[1],
    );
    await until("/health/ready", async () => {
      const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
      return answer?.ok || undefined;
    });
    return {
      url,
      dataDir,
      setupCode: /set-up code: (\S+)/.exec(stdout)?.[1],
      signIns: mode === "demo" ? await readSignIns(dataDir) : [],
      log,
      takeErrors,
      async stop() {
        const killed = await terminate(child, exited);
        const errors = takeErrors();
        await remove();
        if (killed) throw new Error(`the server did not end within ${STOP / 1000} s of SIGTERM:\n${log()}`);
        if (errors.length > 0) throw new Error(`the server logged errors:\n${errors.join("\n")}`);
      },
    };
  } catch (error) {
    await terminate(child, exited);
    await remove();
    throw new Error(`${error instanceof Error ? error.message : error}\n${log()}`);
  }
}

async function readSignIns(dataDir: string): Promise<SignIn[]> {
  const lines = (await readFile(join(dataDir, "demo-sign-ins.txt"), "utf8")).split("\n");
  return lines.flatMap((line) => {
    const [login, password] = line.split("\t");
    return login && password ? [{ login, password }] : [];
  });
}

/** Asks the program to end, then forces it; tells whether it had to. */
async function terminate(child: ChildProcess, exited: Promise<string>): Promise<boolean> {
  child.kill("SIGTERM");
  if (await Promise.race([exited, pause(STOP)])) return false;
  child.kill("SIGKILL");
  await exited;
  return true;
}
