// Right: a class that extends Socket, and connects later.
import net, { type LookupFunction } from 'node:net';

const {
  HOSTS = '',
  PORT = '6969',
  NAME = 'shop',
  FAMILY = '0',
} = process.env;

class Client extends net.Socket {
  readonly #book: Record<string, string[]> = {};

  constructor() {
    super();
    for (const entry of HOSTS.split(';')) {
      const [name = '', list = ''] = entry.split('=');
      this.#book[name] = list.split(',');
    }
    this.setEncoding('utf8');
    this.on('connect', () =>
      process.stdout.write(
        `CONNECTED TO: ${this.remoteAddress}\n`,
      ),
    );
    this.on('data', (text) =>
      process.stdout.write(`${text}\n`),
    );
    this.on('error', (error) => this.#tell(error));
  }

  go(): void {
    this.connect({
      port: Number(PORT),
      host: NAME,
      family: Number(FAMILY),
      lookup: this.#lookup,
    });
  }

  readonly #lookup: LookupFunction = (
    name,
    { all, family },
    callback,
  ) => {
    const entries: { address: string; family: number }[] =
      [];
    for (const address of this.#book[name] ?? []) {
      const kind = net.isIPv6(address) ? 6 : 4;
      if (!family || family === kind)
        entries.push({ address, family: kind });
    }
    setImmediate(() => {
      if (entries.length === 0) {
        const error: NodeJS.ErrnoException = new Error(
          'not found',
        );
        error.code = 'ENOTFOUND';
        callback(error, '');
      } else if (all) callback(null, entries);
      else
        callback(
          null,
          entries[0]?.address ?? '',
          entries[0]?.family,
        );
    });
  };

  #tell(error: Error): void {
    process.exitCode = 1;
    if ('errors' in error && Array.isArray(error.errors)) {
      for (const each of error.errors) this.#tell(each);
      return;
    }
    const { code, address = '' } =
      error as NodeJS.ErrnoException & { address?: string };
    console.error('%s %s', code, address);
  }
}

new Client().go();
