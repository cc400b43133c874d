// Whoever reads the server's log stands still, and the attacker gives the server much to log.
import * as meshRequests from './mesh-requests.js';
import * as identifyFlood from './identify-flood.js';

export const what = 'nobody reads the log, while identify and /mesh are flooded';
export const stopsLog = true;

export const attack = async run => {
  const [mesh, identify] = await Promise.all([meshRequests.attack(run), identifyFlood.attack(run)]);
  return { ...mesh, ...identify };
};
