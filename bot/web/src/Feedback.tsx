// Was an answer helpful: two buttons, and after "no" a comment if the patient likes.
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useId, useState } from 'react';
import type { Vote } from './contract';
import { ThumbDownIcon, ThumbUpIcon } from './icons';
import { t } from './texts';

interface Props {
  vote: Vote;
  onRate: (vote: Vote, comment: string | null) => Promise<boolean>;
}

export function Feedback({ vote, onRate }: Props) {
  const [isAsking, setAsking] = useState(false);
  const [note, setNote] = useState('');

  async function rate(pressed: 'up' | 'down') {
    const next = vote === pressed ? null : pressed;
    const isSaved = await onRate(next, null);
    setNote(isSaved ? (next ? t('feedback_thanks') : t('feedback_taken_back')) : t('feedback_failed'));
    setAsking(isSaved && next === 'down');
  }

  return (
    <div className="feedback">
      <div className="feedback-row" role="group" aria-label={t('feedback')}>
        <span aria-hidden="true">{t('feedback')}</span>
        <Button
          variant="plain"
          icon={<ThumbUpIcon />}
          aria-label={t('helpful')}
          aria-pressed={vote === 'up'}
          onClick={() => void rate('up')}
        />
        <Button
          variant="plain"
          icon={<ThumbDownIcon />}
          aria-label={t('not_helpful')}
          aria-pressed={vote === 'down'}
          onClick={() => void rate('down')}
        />
        <span className="quiet">{note}</span>
      </div>
      {isAsking && (
        <CommentForm
          onSend={async (comment) => {
            const isSaved = await onRate('down', comment);
            setNote(t(isSaved ? 'comment_thanks' : 'feedback_failed'));
            if (isSaved) setAsking(false);
          }}
          onSkip={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function CommentForm({ onSend, onSkip }: { onSend: (comment: string) => Promise<void>; onSkip: () => void }) {
  const [comment, setComment] = useState('');
  const id = useId();
  return (
    <div className="card comment">
      <label htmlFor={id}>{t('comment_label')}</label>
      <textarea id={id} rows={3} maxLength={1000} value={comment} onChange={(event) => setComment(event.target.value)} />
      <div className="row">
        <Button variant="secondary" isDisabled={!comment.trim()} onClick={() => void onSend(comment.trim())}>
          {t('comment_send')}
        </Button>
        <Button variant="link" onClick={onSkip}>
          {t('comment_skip')}
        </Button>
      </div>
    </div>
  );
}
