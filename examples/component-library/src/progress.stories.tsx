import { Progress } from './progress.tsx';

export default { title: 'Progress' };

export const Upload = () => (
  <div className="stage">
    <Progress label="Uploading photos" value={0.68} />
    <Progress label="Sorting by place" value={0.12} />
  </div>
);
