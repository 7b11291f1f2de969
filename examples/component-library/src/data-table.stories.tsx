import { Badge, type Tone } from './badge.tsx';
import { DataTable } from './data-table.tsx';

export default { title: 'Data table' };

const invoices: [string, string, string, string, string, Tone][] = [
  ['1041', 'Nordlys AS', '4 May', '1,240.00', 'Paid', 'good'],
  ['1042', 'Bakeriet', '9 May', '310.50', 'Sent', 'accent'],
  ['1043', 'Havn & Co', '2 April', '8,900.00', 'Overdue', 'bad'],
  ['1044', 'Lille Galleri', '30 May', '560.00', 'Draft', 'neutral'],
];

export const Invoices = () => (
  <div className="stage">
    <DataTable
      columns={['Invoice', 'Customer', 'Due', 'Amount', 'State']}
      rows={invoices.map(([number, customer, due, amount, state, tone]) => ({
        key: number,
        cells: [
          number,
          customer,
          due,
          amount,
          <Badge key={state} tone={tone}>
            {state}
          </Badge>,
        ],
      }))}
    />
  </div>
);
