// Why programs failed: told after the rows of those who lived through it, at once or when the learner asks.
import { before } from '../stage/deadline.ts';
import type { Stage } from '../stage/stage.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { LessonText } from './lesson-text.ts';

/** What explanations need. */
export interface ExplanationsOptions {
  stage: Stage;
  text: Pick<LessonText, 'language' | 'tell'>;
  /** Why an actor's program failed, in plain words. */
  explain(stage: Stage, actor: string): Promise<string[]>;
  /** Called when something was kept back. */
  onChange(): void;
  /** Settles when the programs have come to rest, or are not going to soon. */
  getSettled(): Promise<void>;
}

/** How long rows of programs that have ended may be on their way, in ms. */
export const SETTLE_MS = 300;

/** The explanations of one run after the other. */
export class Explanations {
  readonly #options: ExplanationsOptions;
  /** Those who failed, and it is not explained yet. */
  #keptBack: string[] = [];
  #telling: Promise<unknown> = Promise.resolve();
  #runs = 0;

  constructor(options: ExplanationsOptions) {
    this.#options = options;
  }

  /** Whether it was kept back why programs failed. */
  get areKeptBack(): boolean {
    return this.#keptBack.length > 0;
  }

  /** Tells why an actor's program failed, in a moment; or only how to ask for it. */
  add(actor: string, isKeptBack: boolean): void {
    this.await(isKeptBack ? this.#keepBack(actor) : this.#explain(actor));
  }

  /** Counts something else among what is being told. */
  await(telling: Promise<void>): void {
    this.#telling = Promise.all([this.#telling, telling]);
  }

  /** Settles when all is told of those who have failed so far. */
  async told(): Promise<void> {
    await this.#telling;
  }

  /** Tells what was kept back; false where there is nothing to tell. */
  async tellNow(): Promise<boolean> {
    const actors = this.#keptBack;
    this.#keptBack = [];
    for (const actor of actors) await this.#explain(actor);
    return actors.length > 0;
  }

  /** Tells no more what was kept back: the text has left it behind. */
  forget(): void {
    this.#keptBack = [];
  }

  /** The same, and what is about to be kept back is of an earlier run. */
  begin(): void {
    this.#runs += 1;
    this.forget();
  }

  /** Says how to ask why a program failed, if that is known. */
  async #keepBack(actor: string): Promise<void> {
    const { stage, text, explain, onChange } = this.#options;
    const run = this.#runs;
    const notes = await explain(stage, actor);
    await this.#calm();
    if (notes.length === 0 || this.#runs !== run) return;
    this.#keptBack.push(actor);
    text.tell(walkMessages[text.language].explainOnRequest);
    onChange();
  }

  async #explain(actor: string): Promise<void> {
    const { stage, text, explain } = this.#options;
    const notes = await explain(stage, actor);
    await this.#calm();
    text.tell(...notes);
  }

  /** Settles when the rows of those who lived through a failure are shown. */
  async #calm(): Promise<void> {
    const { stage, getSettled } = this.#options;
    await before(getSettled(), SETTLE_MS);
    await before(stage.settled(), SETTLE_MS);
  }
}
