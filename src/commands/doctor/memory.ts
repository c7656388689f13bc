// Whether there is enough memory for the tour and the programs of a lesson.
import { freemem, totalmem } from 'node:os';
import { doctorMessages } from '../../text/messages/doctor.ts';
import type { Context } from '../context.ts';
import { type Finding, find } from './finding.ts';

const MIB = 2 ** 20;
/** With less, the system may kill the tour or a program that it starts, in MiB. */
const LEAST_MIB = 250;
/** With less, checking all lessons at once may be killed, in MiB. */
const EASY_MIB = 400;

/** Reads the memory of this machine, and the limit of a container. */
export async function probeMemory(context: Context): Promise<Finding> {
  const limit = process.constrainedMemory();
  // 0, or more than there is, where there is no limit (libuv's uv_get_constrained_memory).
  const isLimited = limit > 0 && limit < totalmem();
  return judgeMemory({ free: freemem(), limit: isLimited ? limit : null }, context);
}

/**
 * The finding for an amount of memory in bytes: what programs can still get without swapping, and what all processes
 * of the control group may use together, null where there is no limit.
 */
export function judgeMemory(
  { free, limit }: { free: number; limit: number | null },
  { language }: Pick<Context, 'language'>,
): Finding {
  const say = doctorMessages[language].memory;
  const isLimit = limit !== null && limit < free;
  const mib = Math.floor((isLimit ? limit : free) / MIB);
  const text = isLimit ? say.limited(mib) : say.free(mib);
  const details = { mib, limited: isLimit };
  if (mib < LEAST_MIB) return find('memory', 'fail', text, say.advice(LEAST_MIB), details);
  if (mib < EASY_MIB) return find('memory', 'note', text, say.adviceAll(EASY_MIB), details);
  return find('memory', 'ok', text, null, details);
}
