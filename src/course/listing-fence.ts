// A `ts FILE#region` fence: code of the lesson, shown in the prose.
import type { Listing } from './block.ts';
import { blame, type Fence, type Reader } from './fence.ts';
import { readListing } from './programs.ts';

/** Whether an info string names a file to show: `ts server.ts#accept`, `ts solution/server.ts`. */
export function isListing(info: string): boolean {
  return /^ts\s+\S/.test(info);
}

/** The file and the region that the info string of a listing names; no region is the whole file. */
export function parseTarget(info: string): { file: string; region: string | null } {
  const [, target = ''] = info.split(/\s+/);
  const [file = '', region] = target.split('#', 2);
  return { file, region: region || null };
}

/** Reads a listing; a file or region that the lesson lacks is a problem. */
export function readListingFence(fence: Fence, reader: Reader): Listing {
  const { line, info, body } = fence;
  const [lang = '', , ...more] = info.split(/\s+/);
  if (more.length > 0) blame(reader, line, (say) => say.listingOneFile());
  const target = parseTarget(info);
  const real = readListing(reader.programs, target, reader.path, line);
  if ('problem' in real) reader.problems.push(real.problem);
  return { kind: 'listing', line, info, ...target, lang, code: body.join('\n') };
}
