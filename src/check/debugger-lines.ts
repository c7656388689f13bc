// What Node prints about its debugger on standard error: none of the learner's program's own words.

const LINES =
  /^(Debugger (listening|ending) on ws:|Debugger attached\.|Waiting for the debugger|For help, see: https:\/\/nodejs)/;

/** Whether Node prints this line about its debugger. */
export function isDebuggerLine(text: string): boolean {
  return LINES.test(text);
}

/** The address at which the debugger can be reached, `ws://…`; null in another line. */
export function readDebuggerAddress(text: string): string | null {
  return /^Debugger listening on (ws:\S+)/.exec(text)?.[1] ?? null;
}
