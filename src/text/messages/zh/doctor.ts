// The messages of `doctor`: what it found, and what to do.
import type { en } from '../en/doctor.ts';

/** In Chinese. */
export const zh: typeof en = {
  node: {
    ok: (version) => `Node.js ${version}`,
    fail: (version, range) => `Node.js 是 ${version}，教程需要 ${range}`,
    advice: '从 https://nodejs.org 安装最新的 LTS 版本，然后重新启动。',
  },
  loopback: {
    ok: (ms) => `本机能与自己通信：一个字节到 127.0.0.1 往返要 ${ms} 毫秒`,
    fail: (why) => `本机无法通过 127.0.0.1 与自己通信：${why}`,
    advice: '被防火墙或沙箱禁止了；请允许 Node.js 监听 127.0.0.1。',
  },
  port: {
    ok: (port) => `端口 ${port} 空闲`,
    taken: (port, holder) =>
      holder
        ? `端口 ${port} 被 ${holder.command}（pid ${holder.pid}）占用`
        : `端口 ${port} 已被占用，系统没有透露是哪个程序`,
    fail: (port, code) => `无法监听端口 ${port}：${code}`,
    any: 'PORT 是 0：每次运行都用一个空闲端口',
    notAPort: (given) => `PORT 的值是“${given}”，这不是端口`,
    unset: '取消 PORT，或者把它设为 0 到 65535 之间的整数。',
    owners: {
      tour: '那个程序是某个教程启动的，可能开在另一个窗口里，也可能属于别的用户：不要动它。',
      stranger: '那个程序属于别的用户：不要动它。',
      you: (pid) => `如果不再需要那个程序，可以用 kill ${pid} 停掉它。`,
    },
    moves: '什么都不用做：这个端口被占用期间，课程会改用空闲端口。',
    otherPort: (withPort) => `不设 PORT，教程会自己找一个空闲端口；也可以换一个端口：${withPort}`,
  },
  tsx: {
    ok: (ms) => `TypeScript 可以运行：tsx 用 ${ms} 毫秒启动了一个程序`,
    fail: (why) => `TypeScript 无法运行：${why}`,
    silent: '一个两行的程序什么也没打印就结束了',
    deadline: (seconds) => `一个两行的程序超过 ${seconds} 秒还没跑完`,
    advice: '删掉 node_modules，就在这个系统上重新安装（npm ci）：tsx 带有专为本系统编译的程序。',
  },
  watch: {
    ok: (folder) => `在 ${folder} 里保存文件能立刻察觉`,
    polling: (folder) =>
      `在 ${folder} 里保存文件要稍等片刻才能察觉：系统不通知那里的变化，只能由教程自己去看`,
    fail: (folder, why) => `无法在 ${folder} 里写文件：${why}`,
    advice: '看看这个目录属于谁，或者换一个目录启动教程。',
    adviceFull: '磁盘已满：腾出一些空间，或者换一个磁盘启动教程。',
  },
  memory: {
    free: (mib) => `还有 ${mib} MiB 空闲内存`,
    limited: (mib) => `教程和它启动的程序最多能用 ${mib} MiB 内存`,
    advice: (mib) =>
      `教程连同两个程序大约要 ${mib} MiB，不够就会被系统终止：关掉别的程序，或者提高容器的内存上限。`,
    adviceAll: (mib) => `一次学一课没有问题；check --all 大约要 ${mib} MiB，不够时可能被系统终止。`,
  },
  terminal: {
    ok: (columns, hasColour, isUnicode) =>
      `终端宽 ${columns} 列，${hasColour ? '有颜色' : '没有颜色'}，${isUnicode ? '能显示所有字符' : '可能有字符显示不了'}`,
    none: '输出不是终端：只输出纯文本，也不提问',
    adviceUnicode: '使用 UTF-8 的 locale，例如 LANG=C.UTF-8，框线和中文才能正常显示。',
    adviceNarrow: (columns) => `不足 ${columns} 列时，两个程序共用一列；把窗口拉宽就能并排显示。`,
  },
  editor: {
    ok: (name) => `按 e 会打开 ${name}`,
    none: '没有设置编辑器，按 e 只会显示文件在哪里',
    missing: (name, command) => `按 e 应该打开 ${name}，但没有 ${command} 这个程序`,
    advice: '设置 VISUAL 或 EDITOR，例如：export EDITOR=nano',
  },
  programs: {
    found: (names) => `run 还能启动这些程序：${names}`,
    none: 'run 还能启动的那些程序，一个也没有安装',
    missing: (names) => `；没有安装：${names}`,
    advice: (packages) => `课程没有它们也能学。在 Debian 和 Ubuntu 上：apt install ${packages}`,
  },
  summary: (failures) => (failures === 0 ? '一切正常。' : `有 ${failures} 件事要做，见箭头处。`),
};
