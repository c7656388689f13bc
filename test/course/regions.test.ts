import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRegions } from '../../src/course/regions.ts';

const find = (text: string) => findRegions(text, '/course/05-both-sides/server.ts');

function blamed(text: string): string[] {
  return find(text).problems.map((problem) => `${problem.line}: ${problem.text.en.split(';')[0]}`);
}

test('a region is outdented, without the comments of the regions within it', () => {
  const { named, whole, problems } = find(
    [
      'first();',
      '',
      '  // #region accept',
      '',
      '  on(() => {',
      '    // #region answer',
      '    answer();',
      '    // #endregion answer',
      '',
      '    rest();',
      '  });',
      '  // #endregion accept',
      '',
    ].join('\n'),
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(named.get('answer'), { code: 'answer();', line: 6 });
  assert.deepEqual(named.get('accept'), {
    code: 'on(() => {\n  answer();\n\n  rest();\n});',
    line: 3,
  });
  assert.equal(whole, 'first();\n\n\n  on(() => {\n    answer();\n\n    rest();\n  });');
});

test('the // TODO, with the comment that it begins, is in no listing', () => {
  const text = [
    '// #region answer',
    '// TODO: make it right',
    '// in every case',
    'answer();',
    '// why',
    '// #endregion answer',
  ].join('\n');
  const { named, whole } = find(text);
  assert.equal(named.get('answer')?.code, 'answer();\n// why');
  assert.equal(whole, 'answer();\n// why');
});

test('CRLF files have the same regions', () => {
  const { named } = find('// #region a\r\n  one();\r\n  two();\r\n// #endregion a\r\n');
  assert.equal(named.get('a')?.code, 'one();\ntwo();');
});

test('regions that are not closed, not open, crossed, doubled or nameless are reported with their line', () => {
  assert.deepEqual(blamed('// #region a\nx();\n'), ['1: the region a never ends']);
  assert.deepEqual(blamed('x();\n// #endregion a\n'), [
    '2: the region a ends here and never began',
  ]);
  assert.deepEqual(blamed('// #region a\n// #endregion a\n// #region a\n// #endregion a\n'), [
    '3: the region a begins twice',
  ]);
  assert.match(
    blamed('// #region a\n// #region b\n// #endregion a\n// #endregion b\n')[0] as string,
    /^3: the region a ends while b \(line 2\) is open$/,
  );
  assert.match(blamed('// #region\n// #endregion\n')[0] as string, /^1: a region can't be called/);
});
