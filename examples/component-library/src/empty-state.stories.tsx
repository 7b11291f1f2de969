import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

export default { title: 'Empty state' };

export const NoTrips = () => (
  <EmptyState title="No trips yet" action={<Button>Plan the first one</Button>}>
    Trips you plan or join show up here.
  </EmptyState>
);
