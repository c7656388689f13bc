// The first bytes of a chunk, printable: text where it is text, `\n` and `\xff` where it is not.

/** How many bytes a preview and its hexadecimal digits show. */
export const PREVIEW_BYTES = 48;

// Unlike the default, this keeps a byte order mark.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const UNPRINTABLE = /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u;

const ESCAPES: Record<number, string> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };

/** The length in bytes of the well-formed UTF-8 character at `index`, or 0 where there is none. */
function characterLength(bytes: Uint8Array, index: number): number {
  const first = bytes[index] as number;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || first > 0xf4 || index + length > bytes.length) return 0;
  const text = decoder.decode(bytes.subarray(index, index + length));
  // U+FFFD itself may have been sent; a decoder puts it, too, in place of what is malformed.
  const isSent = first === 0xef && bytes[index + 1] === 0xbf && bytes[index + 2] === 0xbd;
  return text.includes('\ufffd') && !isSent ? 0 : length;
}

function escapeByte(byte: number): string {
  return ESCAPES[byte] ?? `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** The first 48 (or `most`) bytes of `chunk` as one printable line. A character cut in two shows as its bytes. */
export function previewBytes(chunk: Uint8Array, most = PREVIEW_BYTES): string {
  const bytes = chunk.subarray(0, most);
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (/^[\x20-\x5b\x5d-\x7e]*$/.test(latin1)) return latin1;
  let shown = '';
  for (let index = 0; index < bytes.length; ) {
    const byte = bytes[index] as number;
    const length = byte < 0x80 ? 0 : characterLength(bytes, index);
    if (length > 0) {
      // Controls and line separators are well-formed UTF-8, but not printable.
      const text = decoder.decode(bytes.subarray(index, index + length));
      shown += UNPRINTABLE.test(text)
        ? Array.from(bytes.subarray(index, index + length), escapeByte).join('')
        : text;
      index += length;
    } else {
      shown +=
        byte >= 0x20 && byte < 0x7f && byte !== 92 ? String.fromCharCode(byte) : escapeByte(byte);
      index += 1;
    }
  }
  return shown;
}

/** The first 48 bytes of `chunk`, two lower-case hexadecimal digits each. */
export function hexBytes(chunk: Uint8Array): string {
  const length = Math.min(chunk.length, PREVIEW_BYTES);
  return Buffer.from(chunk.buffer, chunk.byteOffset, length).toString('hex');
}
