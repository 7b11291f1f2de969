import fjord from './assets/fjord.jpg';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { Card } from './card.tsx';

export default { title: 'Card' };

export const WithPhoto = () => (
  <div className="stage">
    <Card
      picture={fjord}
      title="Evening at the fjord"
      footer={
        <>
          <Button size="small">Book</Button>
          <Badge tone="good">3 places left</Badge>
        </>
      }
    >
      Two hours on the water, tea on board, back before the last light.
    </Card>
  </div>
);
