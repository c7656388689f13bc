// Wordings that readers stumbled over, each with a better one: `npm run lessons` keeps them from coming back.
import { readIfThere } from '../course/folders.ts';
import { describeProblem, type Problem } from '../course/problem.ts';
import type { Bilingual, Language } from '../text/language.ts';

/** What must not be written in a language, and what to write instead. */
const RULES: Bilingual<readonly (readonly [bad: RegExp, better: string])[]> = {
  en: [
    [/\bLet us\b/, "let's"],
    [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
    [/\bshall\b/i, 'will'],
    [/\bamid\b/i, 'in the middle of'],
    [/\b(?:of|on) its own accord\b/i, 'by itself'],
    [/\btoday's spelling\b/i, 'modern JavaScript'],
    [/\bturn(?:s|ed)? (?:\w+ )?round\b/i, 'reverse'],
    [/\bone \w+ less\b/i, 'one … fewer'],
    [/(?<!-)\b(?:visitor|guest)s?\b/i, 'client'],
    [/\b[Ss]omebody\b|\bWhoever\b|\b(?:by|for|to|with) whom?ever\b/, 'the client, the program …'],
    [/(?:^(?:\d+\. |- )?|[.;:] )Who\b[^.?!]*\.(?=\s|$)/, 'a program that …, if you …'],
  ],
  zh: [
    [/监听函数/, '监听器'],
    [/接客|来客(?!户)|客人/, '客户端'],
    [/一位(?!数)/, '一个客户端'],
    [/读者|读的人/, '接收方、客户端'],
    [/线路/, '套接字事件、网络'],
    [/剩余/, '剩下的部分'],
    [/没有谁|没有?人|谁[也都](?!不等谁)/, '去掉主语，或者写明是谁'],
    [/那得/, '要这样，就得……'],
    [/接得?住/, '捕获'],
    [/分手|死者|遗言|目击者|伺候|人已经没了/, '告别、连接结束、服务；程序是“它”'],
    [/管子/, '管道'],
    [/一只钟/, '同一个时钟'],
    [/五分之一秒/, '0.2 秒'],
    [/[为给]下一个服务/, '服务下一个客户端'],
    [/(?:字节|数据块|哪[里儿])[^，。；：]{0,6}断开(?!了?连接)/, '切开'],
    [/UNIX 套接字/, 'UNIX 域套接字'],
    [/(?<![第这] )\b\d[\d,]* 个字节/, '18 字节'],
    [/\b\d{5,} 字节/, '67,108,864 字节'],
    [/\d %/, '95%'],
    [/\p{Script=Han}[,;:!?)]|[,;:!?(]\p{Script=Han}/u, '全角标点'],
    [/\p{Script=Han} [“（]|[”）] \p{Script=Han}/u, '“”（）旁不空格'],
    [/(?<![*/])\*(?![\s*/])[^*]+\*(?!\*)/, '**粗体**'],
    [/^- \[[ x]\] .*。$/, '选项末尾不加句号'],
  ],
};

/** The places in these files that say what `RULES` forbids; code and quotations may. Paths are absolute. */
export function findBadWordings(paths: readonly string[], language: Language): Problem[] {
  return paths.flatMap((path) => {
    const source = readIfThere(path) ?? '';
    const prose = path.endsWith('.md') ? hideCode(source) : source;
    return prose.split('\n').flatMap((line, index) => {
      const own = line.replace(/“[^”]*”/g, '“”');
      return RULES[language].flatMap(([bad, better]) => {
        const [found] = bad.exec(own) ?? [];
        if (found === undefined) return [];
        return describeProblem(path, index + 1, (say) => say.badWording(found.trim(), better));
      });
    });
  });
}

/** The text with its lines, without code and the targets of links; predictions and turns are prose. */
function hideCode(source: string): string {
  return source
    .replace(/^(`{3,})(?!`|predict|try)\S.*\n[\s\S]*?^\1$/gm, (code) => code.replace(/.+/g, ''))
    .replace(/(`+)[^`\n]+\1/g, '`')
    .replace(/\]\([^)\n]*\)/g, ']');
}
