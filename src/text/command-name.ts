// How the tour is started, as a person types it: for advice that can be followed.

/** The command line that the learner started the tour with, or one that does the same. */
export function nameCommand({
  npm_lifecycle_event,
  npm_command,
}: Readonly<Record<string, string | undefined>>): string {
  if (npm_lifecycle_event === 'start') return 'npm start';
  return npm_command === 'exec' ? 'npx socket-tour' : 'socket-tour';
}

/** The command with another port, for the shells of a platform (Node's name of it). */
export function spellWithPort(command: string, platform: string): string {
  if (platform !== 'win32') return `PORT=7000 ${command}`;
  return `set PORT=7000&& ${command} (cmd) / $env:PORT=7000; ${command} (PowerShell)`;
}
