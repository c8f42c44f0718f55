/** Writes down what is decided about findings, confirms what somebody else has decided, or takes it back. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { DECISION_KINDS, type DecisionKind } from '../../../server/model/decision.ts';
import type { DecideParams, ReviewedFolder } from '../../../server/model/review-protocol.ts';
import type { ReviewFinding } from '../../../server/model/review.ts';
import { Choice, Field } from './field.tsx';
import { tell } from './host.ts';
import type { PanelTexts } from './texts.ts';

interface Props {
  readonly findings: readonly ReviewFinding[];
  readonly folder: ReviewedFolder;
  readonly texts: PanelTexts;
  readonly mayWrite: boolean;
}

const KINDS: readonly DecisionKind[] = ['planned', 'accepted-risk', 'false-positive', 'known'];

export function DecideForm({ findings, folder, texts, mayWrite }: Props): JSX.Element {
  const words = texts.decide;
  const [as, setAs] = useState<DecisionKind>('planned');
  const [reason, setReason] = useState('');
  const [by, setBy] = useState(folder.user ?? '');
  const [until, setUntil] = useState('');
  const [lacks, setLacks] = useState<'reason' | 'name' | undefined>();
  const form = useRef<HTMLFormElement>(null);
  const decisions = findings.flatMap(({ decision }) => decision ?? []);
  const isDecided = decisions.length === findings.length && findings.length > 0;
  const [author] = decisions.flatMap((decision) => decision.by ?? []);
  const send = (wish: Pick<DecideParams, 'as' | 'reason' | 'by' | 'until'>): void => {
    const seen = findings.map(({ key, decision }) => ({ key, ...(decision && { decision }) }));
    tell({ type: 'decide', wish: { root: folder.root, findings: seen, ...wish } });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const lack = as !== 'known' && reason.trim() === '' ? 'reason' : by.trim() === '' ? 'name' : undefined;
    setLacks(lack);
    if (lack) form.current?.querySelector<HTMLElement>(lack === 'reason' ? '[name="reason"]' : '[name="by"]')?.focus();
    else send({ as, by, ...(reason !== '' && { reason }), ...(until !== '' && { until }) });
  };
  if (!mayWrite) return <p class="alert">{words.readOnly}</p>;
  return (
    <form ref={form} class="decide" onSubmit={submit} noValidate>
      <h3>{findings.length === 1 ? words.title : words.titleOf(findings.length)}</h3>
      <Choice
        label={words.as}
        value={as}
        options={KINDS.map((kind) => [kind, words.kinds[kind]])}
        onChange={(next) => setAs(DECISION_KINDS.find((kind) => kind === next) ?? 'planned')}
      />
      <Field label={words.reason}>
        {(id) => (
          <textarea
            id={id}
            name="reason"
            rows={3}
            maxLength={2000}
            value={reason}
            required={as !== 'known'}
            aria-invalid={lacks === 'reason'}
            aria-describedby="decide-reason-help"
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
      <p id="decide-reason-help" class="small">
        {words.reasonHelp}
        {lacks === 'reason' && <strong class="lack"> {words.needsReason}</strong>}
      </p>
      <Field label={words.by}>
        {(id) => (
          <input
            id={id}
            name="by"
            type="text"
            value={by}
            required
            aria-invalid={lacks === 'name'}
            onInput={(event) => setBy(event.currentTarget.value)}
          />
        )}
      </Field>
      {lacks === 'name' && <p class="lack">{words.needsName}</p>}
      <Field label={words.until}>
        {(id) => <input id={id} type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />}
      </Field>
      <p class="actions">
        <button type="submit">{words.submit}</button>
      </p>
      {isDecided && (
        <>
          {author !== undefined && <p>{words.confirmHelp(author)}</p>}
          <p class="actions">
            {author !== undefined && (
              <button type="button" class="secondary" onClick={() => send({ as: 'confirm', by })}>
                {words.confirm}
              </button>
            )}
            <button type="button" class="secondary" onClick={() => send({ as: 'reopen' })}>
              {words.reopen}
            </button>
          </p>
        </>
      )}
    </form>
  );
}
