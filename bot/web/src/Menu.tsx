// Print, save, delete: what a patient can do with the whole conversation.
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useState } from 'react';
import { announce } from './announcer';
import { exportData } from './api';
import type { Turn } from './conversation';
import { Dialog } from './Dialog';
import { t } from './texts';
import { saveFile, transcript } from './transcript';

interface Props {
  turns: Turn[];
  onErase: () => Promise<boolean>;
  onClose: () => void;
  onErased: () => void;
}

export function MenuDialog({ turns, onErase, onClose, onErased }: Props) {
  const [isDeleting, setDeleting] = useState(false);
  const [problem, setProblem] = useState('');

  async function saveData() {
    try {
      saveFile('conversation.json', 'application/json', await exportData());
      onClose();
    } catch {
      setProblem(t('save_failed'));
      announce(t('save_failed'), true);
    }
  }

  if (isDeleting) return <DeleteDialog onErase={onErase} onClose={onClose} onErased={onErased} />;
  return (
    <Dialog title={t('menu')} onClose={onClose}>
      <div className="menu">
        <Button
          variant="secondary"
          onClick={() => {
            onClose();
            // After the dialog is gone, or it would be on the paper.
            setTimeout(() => window.print(), 50);
          }}
        >
          {t('print')}
        </Button>
        <Button
          variant="secondary"
          onClick={() => {
            saveFile('conversation.txt', 'text/plain;charset=utf-8', transcript(turns));
            onClose();
          }}
        >
          {t('save_text')}
        </Button>
        <Button variant="secondary" isDisabled={turns.length === 0} onClick={() => void saveData()}>
          {t('save_data')}
        </Button>
        <Button variant="danger" onClick={() => setDeleting(true)}>
          {t('delete')}
        </Button>
      </div>
      {problem && <p className="problem">{problem}</p>}
    </Dialog>
  );
}

function DeleteDialog({ onErase, onClose, onErased }: Omit<Props, 'turns'>) {
  const [state, setState] = useState<'asked' | 'deleting' | 'failed'>('asked');

  async function erase() {
    setState('deleting');
    if (await onErase()) {
      onClose();
      onErased();
      return;
    }
    setState('failed');
    announce(t('delete_failed'), true);
  }

  return (
    <Dialog title={t('delete_question')} onClose={onClose}>
      <p>{t('delete_explained')}</p>
      {state === 'failed' && <p className="problem">{t('delete_failed')}</p>}
      <div className="menu">
        <Button variant="danger" isAriaDisabled={state === 'deleting'} onClick={() => state !== 'deleting' && void erase()}>
          {state === 'deleting' ? t('deleting') : t('delete_confirm')}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {t('delete_cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
