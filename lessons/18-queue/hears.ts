// A client that says hi, and hears its answer to the end.
import { come } from './come.ts';

await come('ann');
