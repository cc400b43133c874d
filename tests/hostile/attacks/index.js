// Every attack: what it does for some seconds from one address. Numbers are those of the full run; a short one takes a fraction.
import * as sessions from './sessions.js';
import * as imFlood from './im-flood.js';
import * as copies from './copies.js';
import * as identifyFlood from './identify-flood.js';
import * as watchFlood from './watch-flood.js';
import * as identifyAgain from './identify-again.js';
import * as halfAttachment from './half-attachment.js';
import * as neverRead from './never-read.js';
import * as stuckLog from './stuck-log.js';
import * as meshRequests from './mesh-requests.js';
import * as nameFilled from './name-filled.js';
import * as maliciousPeer from './malicious-peer.js';
import * as behindNginx from './behind-nginx.js';
import * as descriptors from './descriptors.js';

export const attacks = {
  sessions, 'im-flood': imFlood, copies, 'identify-flood': identifyFlood, 'watch-flood': watchFlood, 'identify-again': identifyAgain,
  'half-attachment': halfAttachment, 'never-read': neverRead, 'stuck-log': stuckLog, 'mesh-requests': meshRequests,
  'name-filled': nameFilled, 'malicious-peer': maliciousPeer, 'behind-nginx': behindNginx, descriptors,
};
