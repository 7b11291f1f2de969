import type { ReactNode } from 'react';
import './card.css';

export interface CardProps {
  picture: string;
  title: string;
  children: ReactNode;
  footer: ReactNode;
}

export function Card({ picture, title, children, footer }: CardProps) {
  return (
    <article className="card">
      <img className="card-picture" src={picture} alt="" />
      <div className="card-body">
        <h3>{title}</h3>
        <p>{children}</p>
        <div className="card-footer">{footer}</div>
      </div>
    </article>
  );
}
