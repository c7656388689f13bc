// The messages of the command `book`, which serves the book.
import type { en } from '../en/book-server.ts';

/** 中文。 */
export const zh: typeof en = {
  served: (address) => `书的地址：${address}`,
  ends: '按 Ctrl-C 结束。',
  notOpened: '在这里打不开浏览器。请自己打开上面的地址。',
  notBuilt: (folder, fault, isClone) => {
    const what =
      fault === null
        ? `${folder} 里没有书。`
        : `${folder} 里的书不完整：${fault.isThere ? `${fault.file} 是空的或者无法读取` : `缺少 ${fault.file}`}。`;
    return isClone
      ? `${what}在克隆的仓库里，要先运行 npm run book 生成它，需要几分钟，然后重新启动。`
      : `${what}书随安装包提供，请重新安装。`;
  },
  portTaken: (port, holder) => {
    const who = holder ? `占用它的是 ${holder.command}（pid ${holder.pid}）。` : '';
    return `端口 ${port} 已被占用：已经有程序在监听。${who}不加 --port，就会用一个空闲的端口。`;
  },
  portForbidden: (port) => `系统不允许监听端口 ${port}。不加 --port，就会用一个空闲的端口。`,
  noPage: '没有这一页',
  noPageNext: '回到目录',
};
