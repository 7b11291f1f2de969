import { Toast } from './toast.tsx';

export default { title: 'Toast' };

export const Tones = () => (
  <div className="stage">
    <Toast tone="good">Saved. Everybody sees the new prices now.</Toast>
    <Toast tone="warn">You are offline; changes wait here.</Toast>
    <Toast tone="bad">The card was declined. Try another one.</Toast>
  </div>
);
