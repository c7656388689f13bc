// The entry: reads the command line, runs its command, and exits; nothing else in the tour exits.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readCall } from './commands/call.ts';
import { createContext } from './commands/context.ts';
import { describeError } from './commands/error-lines.ts';
import { renderCommandHelp, renderHelp } from './commands/help.ts';
import { parseLine } from './commands/options.ts';
import { COMMANDS } from './commands/table.ts';
import { createOutput } from './terminal/output.ts';
import { sayBoth } from './text/bilingual.ts';
import { Failure } from './text/failure.ts';
import { findInvocation, setInvocation } from './text/invocation.ts';
import { mainMessages } from './text/messages/main.ts';

const { env: environment } = process;
const stdout = createOutput(process.stdout, environment);
const stderr = createOutput(process.stderr, environment);
const line = parseLine(process.argv.slice(2));
const folder = findFolder();
const context = createContext(line.options, {
  stdout,
  stderr,
  isStdinTerminal: process.stdin.isTTY === true,
  environment,
  cwd: folder ?? path.parse(process.execPath).root,
});

setInvocation(findInvocation(environment, findClone()));

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe may leave early (`| head`): then there is nowhere to report anything.
  if (error.code === 'EPIPE') process.exit(0);
  // Not by `exit`, which would write to this output once more.
  stderr.print(mainMessages[context.language].outputLost(error.message));
  process.exit(1);
});
process.stderr.on('error', () => {});
process.on('uncaughtException', (error) => void exit(reportError(error)));

void follow().then(exit, (error: unknown) => exit(reportError(error)));

/** Does what the command line asks for; resolves to the exit code. */
async function follow(): Promise<number> {
  const call = readCall(line);
  const { language, packageRoot } = context;
  switch (call.kind) {
    case 'version': {
      const file = readFileSync(path.join(packageRoot, 'package.json'), 'utf8');
      stdout.print(JSON.parse(file).version);
      return 0;
    }
    case 'help':
      stdout.print(...(call.name ? renderCommandHelp(call.name, language) : renderHelp(language)));
      return 0;
    case 'run': {
      if (folder === null) throw new Failure(sayBoth(mainMessages, (say) => say.folderGone));
      const { run } = await COMMANDS[call.name].load();
      return run(context, line.options, call.operands);
    }
  }
}

/** The folder the tour is started in, absolute; null where it has been deleted. */
function findFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/** The folder of the sources, where they run or were built from; null for an installed package. */
function findClone(): string | null {
  const { packageRoot } = context;
  return existsSync(path.join(packageRoot, 'src', 'main.ts')) ? packageRoot : null;
}

/** Reports what went wrong; returns the exit code. */
function reportError(error: unknown): number {
  const { lines, exitCode } = describeError(error, context);
  stderr.print(...lines);
  return exitCode;
}

/** Exits once everything written has been taken: `process.exit()` alone drops what a pipe hasn't read. */
async function exit(code: number): Promise<never> {
  await Promise.all([stdout.drained(), stderr.drained()]);
  process.exit(code);
}
