// At the very end of a run, why each journey failed, in a line or two: the end is what is read first, and all that a long log keeps.
import type { FullConfig, Reporter, Suite } from "@playwright/test/reporter";

const LINES = 6;
// Colours are for a terminal.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with this character
const COLOUR = /\u001b\[[0-9;]*m/g;

export default class Reasons implements Reporter {
  #suite?: Suite;

  onBegin(_: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(): void {
    for (const test of this.#suite?.allTests() ?? []) {
      if (test.ok()) continue;
      const [project, file, ...title] = test.titlePath().slice(1);
      console.log(`\nwhy ${project} › ${file} › ${title.join(" › ")} failed:`);
      for (const { message = "", location } of test.results.at(-1)?.errors ?? []) {
        const lines = message
          .replace(COLOUR, "")
          .split("\n")
          .filter((line) => line.trim() !== "");
        for (const line of lines.slice(0, LINES)) console.log(`  ${line.slice(0, 300)}`);
        if (location) console.log(`  at line ${location.line}`);
      }
    }
  }

  printsToStdio(): boolean {
    return true;
  }
}
