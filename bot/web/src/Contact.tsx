// How to reach a person: telephone, hours, whether the clinic is open now.
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useEffect, useState } from 'react';
import { loadClinic } from './api';
import { facts, type Opening } from './contract';
import { Dialog } from './Dialog';
import { t, tel } from './texts';

export function openingText({ open, until, next }: Opening): string {
  if (open && until) return t('open_until', { time: until });
  if (!next) return t('closed');
  if (next.in_days === 0) return t('closed_today', { time: next.at });
  if (next.in_days === 1) return t('closed_tomorrow', { time: next.at });
  return t('closed_day', { time: next.at, day: t(next.day) });
}

export function CallLink({ number, text, kind = '' }: { number: string; text: string; kind?: string }) {
  return (
    <a className={`call ${kind}`} href={tel(number)}>
      {text}
    </a>
  );
}

/** The card below a reply that sends the patient to a person. */
export function ContactCard({ opening, onMore }: { opening: Opening; onMore: () => void }) {
  const { clinic } = facts;
  return (
    <div className="card">
      <h3>{t('contact_card')}</h3>
      <p className={opening.open ? 'open' : 'closed'}>{openingText(opening)}</p>
      <CallLink number={clinic.phone} text={t('call', { number: clinic.phone })} />
      {!opening.open && <OutOfHours />}
      <Button variant="link" isInline onClick={onMore}>
        {t('opening_hours')}, {t('contact')}
      </Button>
    </div>
  );
}

function OutOfHours() {
  const { name, number } = facts.clinic.out_of_hours_line;
  return <CallLink number={number} text={t('cannot_wait', { line: name, number })} kind="secondary" />;
}

/** Everything, one tap away from anywhere in the chat. */
export function ContactDialog({ onClose }: { onClose: () => void }) {
  const [clinic, setClinic] = useState(facts.clinic);
  useEffect(() => {
    // The page may have been open since yesterday; if this fails, it said when it was.
    loadClinic().then(setClinic, () => undefined);
  }, []);
  return (
    <Dialog title={t('contact')} onClose={onClose}>
      <p className={clinic.opening.open ? 'open' : 'closed'}>{openingText(clinic.opening)}</p>
      <CallLink number={clinic.phone} text={t('call', { number: clinic.phone })} />
      {clinic.booking_url && (
        <a className="call secondary" href={clinic.booking_url} target="_blank" rel="noopener noreferrer">
          {t('book')} {t('new_tab')}
        </a>
      )}
      <a className="call secondary" href={`mailto:${clinic.email}`}>
        {t('write_email', { email: clinic.email })}
      </a>
      <p className="quiet">{t('email_warning')}</p>
      <OutOfHours />
      <h3>{t('opening_hours')}</h3>
      <dl className="hours">
        {clinic.week.map(({ day, opens, closes }) => (
          <div key={day} className={day === clinic.opening.today ? 'today' : ''}>
            <dt>{day === clinic.opening.today ? t('today_mark', { day: t(day) }) : t(day)}</dt>
            <dd>{opens && closes ? t('hours_range', { opens, closes }) : t('opens_closed')}</dd>
          </div>
        ))}
      </dl>
      {clinic.address && <p dir="auto">{clinic.address}</p>}
    </Dialog>
  );
}
