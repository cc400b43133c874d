/** The few operations on the page that the views share. Text goes in as text: nothing here, or anywhere, is read as HTML. */

export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`index.html has no ${type.name} #${id}`);
  return element;
}

export function create<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** A name or a text in its own direction, whatever surrounds it. */
export function createBidi(tag: 'span' | 'p' | 'button', className: string, text: string): HTMLElement {
  const element = create(tag, className, text);
  element.dir = 'auto';
  return element;
}

/** Only a real change is written: a live region would be read aloud again. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function showText(element: HTMLElement, text: string | null): void {
  setText(element, text ?? '');
  element.hidden = text === null;
}
