import './code-block.css';

export function CodeBlock({ file, lines }: { file: string; lines: string[] }) {
  return (
    <figure className="code-block">
      <figcaption>{file}</figcaption>
      <pre>
        {lines.map((line) => (
          <code key={line}>{`${line}\n`}</code>
        ))}
      </pre>
    </figure>
  );
}
