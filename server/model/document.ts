import type { TSESTree } from '@typescript-eslint/types';
import type { Notice } from './file-facts.ts';
import type { CommandNode, SettingFormat } from './facts.ts';
import type { TypedField } from './typed-field.ts';
import type { Source } from './source.ts';
import type { TextRange } from './text-range.ts';
import type { Value } from './value.ts';

/** What a file says: the result of `parse`, input of `extract`. Never crosses a thread. */
export type Document = ScriptDocument | SettingsDocument | MarkupDocument | ComponentDocument | TextDocument;

/** TypeScript or JavaScript as a TSESTree. Contract with both engines: every node has `range`; `loc`, `parent`, `tokens` are not there. */
export interface ScriptDocument {
  readonly kind: 'script';
  readonly source: Source;
  readonly program: TSESTree.Program;
  readonly comments: readonly { readonly value: string; readonly range: readonly [number, number] }[];
  readonly notices: readonly Notice[];
}

/** One entry of a configuration file. Nested entries are listed in `children`; leaves hold a value. */
export interface SettingNode {
  /** Key, or the index in a list as text. */
  readonly key: string;
  readonly keyRange: TextRange;
  /** Range of the value without quotes where it is a plain scalar. */
  readonly valueRange: TextRange;
  /** Range of the whole entry, key and value. */
  readonly range: TextRange;
  /** How the text of a scalar stands in the file, where it does not stand there letter for letter. */
  readonly written?: 'literal' | 'folded' | 'plain' | 'single' | 'double';
  /** Scalars only: known, environment (`${X:-y}`), composed, or unknown (template). */
  readonly value?: Value;
  readonly children?: readonly SettingNode[];
  readonly list?: boolean;
  /** There may be more children than are listed: a template, a merge or an alias that could not be seen through. */
  readonly open?: boolean;
}

/**
 * JSON, JSONC, YAML (one root per document), `.env`, `.properties` (keys split at their dots), assignments of the shell,
 * Dockerfiles (stage, instruction, name).
 */
export interface SettingsDocument {
  readonly kind: 'settings';
  readonly source: Source;
  readonly format: SettingFormat;
  readonly roots: readonly SettingNode[];
  /** Only of formats whose commands are read: absent says that nobody looked. */
  readonly commands?: readonly CommandNode[];
  /** Of schemas of Prisma: the fields of models, with the ranges of their types. */
  readonly fields?: readonly (TypedField & { readonly range: TextRange })[];
  /** Of files of SQL. */
  readonly statements?: readonly TextRange[];
  readonly embedded?: readonly EmbeddedDocument[];
  readonly notices: readonly Notice[];
}

/** A document inside a value of another one, with offsets of its own: `nginx.conf` in a `ConfigMap`, a step of a pipeline. */
export interface EmbeddedDocument {
  /** Its path is the name that the value has. */
  readonly document: Document;
  /** The values that it is made of. */
  readonly ranges: readonly TextRange[];
  /** Where a range of it lies in the file. */
  readonly place: (range: TextRange) => TextRange;
  /** It stands in Base64: nothing of it can be read in the text of the file. */
  readonly isEncoded?: true;
}

export interface MarkupAttribute {
  /** As written, with its prefix: `xmlns:xmeld`, `p:password`. */
  readonly name: string;
  /** Without prefix. */
  readonly local: string;
  /** URI; empty without prefix and where the prefix is not declared. */
  readonly namespace: string;
  readonly nameRange: TextRange;
  /** Its range is that of the text between the quotes. */
  readonly value: Value;
  /** Name and value with its quotes. */
  readonly range: TextRange;
}

export interface MarkupElement {
  /** Local name, without prefix. */
  readonly name: string;
  /** The name as written, with its prefix, in the start tag. */
  readonly nameRange: TextRange;
  /** URI that its prefix stands for, or the default namespace; empty where there is none. */
  readonly namespace: string;
  readonly attributes: readonly MarkupAttribute[];
  readonly children: readonly MarkupElement[];
  /** Its text without blanks around; only where it holds no elements. Unknown entities are unknown parts. */
  readonly text?: Value;
  /** From the start tag to the end tag. */
  readonly range: TextRange;
}

/** XML. No document type definition is ever processed, so no entity of one is ever put in. */
export interface MarkupDocument {
  readonly kind: 'markup';
  readonly source: Source;
  readonly root?: MarkupElement;
  /** Start and end of every comment. */
  readonly comments: readonly (readonly [number, number])[];
  readonly notices: readonly Notice[];
}

/** Vue, Svelte, a template of Angular, HTML: elements with scripts between them. */
export interface ComponentDocument {
  readonly kind: 'component';
  readonly source: Source;
  /** All scripts and bound expressions as one, with the offsets of the file. */
  readonly script: ScriptDocument;
  /** The elements below one root that is called as the format is. Its comments are all comments of the file. */
  readonly markup: MarkupDocument;
  readonly notices: readonly Notice[];
}

/** A file whose format Fachlint does not read: only its text is looked at. */
export interface TextDocument {
  readonly kind: 'text';
  readonly source: Source;
  readonly notices: readonly Notice[];
}
