// The command `doctor`: whether everything the tour needs works here, and what to do where it doesn't.
import { stringify } from '../screen/json.ts';
import { doctorMessages } from '../text/messages/doctor.ts';
import type { Context, Run } from './context.ts';
import { drawFinding, type Finding } from './doctor/finding.ts';
import { probeLoopback, probeNode, probePort, probeTsx } from './doctor/machine.ts';
import { probeMemory } from './doctor/memory.ts';
import {
  probeEditor,
  probeMyLessons,
  probePrograms,
  probeTemporary,
  probeTerminal,
} from './doctor/surroundings.ts';

// One after the other: a program that starts would disturb the round trip that is being measured.
const PROBES: ((context: Context) => Promise<Finding | null>)[] = [
  probeNode,
  probeMemory,
  probeLoopback,
  probePort,
  probeTsx,
  probeTemporary,
  probeMyLessons,
  probeTerminal,
  probeEditor,
  probePrograms,
];

/** Prints each finding as soon as it is known; resolves to 1 where something has to be done, else 0. */
export const run: Run = async (context, options) => {
  const { stdout, language } = context;
  let failures = 0;
  for (const probe of PROBES) {
    const finding = await probe(context);
    if (!finding) continue;
    if (finding.verdict === 'fail') failures += 1;
    stdout.print(...(options.json ? [stringify(finding)] : drawFinding(finding)));
  }
  if (!options.json) stdout.print('', doctorMessages[language].summary(failures));
  return failures > 0 ? 1 : 0;
};
