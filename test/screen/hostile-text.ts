// Texts that break columns: what programs print by mistake, and what languages need.
/** Each is one line of output. */
export const nastyTexts: readonly string[] = [
  '收到数据：你好，世界！这一行很长，需要在列内换行，标点不能出现在行首。（完）',
  'emoji 😀😀😀😀 family 👨‍👩‍👧‍👦 flags 🇨🇳🇩🇪 skin 👍🏽 heart ❤️ keycap 1️⃣ england 🏴󠁧󠁢󠁥󠁮󠁧󠁿 watch ⌚',
  '👨‍👩‍👧‍👦'.repeat(12),
  'combining: e\u0301 n\u0303 Z\u0351\u036b\u0343\u036a\u0302a\u0310\u0346 \u0e19\u0e49\u0e33 \u0915\u094d\u0937\u093f \u0644\u0651',
  '한국어 텍스트 \u1112\u1161\u11ab 日本語テキスト ｶﾞ ﾊﾟ',
  'colour \u001b[31mred\u001b[0m \u001b[2J clear \u001b]0;title\u0007 \u009b31m \u001bc reset',
  'cursor \u001b[10;10H up \u001b[5A save \u001b7 \u001b[?1049h alternate \u001b[6n',
  'c0 \u0000\u0001\u0007\u0008\u000b\u000c\r\u000e\u000f\u007f c1 \u0080\u0085\u008d\u0090\u009f',
  'tabs\there\t\tand\t你\tthere',
  'hidden \u200b\u2060\ufeff\u00ad\u180e\u3164\u115f rtl \u202eabc\u202c \u2066x\u2069 \u200f\u061c',
  'halves \ud83d and \ude00, separators \u2028 and \u2029, private \ue000 \uf8ff',
  'x'.repeat(300),
  '你'.repeat(150),
  `    at Socket.<anonymous> (file:///home/learner/my-lessons/05-both-sides/server.ts:17:33)`,
  '\u0301 begins with a mark',
  '\ufe0f\u200d orphans \u{e0041}',
  '',
  '   ',
];
