import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Page } from '../../src/tour/page.ts';

/** A page on a terminal of which only the output is known. */
function openOn(given: { columns?: number; breaksLastLine?: boolean; hasEscapes?: boolean } = {}) {
  const terminal = {
    columns: 40,
    rows: 3,
    breaksLastLine: false,
    written: '',
    write(text: string) {
      terminal.written += text;
    },
    ...given,
  };
  const page = new Page({
    terminal,
    hasEscapes: given.hasEscapes ?? true,
    describeLeftOut: (lines) => `${lines} left out`,
    describeFlood: () => 'only counted',
  });
  return { terminal, page };
}

/** What a page writes for what is done with it in one go. */
async function write(use: (page: Page) => void): Promise<string> {
  const { terminal, page } = openOn();
  use(page);
  await turn();
  page.close();
  return terminal.written;
}

describe('a page', () => {
  it('separates rows from text by one blank line, and never by two', async () => {
    const written = await write((page) => {
      page.print('', 'text', '');
      page.print('');
      page.print('', 'more');
      page.heading(() => ['heading']);
      page.row(['row']);
      page.row(['row']);
      page.print('note', 'note');
      page.row(['late']);
      page.print('', 'end');
    });
    assert.equal(written, 'text\n\nmore\n\nheading\nrow\nrow\n\nnote\nnote\n\nlate\n\nend\n');
  });

  it('only counts the rows of a flood that goes on, and spares what is printed meanwhile', async () => {
    const { terminal, page } = openOn();
    const flood = async (until: () => boolean) => {
      while (!until()) {
        for (let row = 0; row < 400; row += 1) page.row(['row'], true);
        await turn();
      }
    };
    page.print('at once');
    await flood(() => {
      page.print('text');
      return terminal.written.includes('only counted');
    });
    page.print('verdict');
    const { length } = terminal.written;
    let rounds = 0;
    await flood(() => ++rounds > 50);
    page.print('end');
    await turn();
    page.close();
    assert.match(terminal.written.slice(length), /verdict[^w]*\d+ left out\n\n?end/);
    assert.equal(terminal.written.match(/only counted/g)?.length, 1);
  });

  it('puts the heading of a run right above its first row, whatever is told before it', async () => {
    const written = await write((page) => {
      page.print('text');
      page.heading(() => ['forgotten']);
      page.heading(() => ['heading']);
      page.print('note');
      page.row(['row']);
      page.row(['row']);
    });
    assert.equal(written, 'text\nnote\n\nheading\nrow\nrow\n');
  });

  it('separates runs that have no heading', async () => {
    const written = await write((page) => {
      page.heading(() => []);
      page.row(['one']);
      page.heading(() => []);
      page.row(['two']);
    });
    assert.equal(written, 'one\n\ntwo\n');
  });

  it('rewrites only its last line', async () => {
    const { terminal, page } = openOn();
    page.setLast('first');
    await turn();
    page.setLast('second');
    page.print('text');
    await turn();
    assert.equal(terminal.written, 'first\r\u001b[2Ktext\nsecond');
    page.setLast('second');
    await turn();
    assert.ok(terminal.written.endsWith('second'), 'nothing has changed');
    page.close();
    assert.ok(terminal.written.endsWith('second\r\u001b[2K'));
  });

  it('cuts its last line to the width', async () => {
    const { terminal, page } = openOn({ columns: 10 });
    page.setLast('0123456789');
    await turn();
    assert.equal(terminal.written, '01234567…');
  });

  it('erases all lines into which a narrower terminal has broken the last one', async () => {
    for (const breaksLastLine of [true, false]) {
      const { terminal, page } = openOn({ breaksLastLine });
      page.setLast('x'.repeat(39));
      await turn();
      terminal.columns = 15;
      terminal.written = '';
      page.setLast('y');
      await turn();
      const erased = breaksLastLine ? '\r\u001b[2A\u001b[J' : '\r\u001b[2K';
      assert.equal(terminal.written, `${erased}y`);
    }
  });

  it('writes no escape sequence where it must not', async () => {
    const { terminal, page } = openOn({ hasEscapes: false });
    page.setLast('last');
    await turn();
    page.print('text');
    page.clean();
    await turn();
    assert.equal(terminal.written, 'last\r    \rtext\n\n\n\nlast');
  });

  it('holds back output while another program has the terminal', async () => {
    const { terminal, page } = openOn();
    page.setLast('last');
    page.print('before');
    page.hold();
    assert.equal(terminal.written, 'before\nlast\r\u001b[2K');
    page.print('meanwhile');
    page.clean();
    page.setLast('new');
    await turn();
    assert.equal(terminal.written, 'before\nlast\r\u001b[2K');
    page.release();
    await turn();
    assert.equal(terminal.written, 'before\nlast\r\u001b[2Kmeanwhile\n\n\n\n\u001b[Hnew');
  });

  it('counts the rows beyond the bound', async () => {
    const written = await write((page) => {
      for (let index = 0; index < 1000; index += 1) page.row([`row ${index}`]);
      page.print('end');
    });
    assert.ok(written.endsWith('row 398\nrow 399\n600 left out\n\nend\n'));
    const long = await write((page) => page.row(Array.from({ length: 500 }, () => 'line')));
    assert.ok(long.endsWith('line\nline\n100 left out\n'));
  });

  it('says when there is no room, and counts rows that were not even laid out', async () => {
    const written = await write((page) => {
      let laidOut = 0;
      for (let index = 0; index < 1000; index += 1) {
        if (page.hasRoom()) page.row([`row ${++laidOut}`]);
        else page.leaveOut();
      }
      page.print('end');
    });
    assert.ok(written.endsWith('row 399\nrow 400\n600 left out\n\nend\n'));
  });

  it("leaves out rows of the wire before a program's output, and reports them where they were", async () => {
    const written = await write((page) => {
      for (let index = 0; index < 1000; index += 1) page.row([`wire ${index}`], true);
      page.row(['said']);
      for (let index = 0; index < 5; index += 1) page.row(['more'], true);
      page.row(['ended']);
    });
    const end = 'wire 299\n700 left out\nsaid\n5 left out\nended\n';
    assert.ok(written.endsWith(end), written.slice(-60));
  });

  it('counts rows that came while it was held', async () => {
    const { terminal, page } = openOn();
    page.hold();
    for (let index = 0; index < 500; index += 1) page.row(['row']);
    page.release();
    await turn();
    assert.ok(terminal.written.endsWith('row\n100 left out\n'), terminal.written.slice(-30));
    page.close();
  });
});
