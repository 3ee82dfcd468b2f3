import fc from 'fast-check';

/** CI tries the same cases every time, so that a red run means a change; FC_SEED=random explores others. */
const seed = Number(process.env.FC_SEED);
if (Number.isInteger(seed)) fc.configureGlobal({ seed });
