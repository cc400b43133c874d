// A server as a container runs it: no root, no capabilities, nothing in the file system that could be written to.
import { spawnSync } from 'node:child_process';
import { serverCommand } from '../../e2e/harness/paths.js';

const asUser = ['setpriv', '--reuid', '10001', '--regid', '10001', '--clear-groups'];
const works = ([command, ...args]) => spawnSync(command, args).status === 0;

/** False, or the reason. */
export const whyNotConfined = process.getuid?.() !== 0 ? 'only root can make a mount namespace'
  : !works(['unshare', '--mount', 'true']) ? 'no mount namespaces here'
  : !works([...asUser, 'test', '-r', serverCommand().at(-1)]) ? 'only root can read this repository' : false;

// In a mount namespace of its own, where every mount is made read-only before the rights go.
const script = `
  for mount in $(awk '{print $5}' /proc/self/mountinfo); do mount -o remount,bind,ro "$mount" 2>/dev/null; done
  mount -o remount,bind,ro / || exit 99
  exec ${asUser.join(' ')} --bounding-set=-all --inh-caps=-all --no-new-privs "$@"`;

/** A command that runs another one so. */
export const confined = ['unshare', '--mount', '--propagation', 'private', 'bash', '-c', script, 'confined'];
