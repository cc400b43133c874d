// samples/Conformance, and the times that it keeps, in ms.
import { shared } from './sample.js';

export const [pingInterval, pingTimeout, connectTimeout] = [300, 200, 1000];

const patience = 30_000;
const patient = name => [`--${name}`, `${patience}`];

/** As the suites want it: a machine that is busy for half a second looks like a client that is gone. */
export const strict = () => shared('samples/Conformance');

/** For what is not about its times: those named are beyond what a test waits for. */
export const unhurried = (...times) => shared('samples/Conformance', { args: times.flatMap(patient) });
