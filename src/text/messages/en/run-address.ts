// The messages about the host and the port that programs get.

/** In English. */
export const en = {
  portMoved: (from: number, to: number) =>
    `Port ${from} is in use outside this run, so the programs get ${to} instead.`,
  /** The port that was asked for is held, so that a client would reach another program. */
  portHeld: (port: number) =>
    `A program that is not part of this run listens on port ${port}, so the client was not started. Ask for another port, or leave PORT and --port out: then the tour finds a free one.`,
  portTaken: (port: number) =>
    `PORT=${port} is set in the environment: the programs get that port.`,
  notAPort: (given: string) =>
    `PORT is set to “${given}” in the environment, and that is no port: it takes a whole number from 0 to 65535. Unset PORT, or set it to a number.`,
  hostTaken: (host: string) =>
    `HOST=${host} is set in the environment: the programs get that host.`,
  hostPassedOver: (host: string) =>
    `HOST is set to “${host}” in the environment. That is no IP address, so the programs get 127.0.0.1.`,
  serverFailed: (file: string) =>
    `${file} ended before it listened, so the client was not started.`,
  outsider: (actor: string, address: string) =>
    `${actor} connected to ${address}, where no program of this run listens. It talked to a program that is not part of this run.`,
};
