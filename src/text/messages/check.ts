// What the checks say: stories, verdicts, and the words around them.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual, Language } from '../language.ts';

/** What a proxy does to what passes through it. */
interface ProxyFaults {
  split?: number;
  coalesce?: boolean;
  delay?: number;
  resetAfter?: number;
  drop?: number;
}

const en = {
  bytes: (shown: string, count: number, rest: number) =>
    `${shown}${rest > 0 ? ' …' : ''} (${count} ${count === 1 ? 'byte' : 'bytes'})`,
  hashed: (count: number) => `${count} bytes`,
  nothing: 'nothing',
  lines: (lines: string[], more: number) =>
    `${lines.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  story: {
    started: (file: string, runs: number) =>
      runs === 1 ? `${file} was started` : `${file} was run ${runs} times, one run after the other`,
    connected: (port: number, isPaused = false) =>
      `a peer ${isPaused ? 'that does not read ' : ''}connected (port ${port})`,
    wrote: (bytes: string) => `the peer wrote ${bytes}`,
    wrotePiece: (bytes: string) => `the peer wrote ${bytes}, and waited until it had been read`,
    wrotePieces: (bytes: string, pieces: number) =>
      `the peer wrote ${bytes}, in ${pieces} pieces, each after the one before had been read`,
    ended: 'the peer ended its side (FIN)',
    destroyed: 'the peer closed the connection',
    reset: 'the peer reset the connection (RST)',
    paused: 'the peer stopped reading',
    resumed: 'the peer reads again',
    got: (bytes: string) => `it sent ${bytes}`,
    gotMany: (count: number) => `it sent ${count} bytes`,
    sawEnd: 'it ended its side (FIN)',
    sawReset: 'it reset the connection (RST)',
    listening: (port: number) => `a server listens on port ${port}`,
    accepted: (port: number) => `the program connected to it (from port ${port})`,
    proxy: (faults: string) => `a proxy stands before it: ${faults}`,
    faults: ({ split, coalesce, delay, resetAfter, drop }: ProxyFaults) =>
      [
        split === undefined ? [] : `${split} ${split === 1 ? 'byte' : 'bytes'} at a time`,
        coalesce ? 'what comes in a burst goes on as one write' : [],
        delay === undefined ? [] : `everything comes ${delay} ms later`,
        resetAfter === undefined ? [] : `both sides are reset after ${resetAfter} bytes`,
        drop === undefined ? [] : `nothing gets through after ${drop} bytes`,
      ]
        .flat()
        .join(', '),
    ports: (taken: readonly number[], free: readonly number[]) =>
      taken.length === 0 || free.length === 0
        ? `ports ${joinPorts([...taken, ...free])}: all ${free.length === 0 ? 'taken' : 'free'}`
        : `taken: ${namePorts(taken)}; free: ${namePorts(free)}`,
    portsFreed: (ports: readonly number[]) => `${namePorts(ports)} became free again`,
  },
  expectLine: 'a line, with its newline',
  expectRead: 'the program reads what was written',
  expectEnd: 'the end of the connection (FIN)',
  expectClosing: 'the connection is closed',
  expectProgram: (file: string) => `a program ${file}`,
  expectListening: (file: string) => `${file} listens`,
  expectConnect: 'the connection is accepted',
  expectExit: 'the program ends',
  expectAccept: 'the program connects',
  never: {
    deadline: {
      nothing: (seconds: number) => `nothing within ${seconds} s`,
      only: (bytes: string, seconds: number) => `only ${bytes} within ${seconds} s`,
      running: (seconds: number) => `it still runs after ${seconds} s`,
    },
    idle: {
      nothing: (_seconds: number) => 'nothing, and it has nothing left to do',
      only: (bytes: string, _seconds: number) => `only ${bytes}, and it has nothing left to do`,
      running: (_seconds: number) => 'it still runs, and only waits',
    },
  },
  gotEnd: (bytes: string | null) =>
    bytes === null ? 'the end of the connection' : `${bytes} and then the end of the connection`,
  gotReset: 'the connection was reset',
  gotRefused: 'the connection was refused',
  gotExit: (how: string) => `the program ended: ${how}`,
  exitCode: (code: number) => `exit code ${code}`,
  exitSignal: (signal: string) => `ended by ${signal}`,
  notApplied: 'the proxy could not do its part',
  expectPort: 'the server listens on a TCP port',
  gotAddress: (address: string) => `it listens on ${address}`,
  unread: 'the program did not read the pieces one by one',
  stalled: 'the machine was too busy to tell',
  strayLinks: (links: readonly string[]) =>
    `Not run: ${links.join(', ')} ${links.length === 1 ? 'is a link that leads' : 'are links that lead'} out of the hand-in. Links are not followed there; ask for the files themselves.`,
  judgeEnded:
    'Not decided: the process that ran the checks was ended from outside before it had a verdict, either by this hand-in or by a system that has run out of memory. Read the code of the hand-in before you run it again.',
  lacks: {
    processes: 'this system lets you start no more processes or threads: end some, then try again',
    folder:
      'the temporary folder is missing or cannot be written to: set TMPDIR to one that can be',
    loopback: 'the loopback interface (127.0.0.1) does not work here: doctor tells more',
    descriptors: 'this system lets a process open too few files: raise the limit (ulimit -n)',
  },
  portsLost: (ports: readonly number[]) =>
    `another program of this machine took ${namePorts(ports)} in between`,
  noPorts: (count: number) => `there are no ${count} free ports in a row on this machine`,
  noFolder: (folder: string) =>
    `There is no folder ${folder}. Name one with the programs of the lesson in it.`,
  noProgram: (names: string) => `there is no ${names} here`,
  passed: 'pass',
  failed: 'fail',
  inconclusive: 'inconclusive, try again',
  whatHappened: 'What happened',
  expected: 'expected',
  got: 'got',
  itsOutput: 'What the program printed',
  noOutput: 'The program printed nothing.',
  /** Behind the count of hints. */
  moreHints: ' (hint again for a stronger one)',
  /** Below the last hint. */
  lastHint:
    'That was the last hint. To see a solution, press s in the walk, or use the command solution.',
  checkingNow: 'checking …',
  /** Beside what is being checked: what Enter does. */
  entersCallOff: (status: string) => `${status} · Enter calls it off`,
  calledOff: 'The checks were called off.',
  checking: (lesson: string, id: string, done: number, all: number) =>
    `checking ${lesson}: ${id} (${done}/${all})`,
  summary: (passed: number, failed: number, inconclusive: number) =>
    [
      `${passed} passed`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(inconclusive > 0 ? [`${inconclusive} inconclusive`] : []),
    ].join(', '),
  allPass: 'All checks pass.',
  /** Below `allPass`, where the run above it failed. */
  runFailed: (files: string) =>
    `In the run above, though, ${files} failed. The checks are runs of their own, each on a port and a path that nobody else uses, so the two can differ. r runs your programs again.`,
  nothingToCheck: (lesson: string) => `${lesson}: there is nothing to check in this lesson.`,
  stopped: 'The checks were stopped.',
  notKept: 'Your progress could not be kept.',
  noHint: 'All checks of this lesson pass: there is nothing to hint at.',
  noHintFor: (id: string) =>
    `No known mistake fits "${id}". Read what happened above: what was expected and what came.`,
  hintCount: (n: number, all: number) => `Hint ${n} of ${all}`,
  solutionAsk: 'Not all checks pass yet. Show the solution all the same?',
  solutionNot:
    'Not all checks pass yet, so the solution stays closed: run it in a terminal to be asked, or give --yes.',
  solutionSame: 'Your copy is the solution.',
  solutionNone: (lesson: string) => `Lesson ${lesson} has no solution to show.`,
  solutionTitle: (file: string) => `${file}: yours (-) and one solution (+)`,
};

const zh: typeof en = {
  bytes: (shown, count, rest) => `${shown}${rest > 0 ? ' ……' : ''}（${count} 字节）`,
  hashed: (count) => `${count} 字节`,
  nothing: '什么也没有',
  lines: (lines, more) => `${lines.join('，')}${more > 0 ? `，还有 ${more} 行` : ''}`,
  story: {
    started: (file, runs) => (runs === 1 ? `启动了 ${file}` : `把 ${file} 依次运行了 ${runs} 遍`),
    connected: (port, isPaused = false) =>
      `一个${isPaused ? '不读数据的' : ''}对端连了上来（端口 ${port}）`,
    wrote: (bytes) => `对端写入 ${bytes}`,
    wrotePiece: (bytes) => `对端写入 ${bytes}，等它被读走`,
    wrotePieces: (bytes, pieces) => `对端把 ${bytes}分成 ${pieces} 段写入，读走一段才写下一段`,
    ended: '对端结束了自己这一边（FIN）',
    destroyed: '对端关闭了连接',
    reset: '对端重置了连接（RST）',
    paused: '对端停止读取',
    resumed: '对端恢复读取',
    got: (bytes) => `它发来 ${bytes}`,
    gotMany: (count) => `它发来 ${count} 字节`,
    sawEnd: '它结束了自己这一边（FIN）',
    sawReset: '它重置了连接（RST）',
    listening: (port) => `一个服务端在端口 ${port} 上监听`,
    accepted: (port) => `程序连了上来（来自端口 ${port}）`,
    proxy: (faults) => `前面有一个代理：${faults}`,
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
  expectRead: '程序读走写给它的字节',
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
      only: (bytes, seconds) => `${seconds} 秒内只有 ${bytes}`,
      running: (seconds) => `过了 ${seconds} 秒还在运行`,
    },
    idle: {
      nothing: () => '什么也没有，程序已经无事可做',
      only: (bytes) => `只有 ${bytes}，程序已经无事可做`,
      running: () => '它还在运行，只是在等',
    },
  },
  gotEnd: (bytes) => (bytes === null ? '连接结束了' : `${bytes}，然后连接就结束了`),
  gotReset: '连接被重置了',
  gotRefused: '连接被拒绝了',
  gotExit: (how) => `程序结束了：${how}`,
  exitCode: (code) => `退出码 ${code}`,
  exitSignal: (signal) => `被 ${signal} 终止`,
  notApplied: '代理没能做到它该做的事',
  expectPort: '服务端在 TCP 端口上监听',
  gotAddress: (address) => `它监听的是 ${address}`,
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
  noProgram: (names) => `这里没有 ${names}`,
  passed: '通过',
  failed: '未通过',
  inconclusive: '无法判断，请再试一次',
  whatHappened: '经过',
  expected: '期望',
  got: '实际',
  itsOutput: '程序的输出',
  noOutput: '程序什么也没有输出。',
  moreHints: '（再要一次 hint，提示会更直接）',
  lastHint: '这是最后一条提示。想看一种解法，在课程里按 s，或者用 solution 命令。',
  checkingNow: '正在检查……',
  entersCallOff: (status) => `${status} · 回车取消检查`,
  calledOff: '检查已取消。',
  checking: (lesson, id, done, all) => `正在检查 ${lesson}：${id}（${done}/${all}）`,
  summary: (passed, failed, inconclusive) =>
    [
      `${passed} 项通过`,
      ...(failed > 0 ? [`${failed} 项未通过`] : []),
      ...(inconclusive > 0 ? [`${inconclusive} 项无法判断`] : []),
    ].join('，'),
  allPass: '检查全部通过。',
  runFailed: (files) =>
    `不过上面那次运行里，${files} 失败了。每项检查都是另外的一次运行，用的端口和路径没有别的程序在用，所以两者的结果可能不同。按 r 重新运行你的程序。`,
  nothingToCheck: (lesson) => `${lesson}：这一课没有要检查的。`,
  stopped: '检查已停止。',
  notKept: '进度没能记下来。',
  noHint: '这一课的检查全部通过，没什么可提示的。',
  noHintFor: (id) => `“${id}” 不像任何已知的错误。看看上面的经过：期望什么，实际来了什么。`,
  hintCount: (n, all) => `提示 ${n}/${all}`,
  solutionAsk: '检查还没有全部通过，仍然要看答案吗？',
  solutionNot: '检查还没有全部通过，答案先不显示：在终端里运行会先问你，也可以直接加 --yes。',
  solutionSame: '你的代码和答案一样。',
  solutionNone: (lesson) => `第 ${lesson} 课没有答案可看。`,
  solutionTitle: (file) => `${file}：你的（-）与一种解法（+）`,
};

function namePorts(ports: readonly number[]): string {
  return `port${ports.length === 1 ? '' : 's'} ${joinPorts(ports)}`;
}

function joinPorts(ports: readonly number[]): string {
  const first = ports.slice(0, -1).join(', ');
  return first === '' ? String(ports.at(-1)) : `${first} and ${ports.at(-1)}`;
}

/** The messages of the checks. */
export const checkMessages: Bilingual<typeof en> = speakBoth(en, zh);

/** A text of the checks in both languages; `tell` gets the language too, for texts within texts. */
export function tellCheck(tell: (say: typeof en, language: Language) => string): Bilingual {
  return { en: tell(checkMessages.en, 'en'), zh: tell(checkMessages.zh, 'zh') };
}
