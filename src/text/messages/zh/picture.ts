// The words of a sequence picture.
import { groupDigits } from '../../digits.ts';
import type { en } from '../en/picture.ts';

/** 中文。 */
export const zh: typeof en = {
  title: (actors) => `${actors.join('、')} 的一次运行`,
  gap: (time) => `${time} 内什么也没发生`,
  left: (events, kinds) =>
    `还有 ${groupDigits(events)} 个事件：${kinds.map(([kind, count]) => `${groupDigits(count)} × ${kind}`).join('，')}`,
  noForm: (file, endings) =>
    `无法写入 ${file}：运行可以存成 ${endings.join('、')}，由文件名的后缀决定。`,
  notOurs: (file) => `${file} 已经存在，而且不是本教程写的，所以保持原样。请换一个文件名。`,
  notATrace: (file, line) =>
    `${file} 的第 ${line} 行不是一次运行的事件。轨迹文件由 --save FILE.jsonl 或 --json 写出。`,
  trouble: (file, code, message) => {
    const why: Record<string, string> = {
      ENOENT: '没有这个文件或文件夹',
      EACCES: '没有权限',
      EISDIR: '它是一个文件夹',
      ENOTDIR: '路径中有一段不是文件夹',
      ENOSPC: '磁盘已满',
      EROFS: '磁盘是只读的',
    };
    return `${file}：${why[code] ?? message}。`;
  },
  tooLong: (events) => `这次运行太长，没能全部保留：最后 ${groupDigits(events)} 个事件不在文件里。`,
  savedTo: (file) => `这次运行已存入 ${file}。`,
  noOperands: (operand) => `--from 显示已保存的运行，不会启动 ${operand}。请去掉它。`,
};
