// A server of a class of its own, which does everything before its listeners hear of it.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

class LoudServer extends net.Server {
  override emit(
    name: string | symbol,
    ...args: unknown[]
  ): boolean {
    if (name === 'listening') {
      const { address, port } =
        this.address() as AddressInfo;
      console.log(`Server listening on ${address}:${port}`);
    }
    if (name === 'connection')
      this.#serve(args[0] as net.Socket);
    return super.emit(name as string, ...args);
  }

  #serve(socket: net.Socket) {
    socket.on('data', (data) => {
      socket.write(
        `You said "${data.toString().toUpperCase()}"`,
      );
    });
  }
}

new LoudServer().listen(PORT, HOST);
