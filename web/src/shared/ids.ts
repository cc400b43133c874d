/** A message id that nobody else will choose. `crypto.randomUUID` would need a secure page; this works on plain http too. */
export function newMessageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
