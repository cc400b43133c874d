// Arguments of `gossamer serve` and `gossamer up` that tests need.

/** Heartbeats so fast that a client which fell silent is missed within about a second. */
export const shortPings = ['--ping-interval', '400', '--ping-timeout', '400'];

/** The page of `up` on a port of its own. */
export const pagePort = port => ['--page-port', String(port)];
