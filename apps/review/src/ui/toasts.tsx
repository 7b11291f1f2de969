import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import { ErrorText } from './error-text.tsx';
import { Icon } from './icon.tsx';
import './toasts.css';

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast">
      <Toast.Content className="toast-content">
        <Toast.Title className="toast-title" render={<p />} />
        <Toast.Description className="toast-text" />
      </Toast.Content>
      <Toast.Close className="button button-plain button-icon" aria-label="Dismiss">
        <Icon name="cross" />
      </Toast.Close>
    </Toast.Root>
  ));
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** Tells that something a person did failed, and why. */
export function useFailureToast(): (title: string, error: Error) => void {
  const { add } = Toast.useToastManager();
  return (title, error) =>
    add({
      title,
      description: <ErrorText error={error} />,
      priority: 'high',
      timeout: 10_000,
    });
}
