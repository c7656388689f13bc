// What an actor is called where several have rows: by its role, or by its file where that tells more.

/** Actors whose role says enough: there is one of each. */
const PLAIN_ROLES: ReadonlySet<string> = new Set(['server', 'client']);

/**
 * How each actor is called: one such as `client-2` by its file (`titles`), unless another actor has the same file, which
 * then tells nothing.
 */
export function nameActors(
  actors: Iterable<string>,
  titles: Readonly<Record<string, string>> = {},
): (actor: string) => string {
  const files = [...actors].map((actor) => titles[actor]);
  return (actor) => {
    const { [actor]: title } = titles;
    const isShared = files.filter((file) => file === title).length > 1;
    return title === undefined || isShared || PLAIN_ROLES.has(actor) ? actor : title;
  };
}
