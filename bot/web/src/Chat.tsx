// The whole chat: header, messages, what went wrong, and where to write.
import Chatbot, { ChatbotDisplayMode } from '@patternfly/chatbot/dist/esm/Chatbot/Chatbot';
import ChatbotAlert from '@patternfly/chatbot/dist/esm/ChatbotAlert/ChatbotAlert';
import ChatbotContent from '@patternfly/chatbot/dist/esm/ChatbotContent/ChatbotContent';
import ChatbotHeader from '@patternfly/chatbot/dist/esm/ChatbotHeader/ChatbotHeader';
import ChatbotHeaderActions from '@patternfly/chatbot/dist/esm/ChatbotHeader/ChatbotHeaderActions';
import ChatbotHeaderMain from '@patternfly/chatbot/dist/esm/ChatbotHeader/ChatbotHeaderMain';
import Message from '@patternfly/chatbot/dist/esm/Message/Message';
import MessageBox from '@patternfly/chatbot/dist/esm/MessageBox/MessageBox';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useCallback, useEffect, useRef, useState } from 'react';
import { announce } from './announcer';
import { Composer } from './Composer';
import { ContactDialog } from './Contact';
import { facts } from './contract';
import { useConversation } from './conversation';
import { isFramed, listenToPage, tellPage } from './frame';
import { CloseIcon, MenuIcon, PhoneIcon } from './icons';
import { MenuDialog } from './Menu';
import { QuickReplies, Reply } from './Reply';
import { formatDate, formatTime, t } from './texts';

const STILL_WORKING_AFTER_MS = 4_000;

export function Chat() {
  const [open, setOpen] = useState<'contact' | 'menu' | null>(null);
  const [isDeleted, setDeleted] = useState(false);
  const isOffline = useOffline();
  const input = useRef<HTMLTextAreaElement>(null);
  const latest = useRef<HTMLDivElement>(null);

  // On a phone the keyboard would cover what is to be read.
  const focusInput = useCallback(() => {
    if (window.matchMedia('(pointer: coarse)').matches) latest.current?.focus({ preventScroll: true });
    else input.current?.focus({ preventScroll: true });
  }, []);

  const conversation = useConversation(focusInput);
  const { turns, isBusy, alarm } = conversation;

  useEffect(() => {
    const stop = listenToPage(focusInput);
    tellPage('ready');
    if (!isFramed) focusInput();
    return stop;
  }, [focusInput]);

  useEffect(() => {
    // The numbers stand in the page itself, outside of what this script draws.
    document.documentElement.dataset.alarm = alarm ?? '';
  }, [alarm]);

  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) tellPage('close');
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, []);

  // A long answer is read from its question on, not from its end.
  const last = turns[turns.length - 1];
  useEffect(() => {
    latest.current?.scrollIntoView({ block: 'start' });
  }, [last?.id, last?.status, conversation.history]);

  const send = (text: string, title?: string) => {
    setDeleted(false);
    conversation.send(text, title);
    focusInput();
  };
  const lastAnswered = [...turns].reverse().find((turn) => turn.reply)?.id;

  return (
    <Chatbot displayMode={ChatbotDisplayMode.embedded} isVisible isCompact ariaLabel={t('title', { clinic: facts.clinic.name })}>
      <ChatbotHeader>
        <ChatbotHeaderMain>
          <div className="title">
            <h1>{t('title', { clinic: facts.clinic.name })}</h1>
            <p>{t('subtitle')}</p>
          </div>
        </ChatbotHeaderMain>
        <ChatbotHeaderActions>
          <Button variant="plain" aria-label={t('contact')} icon={<PhoneIcon />} onClick={() => setOpen('contact')} />
          <Button variant="plain" aria-label={t('menu')} icon={<MenuIcon />} onClick={() => setOpen('menu')} />
          {isFramed && <Button variant="plain" aria-label={t('close')} icon={<CloseIcon />} onClick={() => tellPage('close')} />}
        </ChatbotHeaderActions>
      </ChatbotHeader>
      <ChatbotContent>
        <MessageBox ariaLabel={t('conversation')} className="messages">
          <PrintHeading />
          <h2 className="hidden">{t('conversation')}</h2>
          <Greeting
            hasSuggestions={turns.length === 0 && conversation.history === 'ready'}
            isBusy={isBusy}
            onSend={send}
          />
          {isDeleted && <ChatbotAlert variant="success" component="h3" title={t('deleted')} />}
          {conversation.history === 'failed' && (
            <ChatbotAlert variant="warning" component="h3" title={t('history_failed')}>
              <Button variant="link" isInline onClick={conversation.reload}>
                {t('try_again')}
              </Button>
            </ChatbotAlert>
          )}
          {turns.map((turn, index) => (
            <div key={turn.id} ref={turn === last ? latest : undefined} className="turn" tabIndex={-1}>
              <Message
                role="user"
                isCompact
                isLiveRegion={false}
                timestamp={formatTime(turn.at)}
                aria-label={t('you_said', { n: index + 1 })}
              >
                <p className="words said" dir="auto">
                  {turn.text}
                </p>
              </Message>
              {turn.status === 'sending' && <Waiting />}
              {turn.status === 'failed' && (
                <ChatbotAlert variant="danger" component="h3" title={turn.problem ?? t('not_sent')}>
                  <Button variant="primary" isAriaDisabled={isBusy} onClick={() => !isBusy && conversation.retry(turn.id)}>
                    {t('try_again')}
                  </Button>
                </ChatbotAlert>
              )}
              {turn.reply && (
                <Reply
                  turn={turn}
                  reply={turn.reply}
                  number={index + 1}
                  isLast={turn.id === lastAnswered && turn === last}
                  isBusy={isBusy}
                  onSend={send}
                  onRate={(vote, comment) => conversation.rate(turn.id, vote, comment)}
                  onContact={() => setOpen('contact')}
                />
              )}
            </div>
          ))}
        </MessageBox>
      </ChatbotContent>
      {isOffline && <ChatbotAlert variant="warning" component="h2" title={t('offline')} className="offline" />}
      <Composer inputRef={input} isBusy={isBusy} isOffline={isOffline} onSend={send} />
      {open === 'contact' && <ContactDialog onClose={() => setOpen(null)} />}
      {open === 'menu' && (
        <MenuDialog
          turns={turns}
          onErase={conversation.erase}
          onClose={() => setOpen(null)}
          onErased={() => {
            setDeleted(true);
            announce(t('deleted'));
          }}
        />
      )}
    </Chatbot>
  );
}

interface GreetingProps {
  hasSuggestions: boolean;
  isBusy: boolean;
  onSend: (text: string) => void;
}

function Greeting({ hasSuggestions, isBusy, onSend }: GreetingProps) {
  const { name, emergency_number, suggestions } = facts.clinic;
  return (
    <Message
      role="bot"
      isCompact
      botWord={t('automated')}
      timestamp=" "
      aria-label={t('greeting_label')}
      isLiveRegion={false}
    >
      <div className="reply">
        <div className="words">
          <p>{t('greeting', { clinic: name })}</p>
          <p>
            <strong>{t('notice_bot')}</strong> {t('notice_emergency', { number: emergency_number })}
          </p>
          <p className="quiet">
            {facts.retention_days > 0 ? t('notice_retention', { days: facts.retention_days }) : t('notice_retention_none')}
          </p>
        </div>
        {hasSuggestions && (
          <QuickReplies
            buttons={suggestions.map((text) => ({ title: text, payload: text }))}
            isDisabled={isBusy}
            onSend={(text) => onSend(text)}
          />
        )}
      </div>
    </Message>
  );
}

/** The assistant writes; from 4 s on it says that it still does. */
function Waiting() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    // A reply that is there at once is announced itself; this would only delay it.
    const soon = setTimeout(() => announce(t('typing')), 700);
    const slow = setTimeout(() => {
      setSlow(true);
      announce(t('still_working'));
    }, STILL_WORKING_AFTER_MS);
    return () => {
      clearTimeout(soon);
      clearTimeout(slow);
    };
  }, []);
  return (
    <div className="waiting">
      <Message role="bot" isCompact isLoading loadingWord={t('typing')} botWord={t('automated')} timestamp=" " aria-label={t('typing')} isLiveRegion={false} />
      {isSlow && <p>{t('still_working')}</p>}
    </div>
  );
}

function PrintHeading() {
  return (
    <div className="print-only">
      <p>{t('print_heading', { clinic: facts.clinic.name, date: formatDate(new Date().toISOString()) })}</p>
      <p>{t('print_note', { number: facts.clinic.emergency_number })}</p>
    </div>
  );
}

function useOffline(): boolean {
  const [isOffline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const change = () => {
      setOffline(!navigator.onLine);
      announce(t(navigator.onLine ? 'online_again' : 'offline'), !navigator.onLine);
    };
    window.addEventListener('online', change);
    window.addEventListener('offline', change);
    return () => {
      window.removeEventListener('online', change);
      window.removeEventListener('offline', change);
    };
  }, []);
  return isOffline;
}

