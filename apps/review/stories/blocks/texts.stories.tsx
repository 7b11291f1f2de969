import { TextDiff } from '../../src/accessibility/text-diff.tsx';

export default { title: 'Blocks/Texts' };

const lines = Array.from({ length: 30 }, (_, index) => `- listitem: Product ${index + 1}`);
const before = lines.join('\n');

export const Same = () => <TextDiff before={before} after={before} />;
export const Changed = () => (
  <TextDiff
    before={before}
    after={before.replace('Product 7', 'Product 七').replace('- listitem: Product 20\n', '')}
  />
);
export const Added = () => <TextDiff before={null} after={before.slice(0, 80)} />;
export const Deleted = () => <TextDiff before={before.slice(0, 80)} after={null} />;
export const LongLine = () => <TextDiff before={'a'.repeat(400)} after={'a'.repeat(390)} />;
