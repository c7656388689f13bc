// All that a lesson's check.ts imports beside Node's own modules.
export { countRead, type TapRecord, TIMED, UNREAD } from '../stage/trace/record.ts';
export type { Bilingual } from '../text/language.ts';
export { COMMON, ListensElsewhere } from './any-server.ts';
export { type Blocked, untilBlocked } from './blocked-writer.ts';
export { describeBytes, quoteLines, toBytes } from './bytes.ts';
export { checks } from './checks.ts';
export type { Digest } from './digest.ts';
export { describeExit } from './exit-words.ts';
export { UnmetExpectation } from './expectation-errors.ts';
export { readMemory } from './memory.ts';
export { listOpenFiles } from './open-files.ts';
export type { Peer } from './peer.ts';
export type { Phase } from './phase.ts';
export { type PortRow, readListening, readRefusals } from './port-row.ts';
export type { ProgramUnderCheck } from './program-under-check.ts';
export type { Tools } from './tools.ts';
export { isIdle } from './wait-until-idle.ts';
