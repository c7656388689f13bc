// What the walk says: its last line, its menu, its keys.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';

function joinLast(parts: readonly string[], comma: string, and: string): string {
  const most = parts.slice(0, -1).join(comma);
  return [most, ...parts.slice(-1)].filter((part) => part !== '').join(and);
}

const en = {
  menuTitle: 'Which lesson?',
  menuHint: 'arrows choose, Enter opens, Esc leaves',
  lesson: (number: number, title: string) => `${number}. ${title}`,
  languageChoice: '中文 (switch to Chinese)',
  leave: 'Leave',
  welcome: 'A tour of TCP sockets in Node.js. Two real programs, one timeline.',
  step: (step: number, steps: number, title: string) => `${step}/${steps} · ${title}`,
  /** What Enter does. */
  enter: {
    next: 'Enter: next',
    after: 'Enter: what happened',
    nextStep: 'Enter: next step',
    finish: 'Enter: end of the lesson',
    start: (actors: string) => `Enter: start the ${actors}`,
    connect: 'Enter: connect the client',
    connectAll: (actors: string) => `Enter: connect ${actors}`,
    /** A server and its clients at once. */
    startAll: (servers: string, clients: string) =>
      `Enter: start the ${servers} and connect the ${clients}`,
    /** The programs of a block many times over. */
    times: (times: number) => `Enter: run it ${times} times`,
    busy: 'running …',
  },
  actors: { server: 'server', client: 'client' } as Record<string, string>,
  join: (parts: readonly string[]) => joinLast(parts, ', ', ' and '),
  /** The keys on the last line, most needed first. */
  hints: [
    ['?', 'keys'],
    ['q', 'quit'],
    ['e', 'edit'],
    ['c', 'check'],
    ['h', 'hint'],
    ['r', 'run again'],
    ['t', 'talk'],
    ['b', 'back'],
    ['w', 'wire'],
    ['x', 'hex'],
    ['l', 'lessons'],
  ] as readonly (readonly [string, string])[],
  keysTitle: 'Keys',
  keys: [
    ['Enter', 'next'],
    ['b', 'back to the step before'],
    ['r', 'run the programs again'],
    ['e', 'open the code in your editor'],
    ['c', 'check your code'],
    ['h', 'a hint for what does not pass yet; again for a stronger one'],
    ['s', 'compare your code with a solution'],
    ['t', 'talk to the server yourself, over a raw connection'],
    ['w', 'show or hide the wire (the rows with ·)'],
    ['x', 'show or hide the bytes of each write and each chunk'],
    ['l', 'the list of lessons'],
    ['L', '换成中文'],
    ['?', 'this list'],
    ['q', 'quit'],
    ['Ctrl-C', 'stop what runs; once more to quit'],
    ['Ctrl-Z', 'back to the shell for a while; fg goes on'],
  ] as readonly (readonly [string, string])[],
  guess: 'Your guess',
  guessHint: 'arrows and Enter; Esc skips',
  guessRight: 'You were right.',
  guessWrong: 'Not quite.',
  yourGuess: '← your guess',
  answerIs: 'Answer',
  yourTurn: 'Your turn',
  yourFiles: 'Your files:',
  saveReruns: 'Each save runs and checks your code again. Enter goes on when you like.',
  solutionRuns: 'From here on the text tells of the solution, and that is what runs.',
  saveRunsOwn: 'A save runs your own.',
  turnOpen: "This turn's checks don't pass yet, and the next step shows a solution.",
  goOn: 'Go on?',
  saved: (files: string) => `saved ${files}: running again`,
  again: 'running again',
  wireOn: 'The wire is shown from here on.',
  wireOff: 'The wire is hidden from here on.',
  hexOn: 'The bytes of writes and chunks are shown from here on.',
  hexOff: 'The bytes of writes and chunks are hidden from here on.',
  unknownKey: (key: string) => `${key} is no key here; ? lists them`,
  space: 'Space',
  notPasted: 'pasted text is left out here; t talks to the server',
  stopped: 'Stopped. Ctrl-C again quits.',
  talkNoServer: 'No server is listening, so there is nobody to talk to. r starts it.',
  talkOpen: (address: string) =>
    `You are connected to ${address}. What you type is sent when you press Enter, with a newline; an empty line hangs up.`,
  talkPrompt: 'you> ',
  talkClosed: 'You hung up.',
  talkLost: 'The connection is closed.',
  talkFailed: (message: string) => `That did not work: ${message}`,
  editorNone: 'No editor is set ($VISUAL or $EDITOR, or --editor). Your files:',
  editorFailed: (editor: string, why: string) =>
    `${editor} could not be started: ${why}. Your files:`,
  editorExit: (editor: string, code: number) =>
    `${editor} ended with exit code ${code}, so it may not have opened your files:`,
  editorKilled: (editor: string, signal: string) => `${editor} was ended by ${signal}. Your files:`,
  editorChoice:
    '--editor or $VISUAL names another editor; or open the files in any, the tour sees each save.',
  editorOpened: (editor: string, files: string) => `${editor} has opened ${files}.`,
  /** Before vi is opened for the first time: it may not be the learner's own choice. */
  editorIsVi: (editor: string, files: string) =>
    `Your editor is ${editor}. Press e once more to open ${files} in it. In ${editor}, i begins to insert text; to leave, press Esc, then type :wq and Enter (:q! leaves without saving). --editor or $VISUAL names another editor.`,
  lessonDone: (number: number, title: string) => `Lesson ${number} is done: ${title}.`,
  lessonRead: (number: number, title: string) =>
    `You have read lesson ${number} to its end: ${title}. It is done once its checks pass; it opens at your turn next time.`,
  tourDone: 'That was the last lesson. Everything you wrote is in my-lessons.',
  goodbye: (command: string) =>
    `Until next time. Your work is in my-lessons; ${command} goes on here.`,
  leftOut: (lines: number) => `… ${lines} lines left out …`,
  /** After the beginning of a long line. */
  restLeftOut: (characters: number) => `… ${characters} more characters of this line left out …`,
  throughProxy: (options: string) => `through a proxy: ${options}`,
  notProxied:
    'No server listens on a TCP port, so there is nothing to put a proxy before; the client was not started.',
  listenDeadline: (file: string, seconds: number) =>
    `${file} has not listened after ${seconds} s; the client was not started.`,
  listenOverdue: (file: string, seconds: number) =>
    `${file} has not listened after ${seconds} s. Does it get to listen()?`,
  notListening: (file: string) => `${file} ended before it listened.`,
  /** On the last line, after a start that did not come about. */
  notStarted: 'not started: r tries again',
  talkHint: 'Esc or an empty line hangs up',
};

/** Puts a blank between Chinese and an actor's Latin name. */
const setApart = (text: string) =>
  text.replace(/(?<=\p{Script=Han})(?=[a-z])|(?<=\d)(?=\p{Script=Han})/gu, ' ');

const zh: typeof en = {
  menuTitle: '选哪一课？',
  menuHint: '方向键选择，回车打开，Esc 离开',
  lesson: (number, title) => `${number}. ${title}`,
  languageChoice: 'English（切换到英文）',
  leave: '离开',
  welcome: 'Node.js TCP 套接字之旅：两个真实的程序，一条时间线。',
  step: (step, steps, title) => `${step}/${steps} · ${title}`,
  enter: {
    next: '回车：继续',
    after: '回车：看看发生了什么',
    nextStep: '回车：下一步',
    finish: '回车：结束本课',
    start: (actors) => setApart(`回车：启动${actors}`),
    connect: '回车：启动客户端去连接',
    connectAll: (actors) => setApart(`回车：启动${actors}去连接`),
    startAll: (servers, clients) => setApart(`回车：启动${servers}，再启动${clients}去连接`),
    times: (times) => `回车：运行 ${times} 次`,
    busy: '正在运行……',
  },
  actors: { server: '服务端', client: '客户端' },
  join: (parts) => joinLast(parts, '、', '和'),
  hints: [
    ['?', '按键'],
    ['q', '退出'],
    ['e', '编辑'],
    ['c', '检查'],
    ['h', '提示'],
    ['r', '重新运行'],
    ['t', '对话'],
    ['b', '上一步'],
    ['w', '线路'],
    ['x', '字节'],
    ['l', '课程'],
  ],
  keysTitle: '按键',
  keys: [
    ['回车', '继续'],
    ['b', '回到上一步'],
    ['r', '重新运行程序'],
    ['e', '用编辑器打开代码'],
    ['c', '检查你的代码'],
    ['h', '给没通过的检查一条提示；再按会更直接'],
    ['s', '和一种解法比较'],
    ['t', '用原始连接亲自和服务端对话'],
    ['w', '显示或隐藏线路（带 · 的行）'],
    ['x', '显示或隐藏每次 write 和每个数据块的字节'],
    ['l', '课程列表'],
    ['L', 'switch to English'],
    ['?', '这张表'],
    ['q', '退出'],
    ['Ctrl-C', '停止正在运行的程序；再按一次退出'],
    ['Ctrl-Z', '暂时回到 shell；输入 fg 继续'],
  ],
  guess: '你猜',
  guessHint: '方向键选择，回车确定；Esc 跳过',
  guessRight: '猜对了。',
  guessWrong: '不太对。',
  yourGuess: '← 你猜的',
  answerIs: '答案',
  yourTurn: '轮到你了',
  yourFiles: '你的文件：',
  saveReruns: '每次保存都会重新运行并检查。想继续时按回车。',
  solutionRuns: '从这里起，正文讲的是答案，运行的也是答案。',
  saveRunsOwn: '保存一次，运行的就是你自己的代码。',
  turnOpen: '这一步的检查还没有通过，下一步就会给出答案。',
  goOn: '继续吗？',
  saved: (files) => `已保存 ${files}：重新运行`,
  again: '重新运行',
  wireOn: '从这里起显示线路。',
  wireOff: '从这里起隐藏线路。',
  hexOn: '从这里起显示 write 和数据块的字节。',
  hexOff: '从这里起隐藏 write 和数据块的字节。',
  unknownKey: (key) => `${key} 在这里没有作用；按 ? 看按键`,
  space: '空格键',
  notPasted: '粘贴的内容在这里不起作用；按 t 和服务端对话',
  stopped: '已停止。再按一次 Ctrl-C 退出。',
  talkNoServer: '没有服务端在监听，没人可以对话。按 r 启动它。',
  talkOpen: (address) => `已连接到 ${address}。输入一行，回车就发送（带换行符）；空行表示挂断。`,
  talkPrompt: '你> ',
  talkClosed: '你挂断了。',
  talkLost: '连接已关闭。',
  talkFailed: (message) => `没成功：${message}`,
  editorNone: '没有设置编辑器（$VISUAL、$EDITOR 或 --editor）。你的文件：',
  editorFailed: (editor, why) => `无法启动 ${editor}：${why}。你的文件：`,
  editorExit: (editor, code) => `${editor} 的退出码是 ${code}，文件可能没有打开。你的文件：`,
  editorKilled: (editor, signal) => `${editor} 被 ${signal} 结束了。你的文件：`,
  editorChoice:
    '用 --editor 或 $VISUAL 可以换一个编辑器；也可以自己打开这些文件，每次保存教程都会发现。',
  editorOpened: (editor, files) => `${editor} 打开了 ${files}。`,
  editorIsVi: (editor, files) =>
    `你的编辑器是 ${editor}。再按一次 e，就用它打开 ${files}。在 ${editor} 里按 i 开始输入；要离开，先按 Esc，再输入 :wq 并回车（:q! 是不保存就离开）。用 --editor 或 $VISUAL 可以换一个编辑器。`,
  lessonDone: (number, title) => `第 ${number} 课完成：${title}。`,
  lessonRead: (number, title) =>
    `第 ${number} 课读完了：${title}。检查全部通过才算完成；下次会从“轮到你了”那一步打开。`,
  tourDone: '这是最后一课。你写的代码都在 my-lessons 里。',
  goodbye: (command) => `下次见。你的代码在 my-lessons 里；用 ${command} 接着学。`,
  leftOut: (lines) => `…… 省略了 ${lines} 行 ……`,
  restLeftOut: (characters) => `…… 这一行还有 ${characters} 个字符，已省略 ……`,
  throughProxy: (options) => `经过代理：${options}`,
  notProxied: '没有服务端在 TCP 端口上监听，代理无处可放，所以没有启动客户端。',
  listenDeadline: (file, seconds) => `${file} 过了 ${seconds} 秒还没有监听，所以没有启动客户端。`,
  listenOverdue: (file, seconds) =>
    `${file} 过了 ${seconds} 秒还没有监听。程序执行到 listen() 了吗？`,
  notListening: (file) => `${file} 还没开始监听就结束了。`,
  notStarted: '没有启动：按 r 重试',
  talkHint: 'Esc 或空行挂断',
};

/** The messages of the walk. */
export const walkMessages: Bilingual<typeof en> = speakBoth(en, zh);
