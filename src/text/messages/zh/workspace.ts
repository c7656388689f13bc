// The messages about the learner's folder: failures of the file system, and progress that could not be read.
import { getInvocation, spellCommand } from '../../invocation.ts';
import type { en, StandingObstacle } from '../en/workspace.ts';

const OBSTACLES_ZH: Record<StandingObstacle, string> = {
  link: '符号链接',
  folder: '目录',
  file: '文件',
  other: '特殊文件',
};

/** In Chinese. */
export const zh: typeof en = {
  readme: `# 你的课程代码

这里是课程程序的副本，每课一个目录，全归你，想怎么改都行：你写的东西绝不会被覆盖。
\`npm start -s -- reset 课名\` 会先把你的代码移到 \`.backup/\`，再放回起始代码。学习进度保存在 \`.progress.json\` 里。

在这个目录和它的子目录里，\`npm start\` 接着学，\`npm start -s -- check\` 检查当前的课，\`npm start -s -- --help\` 列出所有命令。

如果编辑器不认识 \`node:net\` 的类型，在这个目录里运行一次 \`npm install\` 即可。
`,
  notAFolder: (place) =>
    `${place} 不能当目录用：那里已经有别的东西了。\n课程代码的副本要放在那里。请先把那个文件移走或改名，然后重试。`,
  noPermission: (place) =>
    `系统不允许读写 ${place}。\n你的文件没有任何改动。请看看它属于哪个用户，或者用 cd 换到自己的目录，在那里启动：${getInvocation().elsewhere}`,
  readOnly: (place) =>
    `${place} 所在的磁盘是只读的。\n你的文件没有任何改动。请用 cd 换到可以写入的目录，在那里启动：${getInvocation().elsewhere}`,
  diskFull: (place) =>
    `磁盘已满，无法写入 ${place}。\n你的文件没有任何改动。请腾出一些空间，然后重试。`,
  danglingLink: (place) =>
    `${place} 是一个符号链接，而它指向的目录不存在。\n请创建它指向的目录，或者删掉这个链接，然后重试。`,
  trouble: (place, message) =>
    `处理 ${place} 时出错：${message}\n你的文件没有任何改动。请先解决这个问题，然后重试。`,
  obstacle: (place, obstacle, lesson) =>
    `${place} 是${OBSTACLES_ZH[obstacle]}，而这一课在那里需要的是别的东西；属于你的东西不会被覆盖。\n请把它移走，或者运行 ${spellCommand(`reset ${lesson}`)}，把它移到备份里。`,
  folderObstacle: (place, obstacle) =>
    `${place} 是${OBSTACLES_ZH[obstacle]}，而这一课在那里需要一个目录；属于你的东西不会被覆盖。\n请把它移走，然后重试。`,
  unknownLesson: (folder) =>
    `这个版本的课程里没有 ${folder} 这一课。\n运行 ${spellCommand('list')} 可以看到所有的课。`,
  halfReset: (backup, message) =>
    `起始代码没能放回去：${message}\n你的文件都在 ${backup} 里，没有丢失。`,
  lockBusy: (place, pid, seconds) =>
    `另一个 socket-tour${pid === null ? '' : `（进程 ${pid}）`}锁住学习进度已有 ${seconds} 秒。\n请先结束它再试。如果并没有别的在运行，请删除 ${place}。`,
  progressBroken: (place, hasSalvage) =>
    `学习进度文件已损坏，${hasSalvage ? '完好的部分已经保留' : '进度将从头开始'}。你的代码没有任何改动。\n损坏的文件已移到一边：${place}`,
  progressNewer: (place) =>
    `学习进度文件是由更新版本的 socket-tour 写的，当前版本能读懂的部分已经保留。你的代码没有任何改动。\n原文件已移到一边：${place}`,
};
