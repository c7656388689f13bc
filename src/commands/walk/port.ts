// The port that a lesson's programs use.
import { findFreePort } from '../free-port.ts';

/** The article's port. */
const PORT = 6969;

/** The port in `PORT`, 6969 where it is not set or no port; for 0 one that is free now. */
export async function choosePort(environment: NodeJS.ProcessEnv): Promise<number> {
  const wanted = Number(environment.PORT || PORT);
  if (wanted === 0) return findFreePort();
  return Number.isInteger(wanted) && wanted > 0 && wanted <= 65_535 ? wanted : PORT;
}
