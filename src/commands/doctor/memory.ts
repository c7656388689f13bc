// Whether there is enough memory for the tour and the programs of a lesson.
import { freemem, totalmem } from 'node:os';
import type { Context } from '../context.ts';
import { type Finding, speak } from './finding.ts';

const MIB = 2 ** 20;
/** With less, the system may kill the tour or a program that it starts, in MiB. */
const LEAST_MIB = 250;
/** With less, checking all lessons at once may be killed, in MiB. */
const EASY_MIB = 400;

/** The memory of a machine, in bytes. */
export interface Memory {
  /** What programs can still get without swapping. */
  free: number;
  /** What all processes of the cgroup may use together; null where there is no limit. */
  limit: number | null;
}

/** Reads the memory of this machine, and the limit of a container. */
export async function probeMemory(context: Context): Promise<Finding> {
  const limit = process.constrainedMemory();
  // 0, or more than there is, where there is no limit (libuv's uv_get_constrained_memory).
  const isLimited = limit > 0 && limit < totalmem();
  return judgeMemory({ free: freemem(), limit: isLimited ? limit : null }, context);
}

/** The finding for an amount of memory. */
export function judgeMemory(
  { free, limit }: Memory,
  { language }: Pick<Context, 'language'>,
): Finding {
  const say = speak(language).memory;
  const isLimit = limit !== null && limit < free;
  const mib = Math.floor((isLimit ? limit : free) / MIB);
  const isScarce = mib < LEAST_MIB;
  const verdict = isScarce ? 'fail' : mib < EASY_MIB ? 'note' : 'ok';
  return {
    id: 'memory',
    verdict,
    text: isLimit ? say.limited(mib) : say.free(mib),
    advice: isScarce ? say.advice(LEAST_MIB) : verdict === 'note' ? say.adviceAll(EASY_MIB) : null,
    mib,
    limited: isLimit,
  };
}
