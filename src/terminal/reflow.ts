// What a terminal does with the line of the cursor when it is made narrower.

/**
 * Whether the terminal breaks that line in two, as it does with all others. Some cut it instead (xterm.js, and
 * so VS Code; xterm; the Linux console): where it isn't known that a terminal breaks it, moving up to
 * erase the line's beginning would erase a line that is not ours.
 */
export function breaksLastLine(environment: NodeJS.ProcessEnv): boolean {
  const {
    TERM = '',
    TERM_PROGRAM = '',
    TMUX,
    VTE_VERSION,
    WT_SESSION,
    KONSOLE_VERSION,
  } = environment;
  if (TMUX || VTE_VERSION || WT_SESSION || KONSOLE_VERSION) return true;
  if (/^(iTerm\.app|Apple_Terminal|WezTerm|ghostty)$/i.test(TERM_PROGRAM)) return true;
  return /^(xterm-(kitty|ghostty)|alacritty|foot|wezterm)/.test(TERM);
}
