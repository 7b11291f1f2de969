import { Badge } from './badge.tsx';

export default { title: 'Badge' };

export const Tones = () => (
  <div className="stage">
    <Badge>Draft</Badge>
    <Badge tone="accent">In review</Badge>
    <Badge tone="good">Published</Badge>
    <Badge tone="warn">Expires soon</Badge>
    <Badge tone="bad">Overdue</Badge>
  </div>
);
