// What Node's warnings mean, which end no program.
import type { Bilingual } from '../../text/language.ts';
import { explainMessages } from '../../text/messages/explain.ts';

/** A warning that Node printed, and what it means. */
export interface Warning {
  /** `MaxListenersExceededWarning`, … */
  name: string;
  /** One paragraph. */
  text: Bilingual;
}

// `(node:4711) TimeoutNaNWarning: NaN is not a number.`
const WARNING = /^\(node:\d+\) (\w+Warning): (.*)$/;
const LISTENERS = /(\d+) (\S+) listeners added to \[(\w+)\]/;

/** The known warnings in lines of stderr, each kind once. */
export function readWarnings(stderr: readonly string[]): Warning[] {
  const found = new Map<string, Warning>();
  for (const line of stderr) {
    const [, name = '', message = ''] = WARNING.exec(line) ?? [];
    const tell = (language: 'en' | 'zh') => describe(name, message, language);
    const [en, zh] = [tell('en'), tell('zh')];
    if (en !== null && zh !== null) found.set(name, { name, text: { en, zh } });
  }
  return [...found.values()];
}

function describe(name: string, message: string, language: 'en' | 'zh'): string | null {
  const say = explainMessages[language].warnings;
  const [, count, event, emitter] = LISTENERS.exec(message) ?? [];
  if (count && event && emitter) return say.listeners(count, event, emitter);
  if (name === 'TimeoutOverflowWarning') return say.overflow;
  return /^Timeout(?:NaN|Negative)Warning$/.test(name) ? say.duration : null;
}
