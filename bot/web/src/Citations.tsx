// Where an answer's sentences stand: one line until opened, then each quote in the
// paragraph around it, with what a patient needs to judge it.
import { facts, type Citation } from './contract';
import { formatDate, t } from './texts';

export function citationId(turnId: string, n: number): string {
  return `source-${turnId}-${n}`;
}

export function Citations({ turnId, citations }: { turnId: string; citations: Citation[] }) {
  if (citations.length === 0) return null;
  return (
    <details className="sources" id={`sources-${turnId}`}>
      <summary>{t('sources', { n: citations.length })}</summary>
      <ol>
        {citations.map((citation) => (
          <li key={citation.n} value={citation.n} id={citationId(turnId, citation.n)} tabIndex={-1}>
            <One citation={citation} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function One({ citation }: { citation: Citation }) {
  const { title, section, quote, paragraph, url, reviewed_on, also_in } = citation;
  const at = paragraph?.indexOf(quote) ?? -1;
  return (
    <>
      <cite dir="auto" lang={facts.answer_language}>{title}</cite>
      {section && <p dir="auto">{t('source_section', { section })}</p>}
      <p>{reviewed_on ? t('source_reviewed', { date: formatDate(reviewed_on) }) : t('source_not_reviewed')}</p>
      <p className="quiet">{t('source_quote')}</p>
      <blockquote dir="auto" lang={facts.answer_language}>
        {paragraph && at >= 0 ? (
          <>
            {paragraph.slice(0, at)}
            <mark>{quote}</mark>
            {paragraph.slice(at + quote.length)}
          </>
        ) : (
          <mark>{quote}</mark>
        )}
      </blockquote>
      {/* The server lets https only through; what is shown does not rest on that. */}
      {url?.startsWith('https://') && (
        <p>
          <a href={url} target="_blank" rel="noopener noreferrer">
            {t('source_link')} {t('new_tab')}
          </a>
        </p>
      )}
      {also_in.length > 0 && <p dir="auto">{t('source_also', { titles: also_in.join(', ') })}</p>}
    </>
  );
}
