import { Spinner } from './spinner.tsx';

export default { title: 'Spinner' };

export const Turning = () => (
  <div className="stage">
    <Spinner label="Looking for free tables" />
  </div>
);
