/** What each kind of event is called. */

import type { ServerEvent } from './events';
import { count, plural, version } from './format';
import type { Severity } from './thresholds';

/** @param by who tells it @param total how often it happened, at all of them */
export function wordsOf(event: ServerEvent, by: string, total: number): { text: string; severity: Severity } {
  const { kind, peer, reason, text } = event;
  const times = count(total);
  switch (kind) {
    case 'started': return { text: `${by} started${text === '' ? '' : `, version ${version(text)}`}`, severity: 'good' };
    case 'server-known': return { text: `${peer} is new to ${by}`, severity: 'good' };
    case 'server-left': return { text: `${peer} has left the mesh, says ${by}`, severity: 'warn' };
    case 'server-restarted': return { text: `${peer} was started anew, says ${by}`, severity: 'warn' };
    case 'link-refused': return { text: `${by} refused ${times} requests for links (${inWords(reason)})`, severity: 'bad' };
    case 'drain-begun': return { text: `${by} drains: ${text} go elsewhere`, severity: 'warn' };
    case 'drain-ended': return { text: `${by} has drained${reason === 'kept' ? ', and nobody has taken over its messages' : ''}`,
      severity: reason === 'kept' ? 'bad' : 'good' };
    case 'paused': return { text: `${by} stood still for ${text}`, severity: 'bad' };
    case 'refused': return { text: `${by} refused clients ${times} times (${reason})`, severity: 'warn' };
    case 'closed': return { text: `${by} closed ${plural(total, 'connection')} (${reason})`, severity: 'warn' };
    case 'given-up': return { text: `${by} gave up ${plural(total, 'message')} for ${peer} (${inWords(reason)})`, severity: 'bad' };
    case 'lost': return { text: `${by} told clients ${times} times that they may have missed messages`, severity: 'bad' };
    case 'rule-broken': return { text: `${peer} sent ${by} what breaks a rule, ${times} times (${reason})`, severity: 'bad' };
    default: // of a later version
      return { text: `${by}: ${kind} ${peer} ${reason} ${text}`.replace(/ +/g, ' ').trim(), severity: 'unknown' };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  'connection-lost': 'connection lost', 'heartbeat-timeout': 'no heartbeat for 5 s', goodbye: 'it stopped in order', stopping: 'stopping',
  'not-heard': 'the other side does not hear it', replaced: 'a newer link', 'connect-failed': 'no connection',
  'connect-timed-out': 'no connection in time', unauthorized: 'key not accepted', 'wrong-version': 'no version in common',
  'peer-restarted': 'it was started anew', 'timed-out': 'no receipt in time', 'peer-gone': 'it has gone',
};

export const inWords = (reason: string): string => (Object.hasOwn(REASONS, reason) ? REASONS[reason]! : reason.replaceAll('-', ' '));
