// Starts the chat in the page that the server sent, whose words stay if it cannot start.
import '@patternfly/react-core/dist/styles/base.css';
import '@patternfly/chatbot/dist/css/main.css';
import './chat.css';
import { Component, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat } from './Chat';
import { facts } from './contract';
import { t, tel } from './texts';

/** Dark and light follow the system, also while the chat is open. */
function followTheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => document.documentElement.classList.toggle('pf-v6-theme-dark', dark.matches);
  dark.addEventListener('change', apply);
  apply();
}

/** On paper everything that was folded is open. */
function openSourcesForPrint(): void {
  const opened: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not([open])')) {
      details.open = true;
      opened.push(details);
    }
  });
  window.addEventListener('afterprint', () => {
    for (const details of opened.splice(0)) details.open = false;
  });
}

class WhenBroken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <main className="broken" role="alert">
        <h1>{t('title', { clinic: facts.clinic.name })}</h1>
        <p>{t('crashed')}</p>
        <p>
          <a className="call" href={tel(facts.clinic.phone)}>
            {t('clinic_phone', { number: facts.clinic.phone })}
          </a>
        </p>
        <button type="button" onClick={() => window.location.reload()}>
          {t('load_again')}
        </button>
      </main>
    );
  }
}

followTheme();
openSourcesForPrint();
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <WhenBroken>
      <main>
        <Chat />
      </main>
    </WhenBroken>,
  );
