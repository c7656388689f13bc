// The messages for authors of lessons: what is wrong in the course's files, and what to do.

import { type en, list, quote, seconds } from '../en/course.ts';
import { hintsMessages } from '../hints.ts';

/** In Chinese. */
export const zh: typeof en = {
  usage:
    '用法：npm run weave -- [--check] [LESSON…]，或 npm run lessons -- [--repeat N] [--load] [--short] [--replay] [LESSON…]，或 npm run book -- [--record]；都可以加 --lang en|zh。',
  proseMissing: () => '缺少正文；请补上，步骤要与另一种语言一致',
  noTitle: () => '正文要以标题开头；请写上“# 标题”',
  titleTwice: () => '出现了第二个标题；步骤用“## …”，步骤之内用“### …”',
  noArticle: () => '标题下面没有写对应文章的哪一节；请写上“> 文章 一.1，第一段代码”',
  noSteps: () => '没有步骤；每一步以“## 标题”开头',
  blockBeforeStep: () => '第一步之前只能放正文；请把这个代码块移到某个“## …”之下',
  fenceNotClosed: (info) => `代码块“${info}”没有结束；请补上结尾`,
  fenceUnknown: (info, words) => `不认识代码块“${info}”；第一个词只能是 ${words.join('、')} 之一`,
  fenceNested: (info) => `代码块“${info}”写在列表或引用里，不会被运行；请移到行首`,
  fileUnknown: (file, known) => `这一课没有文件 ${file}；现有：${list(known, '无', '、')}`,
  listingOneFile: () => '一段代码只对应一个文件；请写“ts FILE”或“ts FILE#REGION”',
  regionUnknown: (file, region, known) =>
    `${file} 里没有区域 ${region}；现有：${list(known, '无', '、')}`,
  regionName: (name) => `区域不能叫“${name}”；请按代码的作用起名，只用 a-z、0-9 和 -`,
  regionTwice: (name) => `区域 ${name} 开始了两次；请给其中一个换个名字`,
  regionNotOpen: (name) => `区域 ${name} 在这里结束，却没有开始过；请加上“// #region ${name}”`,
  regionCrossed: (name, open, line) =>
    `区域 ${open}（第 ${line} 行开始）还没结束，${name} 就结束了；请先结束里层的`,
  regionNotClosed: (name) => `区域 ${name} 没有结束；请加上“// #endregion ${name}”`,
  runNothing: () => '这个代码块什么也不运行；请写“run server”“run client”，或两者都写',
  actorUnknown: (actor) =>
    `没有“${actor}”这个角色；可以是 server、client、client-2 …，或 server=FILE`,
  programNoFile: (word) =>
    `“${word}”没有写文件；请写成 ACTOR=FILE，或 ACTOR='KEY=VALUE FILE ARGUMENT'`,
  openQuote: (text, sign) => `“${text}”里的引号（${sign}）没有闭合；请补上`,
  shellSign: (text, sign) =>
    `“${text}”里有给 shell 用的符号（${sign}），而这里不启动 shell；请给这个词加上引号`,
  optionUnknown: (option, known) =>
    `run 没有 ${option} 这个选项；可以用 ${known.join('、')}，写在程序后面`,
  optionTwice: (option) => `${option} 写了两次；请只留一个`,
  optionNoValue: (option, value) => `${option} 没有值；请写成“${option} ${value}”`,
  optionNumber: (option, text, least, most) =>
    `${option} 应是 ${least} 到 ${most} 之间的整数，不能是“${text}”`,
  optionChoice: (option, text, choices) =>
    `${option} 只能是 ${choices.join('、')}，不能是“${text}”`,
  optionsContradict: (one, other) => `${one} 拆开的正是 ${other} 合起来的；请只留一个`,
  rateAlone: () => '--rate 说的是 --clients 每秒启动多少个；请两个都写上',
  manyNoClient: () => '--clients 把最后一个程序启动很多份，它必须是客户端',
  manyTimes: () => '--clients 和 --times 不能一起用；请去掉一个',
  faultsNoClient: () =>
    '代理夹在客户端与服务端之间，而这个代码块没有启动客户端；请加上客户端，或去掉代理的选项',
  proxyNoServer: () => '这里没有服务端在 TCP 端口上监听，代理无处可放；请去掉代理的选项',
  actorNotStarted: (actor) => `到这里还没有启动过 ${actor}；请先运行它，或改正这一行`,
  logEmpty: () => '这个代码块没有写预期日志；请用“server │ …”这样的行写出程序的输出',
  logPrefix: (text) =>
    `“${text}”没有写明是谁的输出；请写成“server │ 文字”，竖线是 U+2502，两边各一个空格`,
  logState: (text, states) =>
    `“${text}”是连接的状态，只有带 --states 的运行块才有；可以是 ${states.join('、')}`,
  predictNoQuestion: () => '这个预测没有问题；请在选项上面写出问题',
  predictTooFew: () => '预测至少要有两个选项；请写“- [ ] …”和“- [x] …”',
  predictNoRight: () => '没有正确的选项；请用“- [x] …”标出来',
  predictNoReason: (option) => `选项“${option}”没有写理由；请在下一行缩进写出`,
  predictStray: (text) => `“${text}”不属于任何选项；作为理由请缩进，作为选项请以“- [ ] ”开头`,
  predictNoRun: () => '这个预测之后没有运行来揭晓；请在后面放一个 run 代码块',
  tryEmpty: () => '没有写要学习者做什么；请写明要改哪里',
  tryNoChecks: () => '没有写检查；请以“checks: id, id”作最后一行',
  checkId: (id) => `“${id}”不能作检查的 id；只用 a-z、0-9 和 -，以逗号隔开`,
  typesOneFile: () => '没有写明是哪个文件；请写“types FILE”',
  typesLine: (file) => `这不是编译器的信息；请写“${file}(LINE,COL): error TSNNNN: …”`,
  typesEmpty: () => '没有写编译器会说什么；请写出它的信息，或去掉这个代码块',
  noLesson: (name, folders) => `没有 ${name} 这一课。现有：${list(folders, '无', '、')}。`,
  wove: (place, infos) => `${place}：已同步 ${infos.join('、')}`,
  wouldWeave: (place, infos) =>
    `${place}：与程序不一致：${infos.join('、')}；请运行“npm run weave”`,
  nothingToWeave: () => '正文里的代码都与程序一致',
  languagesDiffer: (place, wanted, got) =>
    `这里是 ${quote(got) ?? '结尾'}，而 ${place} 是 ${quote(wanted) ?? '结尾'}；两种语言的步骤和代码块要一致`,
  badWording: (found, better) => `教程里不用“${found}”这种写法；更好的写法：${better}`,
  listingStale: (info) => `代码“${info}”与程序不一致；请运行“npm run weave”`,
  lineTooWide: (columns, most) => `这一行宽 ${columns} 列；请在 ${most} 列之内换行`,
  stepTooLong: (rows, most) =>
    `到这里，这一步占了 ${rows} 行屏幕；标题、代码和问题要能在 ${most} 行里一起看到，请拆成两步`,
  importForeign: (name) => `导入了“${name}”；只能导入“node:…”或“./…”，这样整个目录才能单独拷走运行`,
  errorUnheard: () =>
    '有套接字没有监听 error，或者监听了却什么也不做；请加上监听器，把错误打印出来',
  asyncUncaught: () => 'async 监听器没有捕获错误，await 一失败程序就会退出；请捕获它',
  portHoped: () => '打印的是想要的端口；请打印 server.address() 的端口',
  regionUnused: (name) => `没有任何代码块展示区域 ${name}；请展示它，或去掉它的注释`,
  todoMissing: (file) =>
    `solution/${file} 改了这个文件，文件里却没有“// TODO”；请在学习者要动手的地方放一个`,
  todoTwice: (first) => `这是第二个“// TODO”（第一个在第 ${first} 行）；请只留一个`,
  solutionMissing: (file) => `有“// TODO”，却没有 solution/${file}；请补上`,
  solutionSame: (file) => `有“// TODO”，solution/${file} 却与它完全相同；请在那里写出解法`,
  todoInSolution: () => '解法里不该还有要做的事；请去掉“// TODO”',
  turnWithoutTodo: () => '轮到学习者动手了，程序里却没有“// TODO”；请在要动手的地方放一个',
  todoWithoutTurn: () => '有“// TODO”，正文里却没有 try 代码块；请写一个',
  linkDead: (target) => `链接“${target}”指向的东西不存在；请改正`,
  lessonMissing: (number) => `没有第 ${number} 课；请不要提课的编号`,
  compilerMissing: () => '没有安装 TypeScript 编译器，而检查课程要用到它。请在仓库里运行“npm ci”。',
  compilerFailed: (message) => `TypeScript 编译器没能检查课程，它说：${message}`,
  typesDiffer: (wanted, got) =>
    wanted === null
      ? `编译器说 ${quote(got)}；请改正程序，或用 types 代码块写明`
      : `编译器说 ${quote(got) ?? '没有问题'}，而正文写的是 ${quote(wanted)}；请改正错的一边`,
  logLacks: (actor, wanted) => `${actor} 始终没有打印 ${quote(wanted)}；请改正程序或日志`,
  logDiffers: (actor, wanted, got) =>
    `${actor} 打印了 ${quote(got)}，而正文写的是 ${quote(wanted)}；请改正程序或日志`,
  logHasMore: (actor, got) => `${actor} 还打印了 ${quote(got)}；请改正程序，或把它加进日志`,
  claimFailed: (said) => `这条论断不成立：${said}；请改正正文或论断`,
  claimLine: (line) => `它打印了 ${quote(line)}；请打印“NAME: VALUE”`,
  claimUntold: (file, name, value) =>
    `claims/${file} 得出 ${quote(value)}（${name}），而这里没有写；请改正正文或论断`,
  inSomeRuns: (text, failed, runs) => `${text}（${runs} 次运行中有 ${failed} 次）`,
  noChecks: '这里有 try，却没有 check.ts；请添加，并导出它提到的检查',
  checkUnknown: (id) => `check.ts 里没有 ${id} 这项检查；请添加，或在这里换一个`,
  checkUnasked: (id) => `没有哪个 try 用到检查 ${id}；请写进 checks: 那一行，或删掉它`,
  mistakeUnproven: (id) => `test/lessons 里没有程序展示 ${id} 这个错误；请添加 ${id}.ts`,
  rightTooFew: (file, count, least) =>
    `${file}：除了解法，只有 ${count} 个正确的程序；至少要 ${least} 个写法不同的（right-….ts）`,
  sampleMissed: (name, mistake, isRight, misses, runs, got) =>
    `${name}：${isRight ? '应当通过' : mistake === null ? '应当不通过' : `应判为 ${mistake}`}，但 ${runs} 次中有 ${misses} 次是：${got}`,
  proven: (name, wanted, isRight, hits, runs) =>
    `  ${hits === runs ? '✓' : '✗'} ${name}：${isRight ? '通过' : (wanted ?? '不通过')}，${hits}/${runs}`,
  lessonRuns: (folder, blocks, ms) => `${folder}：运行 ${blocks} 次，${seconds(ms)} 秒`,
  lessonProblems: (folder, problems, ms) => `${folder}：${problems} 个问题，${seconds(ms)} 秒`,
  allWell: (lessons, blocks, ms) =>
    `${lessons} 课，运行 ${blocks} 次：都与正文一致，${seconds(ms)} 秒`,
  notAllWell: (problems, broken, lessons, ms) =>
    `${lessons} 课中有 ${broken} 课出现问题，共 ${problems} 个，${seconds(ms)} 秒`,
  documentProblems: (problems) => `课程之外的页面有 ${problems} 个问题`,
  hints: hintsMessages.zh,
};
