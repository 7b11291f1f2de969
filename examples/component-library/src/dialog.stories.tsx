import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export default { title: 'Dialog' };

export const Confirm = () => (
  <Dialog
    title="Delete this project?"
    actions={
      <>
        <Button kind="secondary">Keep it</Button>
        <Button kind="danger">Delete</Button>
      </>
    }
  >
    Its 214 reports go with it. Nobody can bring them back.
  </Dialog>
);
