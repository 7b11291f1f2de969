import { Button } from './button.tsx';

export default { title: 'Button' };

const plus = (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <path d="M8 2v12M2 8h12" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  </svg>
);

export const Kinds = () => (
  <div className="stage">
    <Button icon={plus}>New report</Button>
    <Button kind="secondary">Cancel</Button>
    <Button kind="danger">Delete project</Button>
    <Button disabled>Nothing to save</Button>
  </div>
);

export const Sizes = () => (
  <div className="stage">
    <Button size="small">Small</Button>
    <Button>Medium</Button>
    <Button size="large">Large</Button>
  </div>
);
