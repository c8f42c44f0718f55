/** What keys do in the table. */
import type { Row } from './listing.ts';
import type { ViewState } from './view-state.ts';

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** `details`: the reader wants to go on there. Undefined for keys that mean nothing here. */
export function afterKey(
  { key, shiftKey, ctrlKey, metaKey }: Pressed,
  rows: readonly Row[],
  at: number,
  page: number,
  { selected, closed }: ViewState,
): Partial<ViewState> | 'details' | undefined {
  const row = rows[at];
  const move = (to: number): Partial<ViewState> => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!next) return {};
    const both = [row, next].flatMap((each) => (each?.type === 'finding' ? [each.entry.finding.key] : []));
    return {
      active: nameOfRow(next),
      ...(shiftKey && { selected: [...new Set([...selected, ...both])] }),
    };
  };
  switch (key) {
    case 'ArrowDown':
      return move(at + 1);
    case 'ArrowUp':
      return move(at < 0 ? 0 : at - 1);
    case 'PageDown':
      return move(at + page);
    case 'PageUp':
      return move(at - page);
    case 'Home':
      return move(0);
    case 'End':
      return move(rows.length - 1);
    case 'ArrowRight':
    case 'ArrowLeft':
      if (row?.type !== 'group') return undefined;
      return row.isOpen === (key === 'ArrowRight') ? {} : { closed: toggled(closed, row.name) };
    case ' ':
      if (row?.type === 'group') return { closed: toggled(closed, row.name) };
      return row ? { selected: toggled(selected, row.entry.finding.key) } : {};
    case 'Enter':
      if (row?.type === 'group') return { closed: toggled(closed, row.name) };
      return row ? 'details' : undefined;
    case 'Escape':
      return { selected: [] };
    case 'a':
      if (!ctrlKey && !metaKey) return undefined;
      return { selected: rows.flatMap((each) => (each.type === 'finding' ? [each.entry.finding.key] : [])) };
    default:
      return undefined;
  }
}

function nameOfRow(row: Row): string {
  return row.type === 'group' ? `group ${row.name}` : row.entry.finding.key;
}

export function toggled(all: readonly string[], one: string): readonly string[] {
  return all.includes(one) ? all.filter((each) => each !== one) : [...all, one];
}
