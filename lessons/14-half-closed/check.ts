// What lesson 14 demands: an answer to all that was asked, after the end, and whole.
import { COMMON, checks } from '../../src/check/kit.ts';
import { answerLate } from './check-half.ts';

export default checks('14-half-closed', {
  half: {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'reads-nothing',
      'half-open',
      'loop-destroys',
      'no-fin',
      'truncated',
      'answered-early',
      'torn-character',
      'shared-buffer',
    ],
    run: answerLate,
  },
});
