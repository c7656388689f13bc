// Tests what the search looks through.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { findPlaces } from '../../../src/book/search/places.ts';
import { writeIndex } from '../../../src/book/search/search-index.ts';

describe('the places of a page', () => {
  it('are its elements with ids, each with the heading above it', () => {
    const content = [
      '<h1>9. Lines</h1><p>First.</p>',
      '<section><div class="step"><h2 id="s1"><span class="number">1</span> <a href="#s1">Two &amp; two</a></h2>',
      '<a class="other" href="../zh/a.html">中文</a></div>',
      '<div id="s1p1"><p>A <code>&lt;b&gt;</code>, and<br />more</p><p>Second.</p></div>',
      '<figure id="s1b2"><pre tabindex="0"><code>x\n  y</code></pre></figure></section>',
    ].join('\n');
    assert.deepEqual(findPlaces(content), [
      { anchor: '', heading: '', text: '9. Lines First.' },
      { anchor: 's1', heading: '1 Two & two', text: '1 Two & two' },
      { anchor: 's1p1', heading: '1 Two & two', text: 'A <b>, and more Second.' },
      { anchor: 's1b2', heading: '1 Two & two', text: 'x y' },
    ]);
  });

  it('have what is said after an inner place, but once what is said again and again', () => {
    const row = (at: number) =>
      `<li id="s1b1r${at}"><a href="#s1b1r${at}" tabindex="-1">${at}.5</a><b>server</b> <span>data</span></li>`;
    const content = `<figure id="s1b1">${row(1)}${row(2)}<div id="s1b1x">inner</div><p>after</p><svg><text>no</text></svg></figure>`;
    assert.deepEqual(
      findPlaces(content).map(({ anchor, text }) => [anchor, text]),
      [
        ['s1b1', 'server data after'],
        ['s1b1x', 'inner'],
      ],
    );
  });
});

it('the index is a script that only sets a value, whatever a page says', () => {
  const text = '</script>\u2028"\\ 套接字';
  const content = `<p id="a">${text.replace('<', '&lt;').replace('>', '&gt;')}</p>`;
  const global: { bookIndex?: { file: string; places: unknown[][] }[] } = {};
  vm.runInNewContext(writeIndex([{ file: 'a.html', title: 'A', content }]), global);
  const [page] = JSON.parse(JSON.stringify(global.bookIndex)) as { places: unknown[][] }[];
  assert.deepEqual(page?.places, [['a', 0, '</script> "\\ 套接字']]);
});
