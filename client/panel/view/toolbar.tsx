/** Which folder is shown, and what can be done with all of it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { EXPORT_FORMATS, type ExportFormat, type ReviewedFolder } from '../../../server/model/review-protocol.ts';
import { Choice } from './field.tsx';
import { tell } from './host.ts';
import type { PanelTexts } from './texts.ts';
import type { Change } from './view-state.ts';

interface Props {
  readonly texts: PanelTexts;
  readonly folders: readonly ReviewedFolder[];
  readonly folder: ReviewedFolder;
  readonly change: Change;
}

export function Toolbar({ texts, folders, folder, change }: Props): JSX.Element {
  const [format, setFormat] = useState<ExportFormat>('html');
  const { root } = folder;
  return (
    <div class="toolbar">
      {folders.length > 1 && (
        <Choice
          label={texts.folder}
          value={root}
          options={folders.map((each) => [each.root, each.review.project.name])}
          onChange={(next) => change({ root: next, active: '', selected: [] })}
        />
      )}
      <Choice
        label={texts.format}
        hidesLabel
        value={format}
        options={EXPORT_FORMATS.map((each) => [each, texts.formats[each]])}
        onChange={(next) => setFormat(EXPORT_FORMATS.find((each) => each === next) ?? 'html')}
      />
      <button type="button" class="secondary" onClick={() => tell({ type: 'export', root, format })}>
        {texts.export}
      </button>
      <button type="button" onClick={() => tell({ type: 'scan' })}>
        {texts.scan}
      </button>
    </div>
  );
}
