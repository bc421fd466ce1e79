/**
 * A promise that knows whether anybody has awaited it. A subclass, because `await` asks a plain promise's inner slots
 * and never calls its `then`.
 * @template T @extends {Promise<T>}
 */
export class WatchedPromise extends Promise {
  static get [Symbol.species]() {
    return Promise;
  }

  isAwaited = false;

  /**
   * @template A, B
   * @param {((value: T) => A | PromiseLike<A>) | null} [onValue]
   * @param {((reason: any) => B | PromiseLike<B>) | null} [onReason]
   * @returns {Promise<A | B>}
   * @override
   */
  then(onValue, onReason) {
    this.isAwaited = true;
    return super.then(onValue, onReason);
  }
}
