import portrait from './assets/portrait.png';
import { Avatar } from './avatar.tsx';

export default { title: 'Avatar' };

export const Sizes = () => (
  <div className="stage">
    <Avatar name="Mira Holm" picture={portrait} size={32} />
    <Avatar name="Mira Holm" picture={portrait} />
    <Avatar name="Mira Holm" picture={portrait} size={72} />
    <Avatar name="Jonas Berg" size={72} />
  </div>
);

export const Row = () => (
  <div className="stage">
    <div className="avatar-row">
      <Avatar name="Mira Holm" picture={portrait} />
      <Avatar name="Jonas Berg" />
      <Avatar name="Tove Lind" />
      <Avatar name="Ada Ng" />
    </div>
  </div>
);
