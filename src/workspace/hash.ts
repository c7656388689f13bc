// The hash that distinguishes two versions of a file.
import { createHash } from 'node:crypto';

/** The SHA-256 of a file's content, in hex; a text is hashed as its UTF-8 bytes. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
