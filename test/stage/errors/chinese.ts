// What every Chinese paragraph keeps to.
import assert from 'node:assert/strict';

/** It is Chinese, ends as a sentence does, and has a blank between Chinese characters and letters or digits. */
export function assertChinese(text: string): void {
  assert.match(text, /[\u4e00-\u9fff]/);
  assert.match(text, /[。：？]$/u);
  assert.doesNotMatch(text, /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/);
}
