import { PriceTable } from './price-table.tsx';

export default { title: 'Price table' };

export const Plans = () => (
  <PriceTable
    plans={[
      { name: 'Dinghy', price: '0', features: ['One boat', 'Two people', 'Tides of today'] },
      {
        name: 'Sloop',
        price: '12',
        features: ['Three boats', 'Eight people', 'Tides of the week'],
        favourite: true,
      },
      { name: 'Fleet', price: '49', features: ['Any number of boats', 'Crews', 'Weather alarms'] },
    ]}
  />
);
