import { Button } from './button.tsx';
import './price-table.css';

export interface Plan {
  name: string;
  price: string;
  features: string[];
  favourite?: boolean;
}

export function PriceTable({ plans }: { plans: Plan[] }) {
  return (
    <div className="price-table">
      {plans.map((plan) => (
        <section key={plan.name} className={plan.favourite ? 'plan plan-favourite' : 'plan'}>
          <h3>{plan.name}</h3>
          <p className="plan-price">{plan.price}</p>
          <ul>
            {plan.features.map((feature) => (
              <li key={feature}>{feature}</li>
            ))}
          </ul>
          <Button kind={plan.favourite ? 'primary' : 'secondary'}>Choose {plan.name}</Button>
        </section>
      ))}
    </div>
  );
}
