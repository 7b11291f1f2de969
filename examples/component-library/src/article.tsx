import type { ReactNode } from 'react';
import './article.css';

export interface ArticleProps {
  title: string;
  picture: string;
  sections: { heading: string; text: ReactNode }[];
}

export function Article({ title, picture, sections }: ArticleProps) {
  return (
    <article className="article">
      <h1>{title}</h1>
      <img src={picture} alt="" />
      {sections.map(({ heading, text }) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <p>{text}</p>
        </section>
      ))}
    </article>
  );
}
