import { CodeBlock } from './code-block.tsx';

export default { title: 'Code block' };

export const Snippet = () => (
  <div className="stage">
    <CodeBlock
      file="tide.ts"
      lines={[
        'export function tide(hour: number): number {',
        '  const phase = (hour / 12.42) * Math.PI * 2;',
        '  return 1.1 + 0.8 * Math.cos(phase);',
        '}',
      ]}
    />
  </div>
);
