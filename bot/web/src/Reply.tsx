// One reply: its words, where they stand, whom to call, what to ask next.
import Message from '@patternfly/chatbot/dist/esm/Message/Message';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { CallLink, ContactCard } from './Contact';
import { Citations, citationId } from './Citations';
import { facts, type Reply as ReplyShape } from './contract';
import type { Turn } from './conversation';
import { Feedback } from './Feedback';
import { formatTime, t } from './texts';

const TO_A_PERSON = new Set(['refer', 'answer_and_refer', 'handoff', 'unknown']);
const RATED = new Set(['answer', 'answer_and_refer', 'refer', 'unknown', 'handoff']);

interface Props {
  turn: Turn;
  reply: ReplyShape;
  number: number;
  isLast: boolean;
  isBusy: boolean;
  onSend: (payload: string, title: string) => void;
  onRate: (vote: Turn['vote'], comment: string | null) => Promise<boolean>;
  onContact: () => void;
}

export function Reply({ turn, reply, number, isLast, isBusy, onSend, onRate, onContact }: Props) {
  const isEmergency = reply.route === 'emergency';
  return (
    <Message
      role="bot"
      isCompact
      botWord={t('automated')}
      timestamp={formatTime(reply.at)}
      aria-label={t('assistant_said', { n: number })}
      isLiveRegion={false}
      className={`pf-chatbot__message pf-chatbot__message--bot ${reply.tier ?? ''}`}
    >
      <div className="reply">
        {reply.tier && <h3 className="alarm-title">{t(isEmergency ? 'emergency_title' : 'urgent_title')}</h3>}
        {/* The number to press stands first: on a small screen the words fill the rest. */}
        {isEmergency && <EmergencyLinks tier={reply.tier} />}
        <div className="words" lang={facts.answer_language}>
          {reply.blocks.map((block, index) =>
            block.n === null ? (
              <p key={index} dir="auto">
                {block.text}
              </p>
            ) : (
              <Quote key={index} turnId={turn.id} text={block.text} n={block.n} />
            ),
          )}
        </div>
        <Citations turnId={turn.id} citations={reply.citations} />
        {TO_A_PERSON.has(reply.route) && <ContactCard opening={reply.opening} onMore={onContact} />}
        {RATED.has(reply.route) && <Feedback vote={turn.vote} onRate={onRate} />}
        {isLast && <QuickReplies buttons={reply.buttons} isDisabled={isBusy} onSend={onSend} />}
        <p className="receipt">{t('receipt', { code: reply.receipt })}</p>
      </div>
    </Message>
  );
}

function Quote({ turnId, text, n }: { turnId: string; text: string; n: number }) {
  function open() {
    const sources = document.getElementById(`sources-${turnId}`);
    if (sources instanceof HTMLDetailsElement) sources.open = true;
    document.getElementById(citationId(turnId, n))?.focus();
  }
  return (
    <blockquote className="quote" dir="auto" lang={facts.answer_language}>
      {text}{' '}
      <button type="button" className="marker" lang={facts.language} aria-label={t('go_to_source', { n })} onClick={open}>
        {n}
      </button>
    </blockquote>
  );
}

function EmergencyLinks({ tier }: { tier: ReplyShape['tier'] }) {
  const { emergency_number, crisis_line } = facts.clinic;
  return (
    <div className="emergency-links">
      <CallLink number={emergency_number} text={t('call', { number: emergency_number })} kind="danger" />
      {tier === 'crisis' && <CallLink number={crisis_line.number} text={t('call_line', { ...crisis_line })} kind="danger" />}
    </div>
  );
}

interface QuickRepliesProps {
  buttons: ReplyShape['buttons'];
  isDisabled: boolean;
  onSend: (payload: string, title: string) => void;
}

export function QuickReplies({ buttons, isDisabled, onSend }: QuickRepliesProps) {
  if (buttons.length === 0) return null;
  return (
    <ul className="quick" aria-label={t('suggestions')}>
      {buttons.map(({ title, payload }) => (
        <li key={payload}>
          <Button variant="secondary" isAriaDisabled={isDisabled} onClick={() => onSend(payload, title)}>
            <span dir="auto" lang={facts.answer_language}>
              {title}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
