// Where the patient writes: the text is kept through errors, closing and reloads.
import ChatbotFooter from '@patternfly/chatbot/dist/esm/ChatbotFooter/ChatbotFooter';
import MessageBar from '@patternfly/chatbot/dist/esm/MessageBar/MessageBar';
import { useState, type Ref } from 'react';
import { facts } from './contract';
import * as storage from './storage';
import { t } from './texts';

const SAY_LEFT_FROM = 100;

interface Props {
  inputRef: Ref<HTMLTextAreaElement>;
  isBusy: boolean;
  isOffline: boolean;
  onSend: (text: string) => void;
}

export function Composer({ inputRef, isBusy, isOffline, onSend }: Props) {
  const [draft, setDraft] = useState(() => storage.read('draft') ?? '');
  const left = facts.max_message_chars - draft.length;

  function keep(text: string) {
    setDraft(text);
    storage.write('draft', text || null);
  }

  return (
    <ChatbotFooter isCompact className="composer">
      <MessageBar
        innerRef={inputRef}
        isCompact
        value={draft}
        placeholder={t('input_placeholder')}
        aria-label={t('input_label')}
        aria-describedby="input-hint"
        // An empty field would count as left to right, and its placeholder with it.
        dir={draft ? 'auto' : undefined}
        enterKeyHint="send"
        autoComplete="off"
        maxLength={facts.max_message_chars}
        hasAttachButton={false}
        hasMicrophoneButton={false}
        alwayShowSendButton
        isSendButtonDisabled={isBusy || isOffline || !draft.trim()}
        buttonProps={{ send: { tooltipContent: t('send'), props: { 'aria-label': t('send') } } }}
        onChange={(_, value) => keep(String(value))}
        onSendMessage={(text) => {
          keep('');
          onSend(String(text));
        }}
      />
      <p id="input-hint" className="hint">
        {left <= SAY_LEFT_FROM ? t('characters_left', { n: left }) : t('input_hint')}
      </p>
    </ChatbotFooter>
  );
}
