// A client that looks half a second later.
import { come } from './come.ts';

// #region late
const heard = come('late');
process.nextTick(() => {
  const end = performance.now() + 500;
  while (performance.now() < end);
});
await heard;
// #endregion late
