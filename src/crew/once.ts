// What crosses to a thread once and is named by number from then on.
import { createRecent, remembered } from "../memo.js";

/** A number for each object, the same for all threads. */
export type Numbers = (value: object) => number;

export function createNumbers(): Numbers {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (value) => remembered(numbers, value, () => ++last);
}

/** What was not sent before, in its order. */
export type Parcel<P> = [number: number, packed: P][];

/** The sending end: one per thread. `kept`: how many the other end keeps, half of them surely. */
export function createSender<T extends object, P>(numbers: Numbers, kept: number, pack: (value: T) => P) {
  const sent = createRecent<number, true>(kept / 2);
  let parcel: Parcel<P> = [];
  return {
    refer(value: T): number {
      const number = numbers(value);
      if (!sent.has(number)) {
        sent.set(number, true);
        parcel.push([number, pack(value)]);
      }
      return number;
    },
    /** To be sent with what was referred to since it was taken last. */
    take(): Parcel<P> {
      const taken = parcel;
      parcel = [];
      return taken;
    },
  };
}

/** The receiving end, in the thread. Both put the same in the same order: they know the same ones. */
export function createReceiver<T, P>(kept: number, unpack: (packed: P) => T) {
  const known = createRecent<number, T>(kept / 2);
  // A message may name more than are kept, and one that it pushes out itself.
  const fresh = new Map<number, T>();
  let order: number[] = [];
  return {
    open(parcel: Parcel<P>): void {
      for (const [number, packed] of parcel) fresh.set(number, unpack(packed));
      order = parcel.map(([number]) => number);
    },
    find: (number: number): T => (fresh.get(number) ?? known.get(number)) as T,
    /** All of a message was found. What it brought twice is put twice, as the other end did. */
    close(): void {
      for (const number of order) known.set(number, fresh.get(number) as T);
      fresh.clear();
    },
  };
}
