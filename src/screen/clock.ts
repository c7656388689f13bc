// Times as they are written before a row.

/** The columns of every time that `formatTime` returns. */
export const TIME_COLUMNS = 6;

const HOUR = 3600;

/** `ms` milliseconds, right aligned in `TIME_COLUMNS`: `  42.0`, from ten seconds on in seconds: ` 12.3s`. */
export function formatTime(ms: number): string {
  return format(ms).padStart(TIME_COLUMNS);
}

function format(ms: number): string {
  // The limits are where rounding would need one more column.
  if (ms < 9999.95 && ms > -999.95) return ms.toFixed(1);
  const seconds = ms / 1000;
  if (seconds < 999.95 && seconds > -99.95) return `${seconds.toFixed(1)}s`;
  if (Math.abs(seconds) < HOUR) return `${seconds.toFixed(0)}s`;
  return `${(seconds / HOUR).toFixed(1)}h`;
}
