// The words of the book around its lessons, and what `npm run book` tells its author.
import type { en } from '../en/book.ts';

/** 中文。 */
export const zh: typeof en = {
  language: '中文',
  otherLanguage: 'English',
  otherLanguageTitle: '同一处的英文',
  title: 'Node.js 的 TCP 套接字',
  pageTitle: (page) => `${page} · socket-tour`,
  skip: '跳到正文',
  contents: '目录',
  printed: '全书一页',
  steps: '本课内容',
  neighbours: '前后各课',
  previous: '上一课',
  next: '下一课',
  lead: '左边是服务端，右边是客户端，都是真实的程序，用同一个时钟。每一课都先问你程序会怎样，再运行给你看。书里的每一次运行，都是录下来的真实记录。',
  leadTour: (command) =>
    `书是用来读的。在终端里，同样的课会在你自己的机器上启动这些程序，并检查你改过的代码：\`${command}\`。`,
  walkIt: '在终端里运行这一课：',
  walkHow: '怎么安装',
  needs:
    '需要会一点 JavaScript，知道回调和事件。课里的程序都很短，用 TypeScript 写成，类型可以跳过不看。网络方面，见过 `localhost:3000` 就够了。',
  begin: (first) => `从第 1 课开始：${first}`,
  install: {
    title: '安装教程',
    lead: '只读这本书，什么都不用装。要在自己的机器上运行各课，需要一个终端和 Node.js。不用注册，也不用全局安装；装好以后不需要联网。',
    openTerminal: '打开终端',
    terminal:
      '终端是一个输入命令的窗口，每条命令输完后按回车。macOS 上打开“终端”；Windows 上打开名为“终端”的应用；Linux 的桌面环境也自带终端。编辑器里往往也有，例如 VS Code 的菜单“终端”里的“新建终端”。',
    getNode: '安装 Node.js',
    node: '这条命令打印你的 Node.js 是哪个版本：',
    versions: (range) =>
      `教程需要 Node.js 20（20.17 或更新）或者 22.9 及以上（\`${range}\`）。版本更旧，或者提示找不到命令，就到 [nodejs.org](https://nodejs.org/) 安装标着 LTS 的版本，再打开一个新的终端。`,
    start: '启动教程',
    npx: '新建一个文件夹，用来放你写的程序，在里面启动教程：',
    first:
      '第一次运行时，`npx` 会问能不能安装，按回车表示同意。接着列出各课：按回车进入第一课，再按回车一步一步往下走；按 `q` 退出，下次从停下的地方继续。如果 PowerShell 提示禁止运行脚本，就把 `npx` 换成 `npx.cmd`。',
    clone: '在克隆下来的仓库里这样启动；书里写 `npx socket-tour` 的地方，都换成 `npm start --`：',
    more: '更多命令',
    commands: [
      ['walk 9', '一步一步地学第 9 课'],
      ['read 9', '打印第 9 课的正文'],
      ['run server.ts client.ts', '并排运行你自己的两个程序'],
      ['check 9', '检查你的代码'],
      ['doctor', '看看你的机器上是否一切就绪'],
    ],
    short: '课文里的命令如果以 `socket-tour` 或 `npm start -s --` 开头，请换成 `npx socket-tour`。',
    where: (folder) =>
      `你自己的一份程序在 \`${folder}\` 里，就在启动教程的那个文件夹下。你写的东西绝不会被覆盖。`,
  },
  run: {
    starts: (programs) => `运行 ${programs.join('、')}`,
    many: (programs, times) => `运行 ${programs.join('、')}，${times} 次`,
    picture: '时序图',
    pictureOf: (programs) => `${programs.join('、')} 的时序图，内容与下面各行相同`,
    inWords: '用文字说明',
    more: (count, command) => `还有 ${count} 行没有显示；在 \`${command}\` 里按 w 全部显示。`,
  },
  recorded: (node, platform, day) =>
    `这些运行录于 ${day}，Node ${node}，${platform}。时间是从第一行算起的毫秒数。`,
  predict: {
    choose: '选一个答案，点开就能看到为什么。',
    right: '对。',
    wrong: '不对。',
  },
  turn: {
    title: '轮到你了',
    yours: (command, folder) =>
      `\`${command}\` 会把程序复制一份到 \`${folder}\`，由你来改。要改的地方标着 \`TODO\`，用什么编辑器都行。`,
    check: (command) => `\`${command}\` 检查你的代码，并指出错在哪里：`,
    hints: '提示',
    hintsFor: (check) => `提示：${check}`,
    stronger: '更直接的提示',
    solution: '一种解法',
    others: '其他的正确写法',
  },
  recording: (folder, runs, ms) => `${folder}：录下 ${runs} 次运行（${(ms / 1000).toFixed(1)} 秒）`,
  written: (pages, folder, ms) => `${pages} 个页面，在 ${folder}（${(ms / 1000).toFixed(1)} 秒）。`,
  heaviest: (file, bytes) => `最大的页面是 ${file}：不算图，${(bytes / 1024).toFixed(0)} KiB。`,
  tooHeavy: (most) => `太大了：一个页面至多 ${most / 1024} KiB。`,
};
