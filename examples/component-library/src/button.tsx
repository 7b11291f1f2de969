import type { ReactNode } from 'react';
import './button.css';

export interface ButtonProps {
  kind?: 'primary' | 'secondary' | 'danger';
  size?: 'small' | 'medium' | 'large';
  disabled?: boolean;
  icon?: ReactNode;
  children: ReactNode;
}

export function Button({
  kind = 'primary',
  size = 'medium',
  disabled = false,
  icon,
  children,
}: ButtonProps) {
  return (
    <button type="button" className={`button button-${kind} button-${size}`} disabled={disabled}>
      {icon}
      {children}
    </button>
  );
}
