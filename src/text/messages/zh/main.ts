// The messages of the command line itself: help pages, usage errors, failures of the tour.
import { spellCommand } from '../../invocation.ts';
import type { en, Range } from '../en/main.ts';

function suggestChinese(nearest: string | null): string {
  return nearest ? `，是想写 ${nearest} 吗？` : '。';
}

/** In Chinese. */
export const zh: typeof en = {
  title: 'socket-tour：Node.js TCP 套接字互动教程',
  commandTitle: (name, summary) => `socket-tour ${name}：${summary}`,
  usage: '用法：',
  usageLine: () => spellCommand('[COMMAND] [OPTION…]'),
  commandsTitle: '命令',
  optionsTitle: '选项',
  everywhereTitle: '所有命令都有的选项',
  exitTitle: '退出码',
  noCommand: '（不写）',
  lessonNote:
    'LESSON 可以是课号（5）、目录名（05-both-sides）或目录名的后半段（both-sides）；\n不写就是当前这一课。',
  moreHelp: () => `某个命令有哪些选项，看 ${spellCommand('COMMAND --help')}。`,
  unknownCommand: (name: string, nearest: string | null) =>
    `socket-tour：没有 ${name} 这个命令${nearest ? suggestChinese(nearest) : `，全部命令见 ${spellCommand('--help')}。`}`,
  unknownOption: (option: string, command: string | null, nearest: string | null) =>
    `socket-tour：${command ? `${command} 没有 ${option} 这个选项` : `没有 ${option} 这个选项`}${suggestChinese(nearest)}`,
  tooMany: (command: string, extra: string) =>
    `socket-tour：${command} 用不上 ${extra}，用法见 ${spellCommand(`${command} --help`)}。`,
  allOrOne: (lesson: string) =>
    `socket-tour：--all 是指所有课，请去掉 --all 或 ${lesson} 其中之一。`,
  oneForm: (one, other) => `socket-tour：${one} 和 ${other} 是同一份报告的两种格式，只能给一个`,
  needsValue: (option: string, value: string) =>
    `socket-tour：${option} 后面要跟一个值：${option} ${value}`,
  takesNoValue: (option: string) => `socket-tour：${option} 不带值。`,
  contradict: (one: string, other: string) =>
    `socket-tour：${one} 拆开的正是 ${other} 合起来的，请只用一个。`,
  onlyWith: (one, other) => `socket-tour: ${one} 要和 ${other} 一起用`,
  notAChoice: (option: string, value: string, choices: readonly string[]) =>
    `socket-tour：${option} 只能是 ${choices.join('、')}，不能是 ${value}。`,
  notANumber: (option: string, value: string, { least, most, whole }: Range) =>
    `socket-tour：${option} 应是 ${least} 到 ${most} 之间的${whole ? '整数' : '数'}，不能是 ${value}。`,
  folderGone: 'socket-tour：当前所在的目录已经不存在了。先用 cd 换到别的目录，再重新启动。',
  outputLost: (why: string) => `socket-tour：输出写不出去：${why}`,
  bug: (what: string) =>
    `socket-tour：${what}\n这是教程自己的 bug，不是你代码的问题。在命令前加 DEBUG=socket-tour 可以看到调用栈。`,
  systemRefusals: {
    EACCES: '没有权限',
    EPERM: '系统不允许',
    EROFS: '文件系统是只读的',
    ENOSPC: '磁盘满了',
    EDQUOT: '磁盘配额用完了',
    ENOTDIR: '该是目录的地方有一个同名文件',
  },
  systemRefusal: (path: string, why: string) =>
    `socket-tour：无法使用 ${path}：${why}。解决之后再来，或换一个目录启动教程。`,
  noTemporaryFolder: (folder) =>
    `socket-tour：临时目录 ${folder} 不存在。请创建它，或把 TMPDIR 设为一个可以写入的目录。`,
  systemLacks: {
    EMFILE: '这个进程打开的文件已达上限。请提高上限（ulimit -n）',
    ENFILE: '这台机器上所有程序打开的文件总数已达上限。请关掉一些程序',
    EAGAIN: '无法再启动进程。请提高上限（ulimit -u），或关掉一些程序',
    ENOMEM: '内存不足。请关掉一些程序',
  },
  systemLack: (lack) => `socket-tour：${lack}，然后重新启动。`,
  commands: {
    walk: {
      usage: ['[LESSON]'],
      summary: '一步一步走完各课',
      exit: ['0  成功', '2  用法不对，或没有这一课'],
    },
    run: {
      usage: ['[LESSON]', 'PROGRAM…'],
      summary: '运行一课的程序，或任意几个程序：先起服务端，再起客户端',
      exit: [
        '0  都正常结束，或到最后由教程停掉',
        '1  有程序失败',
        '2  用法不对',
        '3  机器运行不了 --clients 要的那么多',
      ],
      note: "PROGRAM 是一个文件，或者一小段命令行，有空格时写在引号里：\nrun 'server.js 7000' 'NAME=ann chat.js hello' 'nc {host} {port}'。\n不经过 shell。最后一个程序得到标准输入（加 --times 时输入为空），\nCtrl-C 以 SIGINT 送到每个程序。\n程序可以有好几个，凡是监听的都是服务端：它有自己的 PORT；前一个服务端的端口在\nUPSTREAM（或 {upstream}）里，要等前一个开始监听，它才启动。\n图的种类 KIND：chunks、bytes、frames、buffered、closing、attempts、connections、\nlatency。",
    },
    check: {
      usage: ['[LESSON]', '--all', '--all DIR…'],
      summary: '检查你的代码：哪些对了，哪些没对，是哪一种错误',
      exit: ['0  全部通过', '1  有未通过的', '2  用法不对', '3  有的无法判断，请再试一次'],
      note: 'DIR 是一份作业的目录，可以给多份，它们会同时检查；LESSON DIR… 只检查其中一课。\n作业是别人的代码，运行时有你的全部权限：能读你的文件，\n能用网络，也能终止你的进程。请在容器里批改，或者用一个单独的用户\n（见 docs/grading.zh.md）。',
    },
    list: { usage: [''], summary: '列出各课和学习进度', exit: ['0  成功', '2  用法不对'] },
    read: {
      usage: ['[LESSON]'],
      summary: '一课的全部正文',
      exit: ['0  成功', '2  用法不对，或没有这一课'],
    },
    book: {
      usage: ['[LESSON]'],
      summary: '在浏览器里看书：全部课文',
      exit: ['0  按 Ctrl-C 结束', '1  书还没有生成，或端口被占用', '2  用法不对，或没有这一课'],
      note: '只有本机的程序能访问这本书，不需要网络。\n不指定端口时，使用任意空闲端口。',
    },
    hint: {
      usage: ['[LESSON]'],
      summary: '针对还没通过的检查给下一条提示；再运行一次会更直接',
      exit: ['0  成功', '2  用法不对，或没有这一课'],
    },
    solution: {
      usage: ['[LESSON]'],
      summary: '你的代码与一种解法的差异',
      exit: ['0  成功', '2  用法不对，或没有这一课'],
    },
    reset: {
      usage: ['[LESSON]', '--all'],
      summary: '恢复起始代码；你写的会先移到备份目录',
      exit: ['0  成功', '2  用法不对，或没有这一课'],
    },
    doctor: {
      usage: [''],
      summary: '检查这台机器的环境是否满足教程的需要',
      exit: ['0  一切正常', '1  有事要做，会说明是什么', '2  用法不对'],
    },
  },
  options: {
    lang: '语言：英文或中文',
    color: '不用颜色（NO_COLOR、FORCE_COLOR 同样有效）',
    help: '显示这一页',
    version: '教程的版本',
    linear: '从头到尾走完一课：只往下输出，不提问',
    plain: '单列输出，每行前面写是哪个程序',
    json: '每行一个 JSON 对象',
    junit: 'JUnit XML，代码托管平台会当作测试结果显示',
    width: '按 N 列宽的终端来排版',
    wire: '显示或隐藏套接字事件（带 · 的行）：连接、字节、关闭',
    hex: '显示每次 write 和每个数据块的字节，以及其中的 ASCII 字符',
    states: '内核眼中各个连接的状态，如 TIME-WAIT',
    chart: '最后按 KIND 画图（种类见下面）',
    times: '运行 N 次，不显示各行，然后画图（chunks）',
    clients: '最后一个程序启动 N 个进程，只显示它们的汇总',
    rate: '每秒最多启动其中多少个',
    save: '把运行存成文件：图（.svg、.mmd）或轨迹（.jsonl）',
    show: '检查和你的程序各做了什么，直到检查失败',
    replay: '把检查 CHECK 再放慢运行一遍，一行一行地看',
    inspect: '与 --replay 合用：你的程序等调试器连上来',
    from: '重新显示存下的轨迹，不启动任何程序',
    port: '程序（或书）使用的端口；0 表示任意空闲端口',
    host: '程序使用的地址；不写就是 127.0.0.1',
    only: '只运行一半，另一半在别的机器上',
    for: '运行多少秒后停止（没有终端时默认 10 秒）',
    watch: '文件一保存就重新运行',
    split: '中间加一个代理，每次只转发 N 字节',
    coalesce: '代理把连着来的数据合成一次写入',
    delay: '代理把一切都推迟 MS 毫秒再转发',
    'reset-after': '客户端发满 BYTES 字节后，代理重置两边的连接',
    'freeze-after': '客户端发满 BYTES 字节后，代理什么也不转发，也不关闭',
    'drop-after': '总共转发 BYTES 字节后，所有连接都没有下文',
    spares: '不预先启动待命进程（有待命进程，保存后立刻就能运行）',
    dir: '检查 FOLDER 里的程序，而不是你的那份（批改作业用）',
    others: '其他的正确写法，检查通过后才显示（加 --yes 可以先看）',
    yes: '不询问，直接显示',
    editor: '按 e 时打开的编辑器（其次是 $VISUAL、$EDITOR）',
    open: '不打开浏览器',
    all: '所有课',
  },
};
