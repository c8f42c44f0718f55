/** A run that cannot go on because of what it was given: one clear sentence in both languages, exit code 2. */
import type { Language } from '../model/finding.ts';

export class Failure extends Error {
  readonly messages: Readonly<Record<Language, string>>;

  constructor(messages: Readonly<Record<Language, string>>) {
    super(messages.en);
    this.name = 'Failure';
    this.messages = messages;
  }
}
