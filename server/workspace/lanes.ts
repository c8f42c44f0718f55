/** Runs a task for many items, a limited number at a time. */

/** The first failure, or the signal, ends it; tasks that have begun are waited for. */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  signal: AbortSignal | undefined,
  task: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      signal?.throwIfAborted();
      const item = items[next++];
      if (item !== undefined) await task(item);
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}
