import type { ReactNode } from 'react';
import './nav-bar.css';

export interface NavBarProps {
  brand: string;
  links: string[];
  current: string;
  children: ReactNode;
}

export function NavBar({ brand, links, current, children }: NavBarProps) {
  return (
    <header className="nav-bar">
      <strong>{brand}</strong>
      <nav>
        {links.map((link) => (
          <a key={link} href={`#${link}`} aria-current={link === current ? 'page' : undefined}>
            {link}
          </a>
        ))}
      </nav>
      {children}
    </header>
  );
}
