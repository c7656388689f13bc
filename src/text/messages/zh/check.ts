// The messages of the checks: stories, verdicts, and the words around them.
import { groupDigits } from '../../digits.ts';
import { spellCommand } from '../../invocation.ts';
import type { en } from '../en/check.ts';

/** Puts a blank before bytes that are told as digits; before a quotation there is none. */
const setApart = (bytes: string) => (bytes.startsWith('“') ? bytes : ` ${bytes}`);

/** In Chinese. */
export const zh: typeof en = {
  bytes: (shown, count, rest) => `${shown}${rest > 0 ? ' ……' : ''}（${groupDigits(count)} 字节）`,
  hashed: (count) => `${groupDigits(count)} 字节`,
  nothing: '什么也没有',
  lines: (lines, more) => `${lines.join('，')}${more > 0 ? `，还有 ${more} 行` : ''}`,
  story: {
    started: (file, runs) => (runs === 1 ? `启动了 ${file}` : `把 ${file} 依次运行了 ${runs} 遍`),
    connected: (port, isPaused = false) =>
      `一个${isPaused ? '不读数据的' : ''}对端连了上来（端口 ${port}）`,
    wrote: (bytes) => `对端写入${setApart(bytes)}`,
    wrotePiece: (bytes) => `对端写入${setApart(bytes)}，等程序读走`,
    wrotePieces: (bytes, pieces) =>
      `对端把${setApart(bytes)}分成 ${pieces} 段写入，程序读走一段才写下一段`,
    wroteFirst: (bytes, sent, pieces) =>
      `对端写入${setApart(bytes)}，是 ${pieces} 段里的${sent === 1 ? '第一段' : `前 ${sent} 段`}`,
    ended: '对端结束发送（FIN）',
    destroyed: '对端关闭了连接',
    reset: '对端重置了连接（RST）',
    paused: '对端停止读取',
    resumed: '对端恢复读取',
    got: (bytes) => `程序发来${setApart(bytes)}`,
    gotMany: (count) => `程序发来 ${groupDigits(count)} 字节`,
    sawEnd: '程序结束发送（FIN）',
    sawReset: '程序重置了连接（RST）',
    listening: (port) => `一个服务端在端口 ${port} 上监听`,
    accepted: (port) => `程序连了上来（来自端口 ${port}）`,
    proxy: (faults) => `程序前面有一个代理：${faults}`,
    faults: ({ split, coalesce, delay, resetAfter, drop }) =>
      [
        split === undefined ? [] : `每次只转发 ${split} 字节`,
        coalesce ? '连着来的数据合成一次写入' : [],
        delay === undefined ? [] : `一切都晚 ${delay} 毫秒`,
        resetAfter === undefined ? [] : `满 ${resetAfter} 字节后重置两边的连接`,
        drop === undefined ? [] : `满 ${drop} 字节后什么也不再转发`,
      ]
        .flat()
        .join('，'),
    ports: (taken, free) =>
      taken.length === 0 || free.length === 0
        ? `端口 ${[...taken, ...free].join('、')}：全部${free.length === 0 ? '被占用' : '空闲'}`
        : `被占用的端口：${taken.join('、')}；空闲的端口：${free.join('、')}`,
    portsFreed: (ports) => `端口 ${ports.join('、')} 又空出来了`,
  },
  expectLine: '一行，带换行符',
  expectRead: '程序读走对端写入的字节',
  expectEnd: '连接结束（FIN）',
  expectClosing: '连接被关闭',
  expectProgram: (file) => `程序 ${file}`,
  expectListening: (file) => `${file} 开始监听`,
  expectConnect: '连接被接受',
  expectExit: '程序结束',
  expectAccept: '程序来连接',
  never: {
    deadline: {
      nothing: (seconds) => `${seconds} 秒内什么也没有`,
      only: (bytes, seconds) => `${seconds} 秒内只有${setApart(bytes)}`,
      running: (seconds) => `过了 ${seconds} 秒还在运行`,
    },
    idle: {
      nothing: () => '什么也没有，程序只是在等',
      only: (bytes) => `只有${setApart(bytes)}，之后程序只是在等`,
      running: () => '程序还在运行，只是在等',
    },
    stuck: {
      nothing: () => '什么也没有：程序一直在忙自己的，事件循环停住了',
      only: (bytes) => `只有${setApart(bytes)}：程序一直在忙自己的，事件循环停住了`,
      running: () => '它还在运行，一直在忙自己的，事件循环停住了',
    },
  },
  gotEnd: (bytes) => (bytes === null ? '连接结束了' : `${bytes}，然后连接就结束了`),
  gotReset: '连接被重置了',
  gotRefused: (address) => `连接被拒绝了；服务端开始监听的地址是 ${address}`,
  expectPlace: (address) => `按 HOST 和 PORT 在 ${address} 上监听`,
  gotPlace: (address) => `它要的是 ${address}`,
  expectAnswer: '程序能回应',
  gotNoAnswer: '它先前就没有回应，没有再问',
  gotExit: (how) => `程序结束了：${how}`,
  exitCode: (code) => `退出码 ${code}`,
  exitSignal: (signal) => `被 ${signal} 终止`,
  notApplied: '代理没能完成它的动作',
  expectPort: '服务端在 TCP 端口上监听',
  gotAddress: (address) => `服务端监听的是 ${address}`,
  unread: '程序没有逐段读取',
  stalled: '机器太忙，没法判断',
  strayLinks: (links) =>
    `没有运行：${links.join('、')} 是指向作业目录之外的链接。这样的链接不会被跟随，请让学生交文件本身。`,
  judgeEnded:
    '没有结论：运行检查的进程在得出结论之前被外部终止了，可能是这份作业的代码做的，也可能是系统内存不足。再次运行之前，请先读一读作业的代码。',
  lacks: {
    processes: '系统不让你再启动进程或线程了：先结束一些，再试一次',
    folder: '临时目录不存在或不可写：请把 TMPDIR 设成一个可写的目录',
    loopback: '这台机器的回环接口（127.0.0.1）不可用：运行 doctor 看详情',
    descriptors: '系统允许一个进程打开的文件太少：请提高上限（ulimit -n）',
  },
  portsLost: (ports) => `这期间，这台机器上有别的程序占用了端口 ${ports.join('、')}`,
  noPorts: (count) => `这台机器上找不到 ${count} 个连续的空闲端口`,
  noFolder: (folder) => `没有 ${folder} 这个目录。请给出放着这一课程序的目录。`,
  nothingHandedIn: (folder) =>
    `${folder} 里没有 05-both-sides 这样的课程目录，所以没有可检查的。如果程序就放在 ${folder} 里，请用课号代替 --all。`,
  noProgram: (names) => `这里没有 ${names}`,
  passed: '通过',
  failed: '未通过',
  inconclusive: '无法判断，请再试一次',
  spent: (id, seconds) => `（${id}，${seconds}\u00a0秒）`,
  named: (name, text) => `${name}：${text}`,
  whatHappened: '经过',
  expected: '期望',
  got: '实际',
  itsOutput: '程序的输出',
  noOutput: '程序什么也没有输出。',
  sameLines: (more) => `…… 同样的还有 ${more} 行 ……`,
  moreHints: '（再按一次 h，或再运行一次 hint，提示会更直接）',
  lastHint: '这是最后一条提示。想看一种解法，在课程里按 s，或者用 solution 命令。',
  checkingNow: '正在检查……',
  entersCallOff: (status) => `${status} · 回车取消检查`,
  calledOff: '检查已取消。',
  broken: (message) =>
    `这一课的检查没能完成：${message}。这是教程本身的错误，与你的代码无关。你可以照常继续。`,
  checking: (lesson, id, done, all) => `正在检查 ${lesson}：${id}（${done}/${all}）`,
  cause: {
    stopped: (file) => `${file} 因出错而退出`,
    killed: (file) =>
      `${file} 被 SIGKILL 终止了，这个信号不是检查发的：可能是它占用内存太多，被系统终止，也可能是它自己发的`,
    didNothing: (file) =>
      `${file} 没有出错，却自己退出了：它没有打印任何内容，也没有用过套接字。该写的代码都在里面吗？`,
    first: '请先改正这个错误。在那之前，检查说明不了其他问题。',
  },
  nthStart: (file, start) => `${file}（第 ${start} 次启动）`,
  othersFailed: (command) =>
    `这里只详细列出第一项未通过的检查；它通过后，就轮到下一项。想一次看到全部，请运行：${command}`,
  doneOf: (done, all, what) => `已完成 ${done}/${all} · ${what}`,
  summary: (passed, failed, inconclusive) =>
    [
      `${passed} 项通过`,
      ...(failed > 0 ? [`${failed} 项未通过`] : []),
      ...(inconclusive > 0 ? [`${inconclusive} 项无法判断`] : []),
    ].join('，'),
  allPass: '检查全部通过。',
  turnPasses: '这个练习的检查全部通过。',
  runFailed: (files) =>
    `不过上面那次运行里，${files} 失败了。每项检查都是另外的一次运行，用的端口和路径没有别的程序在用，所以两者的结果可能不同。按 r 重新运行你的程序。`,
  noCheck: (id, ids) => `这一课没有名为 ${id} 的检查。有的是：${ids.join('、')}。`,
  showHint: (command) => `检查逐行做了什么：${command}`,
  showHintKey: 'v：逐行看检查做了什么',
  nothingToShow: '这里还没有失败的检查。按 c 检查你的代码。',
  notChecked: '还在检查你的代码。',
  notSaved: '没有失败的检查，所以什么也没有保存。',
  savedCheck: (id, file) => `${id} 的经过已存入 ${file}。`,
  passesNow: (id) => `${id} 已经通过，没有失败可以重放。`,
  passedSlowly: (id) => `放慢之后 ${id} 通过了，全速运行时却失败：你的程序的行为跟时间有关。`,
  timed: '步骤之间时间多了，检查的结果就不一样：你的程序的行为跟时间有关。所以下面按全速再来一遍。',
  onceMore: '这一次无法判断，所以再来一遍。',
  waitsForDebugger: (file, address) => `${file} 在 ${address} 等调试器`,
  howToDebug:
    '连上去的办法：VS Code 的“Debug: Attach to Node Process”，或 Chrome 的 chrome://inspect。程序停在断点时不计时；Ctrl-C 结束重放。',
  nothingToCheck: (lesson) => `${lesson}：这一课没有要检查的。`,
  stopped: '检查已停止。',
  notKept: '进度没能记下来。',
  noHint: '没有未通过的检查，没什么可提示的。',
  noHintFor: (id) => `“${id}”不像任何已知的错误。看看上面的经过：期望什么，实际来了什么。`,
  hintCount: (n, all) => `提示 ${n}/${all}`,
  solutionAsk: '检查还没有全部通过，仍然要看一种解法吗？',
  solutionNot: '检查还没有全部通过，所以先不显示解法：在终端里运行会先问你，也可以直接加 --yes。',
  solutionSame: '你的代码和这种解法一样。',
  solutionNone: (lesson) => `第 ${lesson} 课没有解法可看。`,
  othersNot: (lesson) =>
    `检查还没有全部通过，所以先不显示其他写法：等你自己写对了一种，再看它们收获最大。\n现在就想看：${spellCommand(`solution ${lesson} --others --yes`)}`,
  othersNone: (lesson) => `第 ${lesson} 课没有其他写法可看。`,
  othersTitle: (lesson, count) => `第 ${lesson} 课：另外 ${count} 种能通过检查的写法`,
  solutionTitle: (file) => `${file}：你的（-）与一种解法（+）`,
};
