import portrait from './assets/portrait.png';
import { Avatar } from './avatar.tsx';
import { NavBar } from './nav-bar.tsx';

export default { title: 'Nav bar' };

export const SignedIn = () => (
  <NavBar brand="Tidewater" links={['Trips', 'Boats', 'Crew', 'Letters']} current="Trips">
    <Avatar name="Mira Holm" picture={portrait} size={36} />
  </NavBar>
);
