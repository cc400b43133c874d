// Arguments of `gossamer serve` and `gossamer up` that tests need.

/** A client which fell silent is missed within 5 s, and yet the pauses of a busy machine are not taken for silence. */
export const shortPings = ['--ping-interval', '1000', '--ping-timeout', '4000', '--ping-timeout-v3', '4000'];

/** The page of `up` on a port of its own. */
export const pagePort = port => ['--page-port', String(port)];

/** One client, or one address, that stands for many. */
export const anyRate = [
  '--packets-per-second', '0', '--bytes-per-second', '0', '--address-packets-per-second', '0', '--address-bytes-per-second', '0',
  '--im-rate', '0', '--identify-rate', '0', '--watch-rate', '0', '--address-delivery-rate', '0',
];

/** Turns on what only operators may ask, and what they say then. */
export const operated = ['--operator-key', 'the key of the operators'];
export const asOperator = { authorization: `Bearer ${operated[1]}`, 'content-type': 'application/json' };
