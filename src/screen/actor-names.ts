// What an actor is called where several have rows: by its role, or by its file where that tells more.

/** Actors whose role says enough: there is one of each. */
const PLAIN_ROLES: ReadonlySet<string> = new Set(['server', 'client']);

/**
 * How each actor is called: one such as `client-2` by its file (`titles`, without the folder), unless another actor has one
 * of the same name, which then tells nothing. So is the client beside which another one is called `client.ts`.
 */
export function nameActors(
  actors: Iterable<string>,
  titles: Readonly<Record<string, string>> = {},
): (actor: string) => string {
  const nameFile = (actor: string) => titles[actor]?.split('/').at(-1);
  const files = [...actors].map(nameFile);
  return (actor) => {
    const name = nameFile(actor);
    const isShared = files.filter((file) => file === name).length > 1;
    const isPlain =
      PLAIN_ROLES.has(actor) &&
      !files.some((file) => file !== name && file?.startsWith(`${actor}.`));
    return name === undefined || isShared || isPlain ? actor : name;
  };
}
