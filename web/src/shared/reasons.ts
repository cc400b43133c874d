/** Socket.IO's reasons for a lost or failed connection, as a person would put them. */

const WORDS: Readonly<Record<string, string>> = {
  offline: 'this device has no network',
  'io client disconnect': 'the page was left',
  'forced close': 'the server does not answer',
  'io server disconnect': 'the server closed the connection',
  'ping timeout': 'the server fell silent',
  'transport close': 'the connection was closed',
  'transport error': 'the connection broke',
  'parse error': 'the server sent something unreadable',
  'xhr poll error': 'the server cannot be reached',
  'xhr post error': 'the server cannot be reached',
  'websocket error': 'the server cannot be reached',
  timeout: 'the server does not answer',
};

export function inPlainWords(reason: string): string {
  return Object.hasOwn(WORDS, reason) ? WORDS[reason]! : reason;
}
