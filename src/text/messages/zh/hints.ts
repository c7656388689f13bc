// The messages for authors of hints: what is wrong in hints.md, and what to do.
import type { en } from '../en/hints.ts';

/** In Chinese. */
export const zh: typeof en = {
  missing: '缺少提示；请按 check.ts 里的检查和错误写出来',
  checkId: (id) => `“${id}”不能作检查的 id；只用 a-z、0-9 和 -，几项检查共用的写在“*”下面`,
  checkTwice: (id, first) => `“## ${id}”写了两次（第一次在第 ${first} 行）；请合并成一个`,
  titleMissing: (id) => `检查 ${id} 没有标题；请写在“## ${id}”下面`,
  mistakeId: (id) => `“${id}”不能作错误的 id；只用 a-z、0-9 和 -`,
  mistakeTwice: (id, first) =>
    `同一项检查里“### ${id}”写了两次（第一次在第 ${first} 行）；请合并成一个`,
  mistakeOutside: (id) => `错误 ${id} 不属于任何检查；请在它上面写“## 检查的 id”`,
  noHints: (id) => `错误 ${id} 没有提示；请在下面写“1. …”`,
  hintOutside: '这条提示不属于任何错误；请在它上面写“### 错误的 id”',
  hintNumber: (number, wanted) =>
    `提示的序号是 ${number}，这里应当是 ${wanted}；请从 1 开始依次编号`,
  hintEmpty: '这条提示是空的；请写出来，或去掉序号',
  stray: (text) =>
    `${JSON.stringify(text)} 既不是标题也不是提示；标题和提示都只占一行，提示写成“1. …”`,
  otherId: (id) => `“${id}”不能作程序的名字；只用 a-z、0-9 和 -`,
  otherTwice: (id, first) =>
    `“## others”下面“### ${id}”写了两次（第一次在第 ${first} 行）；请删掉一个`,
  otherEmpty: (id) => `程序 ${id} 没有说明；请在它的名字下面写一行`,
  otherStray: (text) => `${JSON.stringify(text)} 不属于任何程序；请在每个“### 名字”下面写一行`,
  otherMissing: (id) => `没有介绍 others/${id}.ts；请在“## others”下面写上“### ${id}”和一行说明`,
  otherUnknown: (id) => `没有 others/${id}.ts 这个文件；请添加它，或删掉“### ${id}”`,
  otherCount: (count, least, most) =>
    `展示了 ${count} 个其他的正确程序；应当是 ${least} 到 ${most} 个`,
  checkUnknown: (id) => `check.ts 里没有 ${id} 这项检查；请在那里添加，或从这里删掉`,
  checkMissing: (id) => `缺少 check.ts 里的检查 ${id}；请写上“## ${id}”和它的标题`,
  mistakeUnknown: (id, check) =>
    `在 check.ts 里，检查 ${check} 没有列出错误 ${id}；请加进它的 mistakes，或从这里删掉`,
  mistakeUnused: (id) => `check.ts 里没有哪项检查用到“## *”下的错误 ${id}；请改正 id，或从这里删掉`,
  mistakeMissing: (id, check) =>
    `检查 ${check} 的错误 ${id} 没有提示；请在这里写“### ${id}”，几项检查共用的写在“## *”下面`,
  differ: (place, wanted, got) =>
    `这里是“${got ?? '结尾'}”，而 ${place} 是“${wanted ?? '结尾'}”；各种语言的检查、错误、提示数目和其他程序要一致`,
};
