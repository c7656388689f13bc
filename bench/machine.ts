// Describes the machine that the figures are from: without it they mean nothing.

// The machine that the figures are from: without it they mean nothing.
import os, { loadavg, release, totalmem } from 'node:os';

/** Facts to print above the table, a line each. */
export function describeMachine(): string[] {
  const cpus = os.cpus();
  return [
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${process.platform} ${release()}`,
    `${cpus.length} cores, ${cpus[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `load before the first run: ${(loadavg()[0] ?? 0).toFixed(2)}`,
  ];
}
