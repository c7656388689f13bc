// Times as they are written before a row.

/** The columns of every time that `formatTime` returns. */
export const TIME_COLUMNS = 6;

const MINUTE = 60_000;

/**
 * `ms` milliseconds, right aligned in `TIME_COLUMNS`: `  42.0`, from ten seconds on whole ones: ` 12345`. A column has
 * one unit; what has no room for it, from 17 minutes on, names its own: ` 17min`, `  20h`.
 */
export function formatTime(ms: number): string {
  return format(ms).padStart(TIME_COLUMNS);
}

function format(ms: number): string {
  // The limits are where rounding would need one more column.
  if (ms < 9999.95 && ms > -999.95) return ms.toFixed(1);
  if (ms < 999_999.5 && ms > -99_999.5) return ms.toFixed(0);
  const minutes = Math.round(ms / MINUTE);
  return Math.abs(minutes) < 100 || (minutes > 0 && minutes < 1000)
    ? `${minutes}min`
    : `${Math.round(minutes / 60)}h`;
}
