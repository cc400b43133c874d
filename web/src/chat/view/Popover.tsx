import { useCallback, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useOutside } from './useOutside';

interface Props {
  className: string;
  /** What stands on the button. */
  label: ReactNode;
  /** What it is called, where the label is a drawing. */
  name?: string;
  testId: string;
  /** What it opens. It is given how to close it. */
  children: (close: () => void) => ReactNode;
}

/** A button that opens something beside it; a click elsewhere or Escape closes it, and the focus goes back to the button. */
export function Popover({ className, label, name, testId, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const shut = useCallback(() => setOpen(false), []);
  useOutside(whole, isOpen, shut);

  const close = (): void => {
    setOpen(false);
    opener.current?.focus();
  };

  function onKeys(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    close();
  }

  return (
    <div ref={whole} className={`popover ${className}`} onKeyDown={onKeys}>
      <button
        ref={opener} type="button" className="opener" data-testid={testId} aria-expanded={isOpen} aria-label={name} title={name}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </button>
      {isOpen && children(close)}
    </div>
  );
}

interface ChoiceProps {
  testId: string;
  close: () => void;
  isDisabled?: boolean;
  act: () => void;
  children: ReactNode;
}

/** One of what a popover offers: it closes first, so that what is done may take the focus. */
export function Choice({ testId, close, isDisabled = false, act, children }: ChoiceProps) {
  return (
    <button type="button" data-testid={testId} disabled={isDisabled} onClick={() => {
      close();
      act();
    }}>{children}</button>
  );
}
