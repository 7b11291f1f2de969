import { Tabs } from './tabs.tsx';

export default { title: 'Tabs' };

export const Place = () => (
  <div className="stage">
    <Tabs
      tabs={[
        { title: 'Overview', text: 'A wooden house at the end of the pier, built in 1912.' },
        { title: 'Rooms', text: 'Four rooms, two of them with a stove.' },
        { title: 'Getting there', text: 'Boat 3 from the old harbour, every forty minutes.' },
      ]}
    />
  </div>
);
