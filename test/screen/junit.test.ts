// Tests that reports are XML, keep the rules that the schemas of Ant and of Jenkins have in common, and lose no text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  JUNIT_CLOSING,
  JUNIT_OPENING,
  type JunitCase,
  type JunitSuite,
  renderJunitSuite,
} from '../../src/screen/junit.ts';
import { type Element, readXml } from '../support/xml.ts';

const PASSED: JunitCase = {
  id: 'echo',
  title: 'Sends it back',
  seconds: 0.4,
  result: 'pass',
  type: 'pass',
  message: '',
  text: '',
};

function render(suite: Partial<JunitSuite>): Element {
  const date = new Date('2026-11-29T21:25:59.123Z');
  const whole = {
    owner: 'ann',
    lesson: '05-both-sides',
    index: 0,
    date,
    cases: [PASSED],
    ...suite,
  };
  return readXml([...JUNIT_OPENING, ...renderJunitSuite(whole), JUNIT_CLOSING].join('\n'));
}

function fail(message: string, text = message): Element {
  const [suite] = render({ cases: [{ ...PASSED, result: 'failure', message, text }] }).children;
  const [failure] = suite?.children.find(({ name }) => name === 'testcase')?.children ?? [];
  assert.equal(failure?.name, 'failure');
  return failure as Element;
}

/** What both schemas demand of an element: its attributes with their patterns, and its children in their order. */
const RULES: Record<string, { attributes: Record<string, RegExp>; children: RegExp }> = {
  testsuites: { attributes: {}, children: /^(testsuite )*$/ },
  testsuite: {
    attributes: {
      id: /^\d+$/,
      package: /\S/,
      name: /\S/,
      hostname: /^\S+$/,
      timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
      tests: /^\d+$/,
      failures: /^\d+$/,
      errors: /^\d+$/,
      time: /^\d+\.\d{3}$/,
    },
    children: /^properties (testcase )*system-out system-err $/,
  },
  properties: { attributes: {}, children: /^$/ },
  testcase: {
    attributes: { classname: /\S/, name: /\S/, time: /^\d+\.\d{3}$/ },
    children: /^((failure|error) )?$/,
  },
  failure: { attributes: { message: /^/, type: /\S/ }, children: /^$/ },
  error: { attributes: { message: /^/, type: /\S/ }, children: /^$/ },
  'system-out': { attributes: {}, children: /^$/ },
  'system-err': { attributes: {}, children: /^$/ },
};

function assertValid({ name, attributes, children }: Element): void {
  const rules = RULES[name];
  assert.ok(rules, `no schema knows ${name}`);
  assert.deepEqual(Object.keys(attributes).sort(), Object.keys(rules.attributes).sort(), name);
  for (const [key, pattern] of Object.entries(rules.attributes)) {
    assert.match(attributes[key] ?? '', pattern, `${name} ${key}`);
  }
  assert.match(children.map((child) => `${child.name} `).join(''), rules.children, name);
  for (const child of children) assertValid(child);
}

describe('a JUnit report', () => {
  const results = (['pass', 'failure', 'error', 'error'] as const).map((result) => ({
    ...PASSED,
    result,
    message: 'm',
    text: 't',
  }));

  it('keeps the rules of its schemas', () => {
    assertValid(render({}));
    assertValid(render({ cases: [] }));
    assertValid(render({ owner: '', cases: results }));
  });

  it('counts', () => {
    const { attributes } = render({ cases: results }).children[0] as Element;
    const { tests, failures, errors, time } = attributes;
    assert.deepEqual([tests, failures, errors, time], ['4', '1', '2', '1.600']);
  });

  it('says whose lesson it is', () => {
    const name = (owner: string) => render({ owner }).children[0]?.attributes.name;
    assert.deepEqual([name('ann'), name('')], ['ann/05-both-sides', '05-both-sides']);
  });
});

describe('text in a JUnit report', () => {
  const harmless = ['two\nlines', '<a href="b">&amp;</a>', ']]>', '<![CDATA[', '你好 😀', "it's"];
  for (const text of harmless) {
    it(`comes out as it went in: ${JSON.stringify(text)}`, () => {
      const { attributes, text: body } = fail(text);
      assert.deepEqual([attributes.message, body], [text, text]);
    });
  }

  it('shows what no XML can hold', () => {
    const all = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('');
    const strange = `${all.replace('\n', '')}\u007f\u0085\ud800x\udc00\ufffe\uffff\u001b[2J`;
    // The reader throws where a character is none of XML's.
    const { text } = fail(strange);
    assert.match(text, /^␀.*␟␡<U\+0085>�x���␛\[2J$/);
  });
});
