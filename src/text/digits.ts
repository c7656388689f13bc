// Numbers as they are read: their digits in groups of three.

/** A whole number with commas: `67,108,864`. Programs that read it take the JSON, where numbers are bare. */
export function groupDigits(number: number): string {
  return String(number).replace(/\d(?=(?:\d{3})+$)/g, '$&,');
}
