// What a peer expects of the program at the other end: bytes, a line, its FIN, its closing.
import { tellCheck } from '../text/messages/check.ts';
import { describeBytes, toBytes } from './bytes.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import type { Intake } from './intake.ts';
import { EVENT_MS } from './program-under-check.ts';
import type { Story } from './story.ts';

/** What may be expected of the other end, each within `ms` (4 s unless given). Throws Unmet. */
export interface Expectations {
  /** Waits until just these bytes have come; more may follow. */
  expect(bytes: string | Uint8Array, ms?: number): Promise<void>;
  /** Waits for a text that ends in a newline, and returns it without. */
  expectLine(ms?: number): Promise<string>;
  /** Waits for the program's FIN and returns all bytes that came before it and were not yet expected. */
  expectEnd(ms?: number): Promise<Buffer>;
  /** The same where a reset will do as well: the program has closed the connection, politely or not. */
  expectClosing(ms?: number): Promise<Buffer>;
}

/** The expectations of what comes to an intake. */
export function openExpectations(intake: Intake, story: Story): Expectations {
  const { inbox } = intake;
  return {
    async expect(bytes, ms = EVENT_MS) {
      const wanted = toBytes(bytes);
      let compared = 0;
      let isPrefix = true;
      const compare = () => {
        isPrefix &&= inbox.matches(wanted, compared);
        compared = inbox.length;
      };
      const isDone = () => {
        compare();
        return inbox.length >= wanted.length || !isPrefix;
      };
      const never = await intake.wait(isDone, ms);
      compare();
      if (inbox.length >= wanted.length && isPrefix) {
        intake.take(wanted.length);
        return;
      }
      throw new UnmetExpectation(
        describeBytes(wanted),
        intake.describeCame(never, ms),
        Buffer.from(inbox.peek()),
      );
    },
    async expectLine(ms = EVENT_MS) {
      const never = await intake.wait(() => inbox.indexOf(10) >= 0, ms);
      const index = inbox.indexOf(10);
      if (index >= 0)
        return intake
          .take(index + 1)
          .subarray(0, -1)
          .toString('utf8');
      const expected = tellCheck((say) => say.expectLine);
      throw new UnmetExpectation(
        expected,
        intake.describeCame(never, ms),
        Buffer.from(inbox.peek()),
      );
    },
    async expectEnd(ms = EVENT_MS) {
      const never = await intake.wait(() => false, ms);
      if (never === null && !intake.hasFailed) {
        const bytes = intake.take(inbox.length);
        const count = intake.hashed;
        if (count > 0) story.tell((say) => say.gotMany(count));
        story.tell((say) => say.sawEnd);
        return bytes;
      }
      const expected = tellCheck((say) => say.expectEnd);
      throw new UnmetExpectation(
        expected,
        intake.describeCame(never, ms),
        Buffer.from(inbox.peek()),
      );
    },
    async expectClosing(ms = EVENT_MS) {
      const never = await intake.wait(() => false, ms);
      if (never === null) {
        const bytes = intake.take(inbox.length);
        story.tell((say) => (intake.hasFailed ? say.sawReset : say.sawEnd));
        return bytes;
      }
      const expected = tellCheck((say) => say.expectClosing);
      throw new UnmetExpectation(
        expected,
        intake.describeCame(never, ms),
        Buffer.from(inbox.peek()),
      );
    },
  };
}
