/** Into the clipboard. Pages on plain http have no `navigator.clipboard`. */
export function copy(text: string): void {
  if (navigator.clipboard !== undefined) return void navigator.clipboard.writeText(text).catch(() => {});
  const field = Object.assign(document.createElement('textarea'), { value: text });
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
