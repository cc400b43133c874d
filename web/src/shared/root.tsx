import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/** Draws a page into its one element. */
export function draw(page: ReactNode): void {
  const element = document.getElementById('root');
  if (element === null) throw new Error('the page has no #root');
  createRoot(element).render(<StrictMode>{page}</StrictMode>);
}
