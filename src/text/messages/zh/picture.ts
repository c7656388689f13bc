// The words of a sequence picture.
import { groupDigits } from '../../digits.ts';
import type { en } from '../en/picture.ts';

/** 中文。 */
export const zh: typeof en = {
  title: (actors) => `${actors.join('、')} 的一次运行`,
  gap: (time) => `${time} 内什么也没发生`,
  left: (events, kinds) =>
    `还有 ${groupDigits(events)} 个事件：${kinds.map(([kind, count]) => `${groupDigits(count)} × ${kind}`).join('，')}`,
};
