// A dialog of the browser's own: it keeps the focus in and gives it back.
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { facts } from './contract';
import { CloseIcon } from './icons';
import { t, tel } from './texts';

export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      // Esc closes the dialog, not the chat around it.
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
    >
      {/* The page's own numbers cannot be pressed while a dialog is open. */}
      <a className="dialog-emergency" href={tel(facts.clinic.emergency_number)}>
        {t('emergency_question')} {t('call', { number: facts.clinic.emergency_number })}
      </a>
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <Button variant="plain" aria-label={t('close_dialog')} icon={<CloseIcon />} onClick={() => dialog.current?.close()} />
      </div>
      {children}
    </dialog>
  );
}
