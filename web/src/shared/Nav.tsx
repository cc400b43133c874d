import type { ReactNode } from 'react';
import { Logo } from './Logo';

const PAGES = [['Chat', '/'], ['Mesh', '/mesh'], ['Shell', '/shell']] as const;

/** The pages, on each of them: where one is, and where else one can go. @param page One of their names. */
export function Nav({ page, children }: { page: (typeof PAGES)[number][0]; children?: ReactNode }) {
  return (
    <div className="banner-line">
      <Logo />
      <nav aria-label="Pages">
        {PAGES.map(([name, href]) => <a key={name} href={href} aria-current={name === page ? 'page' : undefined}>{name}</a>)}
      </nav>
      {children}
    </div>
  );
}
