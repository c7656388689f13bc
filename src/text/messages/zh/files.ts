// The messages about files that a program was refused: what it was about to do, and why it could not.
import type { en } from '../en/files.ts';

/** In Chinese. */
export const zh: typeof en = {
  fault: (verb, path, reason) => `程序无法${verb}${path === null ? '' : ` ${path}`}：${reason}`,
  calls: {
    open: '打开',
    read: '读文件',
    write: '写文件',
    unlink: '删除',
    rm: '删除',
    mkdir: '创建目录',
    mkdtemp: '创建目录',
    rmdir: '删除目录',
    rename: '重命名',
    scandir: '列出目录',
    opendir: '列出目录',
    stat: '查看',
    lstat: '查看',
    access: '使用',
    copyfile: '复制',
    watch: '监视',
    spawn: '启动',
  },
  reasons: {
    EACCES: '运行程序的用户没有这个权限。看看这个文件和它所在的目录属于谁。',
    EPERM: '系统不允许。看看这个文件和它所在的目录属于谁。',
    ENOENT:
      '没有这个文件或目录。相对路径从启动程序时所在的目录算起，不是从程序文件所在的目录算起。',
    EISDIR: '那是一个目录，而这个调用需要的是文件。',
    ENOTDIR: '路径中间有一段是文件，而那里应该是目录。',
    EEXIST: '已经有同名的文件或目录。',
    ENOTEMPTY: '目录不是空的。',
    EROFS: '磁盘是只读的。请写到别的地方，例如 os.tmpdir()。',
    ENOSPC: '磁盘已满。腾出一些空间，或者写到别的磁盘。',
    EDQUOT: '用户的磁盘配额已用完。腾出一些空间，或者写到别处。',
    EMFILE:
      '程序打开的文件和套接字已经达到单个进程的上限。用完一个就关一个；上限是多少，用 ulimit -n 查看。',
    ENFILE: '这台机器上所有程序打开的文件总数已达上限。',
    ELOOP: '路径上有互相指向的符号链接。',
    ENAMETOOLONG: '名字太长。',
    EBUSY: '它正被别的程序使用。',
    EXDEV: '两个名字不在同一个磁盘上。先复制文件，再删除旧的。',
    EBADF: '这个文件已经关闭了。',
    EIO: '磁盘报告了错误。',
  },
  noCommand: '没有这个命令，或者启动它的目录（cwd）不存在。',
};
