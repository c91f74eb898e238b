/** Milliseconds since the Unix epoch, UTC. Injected wherever time decides, so that tests can move it. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
