import { Choice, Field } from './field.tsx';

export default { title: 'Field' };

export const Filled = () => (
  <div className="stage">
    <div className="form">
      <Field label="Name" value="Mira Holm" />
      <Field label="E-mail" value="mira@example.org" hint="Receipts go to this address." />
      <Choice label="Send me the monthly letter" checked />
      <Choice label="Share my calendar" />
    </div>
  </div>
);

export const WithError = () => (
  <div className="stage">
    <div className="form">
      <Field label="Postcode" value="12" error="A postcode has four digits, such as 5003." />
    </div>
  </div>
);
