// The conversation as plain text, and files made in the browser without the server.
import { facts } from './contract';
import type { Turn } from './conversation';
import { formatDate, formatTime, t } from './texts';

export function transcript(turns: Turn[]): string {
  const lines = [
    t('print_heading', { clinic: facts.clinic.name, date: formatDate(new Date().toISOString()) }),
    t('print_note', { number: facts.clinic.emergency_number }),
  ];
  for (const { text, at, reply } of turns) {
    lines.push('', `${t('you')} (${formatTime(at)}): ${text}`);
    if (!reply) continue;
    lines.push('', `${t('assistant')} (${formatTime(reply.at)}):`);
    for (const block of reply.blocks) lines.push(block.n === null ? block.text : `“${block.text}” [${block.n}]`);
    for (const { n, title, section, reviewed_on, url } of reply.citations) {
      lines.push(
        `  [${n}] ${[title, section, reviewed_on && t('source_reviewed', { date: formatDate(reviewed_on) }), url].filter(Boolean).join(', ')}`,
      );
    }
    lines.push(`  ${t('receipt', { code: reply.receipt })}`);
  }
  return `${lines.join('\n')}\n`;
}

export function saveFile(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this call has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
