// Every attack: what it does for some seconds, from one address unless it says otherwise. Numbers are those of the full run; a short one
// takes a fraction.
import * as sessions from './sessions.js';
import * as sessionsUnjoined from './sessions-unjoined.js';
import * as largeHeaders from './large-headers.js';
import * as imFlood from './im-flood.js';
import * as copies from './copies.js';
import * as identifyFlood from './identify-flood.js';
import * as watchFlood from './watch-flood.js';
import * as identifyAgain from './identify-again.js';
import * as listTooLarge from './list-too-large.js';
import * as halfAttachment from './half-attachment.js';
import * as neverRead from './never-read.js';
import * as slowVictim from './slow-victim.js';
import * as stuckLog from './stuck-log.js';
import * as meshRequests from './mesh-requests.js';
import * as nameFilled from './name-filled.js';
import * as maliciousPeer from './malicious-peer.js';
import * as behindNginx from './behind-nginx.js';
import * as idleConnections from './idle-connections.js';
import * as descriptors from './descriptors.js';

export const attacks = {
  sessions, 'sessions-unjoined': sessionsUnjoined, 'large-headers': largeHeaders, 'im-flood': imFlood, copies,
  'identify-flood': identifyFlood, 'watch-flood': watchFlood, 'identify-again': identifyAgain, 'list-too-large': listTooLarge,
  'half-attachment': halfAttachment, 'never-read': neverRead, 'slow-victim': slowVictim, 'stuck-log': stuckLog,
  'mesh-requests': meshRequests, 'name-filled': nameFilled, 'malicious-peer': maliciousPeer, 'behind-nginx': behindNginx,
  'idle-connections': idleConnections, descriptors,
};
