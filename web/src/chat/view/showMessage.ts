/** Brings a message of the open thread into sight, and marks it for a moment. */

const MARKED_MS = 2_000;

/** What was loaded for it is drawn first. */
export function showMessage(id: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const row = document.querySelector(`[data-row="message"][data-id="${CSS.escape(id)}"]`);
    if (row === null) return;
    row.scrollIntoView({ block: 'center' });
    row.classList.add('found-here');
    setTimeout(() => row.classList.remove('found-here'), MARKED_MS);
  }));
}
