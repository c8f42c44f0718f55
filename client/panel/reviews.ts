/** The newest review of every open folder, asked for as soon as the server says that there is another. */
import { Disposable, type Event, EventEmitter } from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { REVIEW_CHANGED, type ReviewAnswer, type ReviewRequests } from '../../server/model/review-protocol.ts';

type Name = keyof ReviewRequests;

export class Reviews {
  readonly #client: LanguageClient;
  readonly #changed = new EventEmitter<undefined>();
  readonly #listeners: readonly { dispose(): unknown }[];
  /** Fires when there is another answer, or none any more. */
  readonly onDidChange: Event<undefined> = this.#changed.event;
  #answer: ReviewAnswer | undefined;
  /** Somebody looks at it: else nothing is asked for. */
  #isWanted = false;
  #asking: Promise<void> | undefined;
  #isOutdated = false;
  #reads = false;

  constructor(client: LanguageClient) {
    this.#client = client;
    this.#listeners = [
      client.onNotification(REVIEW_CHANGED, () => this.refresh()),
      client.onDidChangeState(({ newState }) => {
        if (newState !== State.Running) this.#take(undefined);
        else this.refresh();
      }),
    ];
  }

  get answer(): ReviewAnswer | undefined {
    return this.#answer;
  }

  get isRunning(): boolean {
    return this.#client.state !== State.Stopped;
  }

  /** From now on the newest review is kept. */
  want(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.refresh();
  }

  /** @param reads registers are looked for in all files again */
  refresh(reads = false): void {
    this.#reads ||= reads;
    if (!this.#isWanted || this.#client.state !== State.Running) return;
    this.#isOutdated = true;
    // What changes while one is on its way is asked for when that one is there.
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
  }

  async request<N extends Name>(
    name: N,
    params: ReviewRequests[N]['params'],
  ): Promise<ReviewRequests[N]['answer'] | undefined> {
    try {
      return await this.#client.sendRequest<ReviewRequests[N]['answer']>(name, params);
    } catch {
      // The server is gone or starts anew; it says so itself.
      return undefined;
    }
  }

  dispose(): void {
    Disposable.from(this.#changed, ...this.#listeners).dispose();
  }

  async #ask(): Promise<void> {
    while (this.#isOutdated) {
      this.#isOutdated = false;
      const reads = this.#reads;
      this.#reads = false;
      const answer = await this.request('fachlint/review', { reads });
      if (answer) this.#take(answer);
    }
  }

  #take(answer: ReviewAnswer | undefined): void {
    this.#answer = answer;
    this.#changed.fire(undefined);
  }
}
