// Bytes and printed lines as a story shows them.
import { previewBytes } from '../stage/preview.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';

/** How many bytes of a chunk a story shows, how many lines, and how many characters of each. */
const SHOWN_BYTES = 96;
const SHOWN_LINES = 6;
const SHOWN_CHARACTERS = 120;

/** A text or bytes, as bytes; text is UTF-8. */
export function toBytes(value: string | Uint8Array): Buffer {
  return typeof value === 'string' ? Buffer.from(value) : Buffer.from(value);
}

/** Bytes as `“text\n” (5 bytes)`, cut where there are many; in hex where they are not text. */
export function describeBytes(bytes: Uint8Array): Bilingual {
  const shown = isMostlyText(bytes) ? `“${previewBytes(bytes, SHOWN_BYTES)}”` : toHex(bytes);
  const rest = Math.max(0, bytes.length - SHOWN_BYTES);
  return tellCheck((say) => say.bytes(shown, bytes.length, rest));
}

function isMostlyText(bytes: Uint8Array): boolean {
  const preview = previewBytes(bytes, SHOWN_BYTES);
  const escaped = preview.match(/\\x/g)?.length ?? 0;
  return escaped * 4 <= Math.min(bytes.length, SHOWN_BYTES);
}

function toHex(bytes: Uint8Array): string {
  const shown = Buffer.from(bytes.subarray(0, SHOWN_BYTES / 2));
  return shown.toString('hex').replace(/(..)(?=.)/g, '$1 ');
}

/** Lines as `“one”, “two”`, cut where there are many; `nothing` where there are none. */
export function quoteLines(lines: readonly string[]): Bilingual {
  const quoted = lines.slice(0, SHOWN_LINES).map((line) => {
    const rest = line.length > SHOWN_CHARACTERS ? '…' : '';
    return `“${line.slice(0, SHOWN_CHARACTERS)}${rest}”`;
  });
  const more = lines.length - quoted.length;
  return tellCheck((say) => (lines.length === 0 ? say.nothing : say.lines(quoted, more)));
}
