/** The keys, and the list of them. */

import { useEffect, useRef } from "preact/hooks";
import type { Words } from "./words";

const KEYS = {
  n: "next",
  j: "next",
  p: "previous",
  k: "previous",
  a: "accept",
  u: "undo",
  c: "correct",
  b: "build",
  m: "mark",
  w: "learn",
  d: "download",
  "/": "search",
  f: "filter",
  g: "page",
  "[": "turnBack",
  "]": "turn",
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  "?": "help",
  t: "theme",
  l: "language",
  Escape: "escape",
} as const;

export type Key = (typeof KEYS)[keyof typeof KEYS];

/** What a key asks for; nothing where it is typed into a field or belongs to the browser. */
export function keyOf(event: KeyboardEvent): Key | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const target = event.target as HTMLElement;
  const key = (KEYS as Record<string, Key>)[event.key];
  if (key === "escape") return key;
  if (document.querySelector("dialog[open]")) return undefined;
  if (target.matches("input:not([type=checkbox]), select, textarea")) return undefined;
  // Arrows scroll, but for where a cell of a table is held.
  if (event.key.startsWith("Arrow") && !target.matches("td") && target !== document.body) return undefined;
  return key;
}

export function Keys({ words, close }: { words: Words; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const rows: [string, string][] = [
    ["n, j", words.key.next],
    ["p, k", words.key.previous],
    ["a", words.key.accept],
    ["c", words.key.correct],
    ["b", words.key.build],
    ["w", words.key.learn],
    ["m", words.key.mark],
    ["d", words.key.download],
    ["u", words.key.undo],
    ["/", words.key.search],
    ["f", words.key.filter],
    ["g", words.key.page],
    ["[ ]", words.key.turn],
    ["← ↑ ↓ →", words.key.arrows],
    ["t", words.key.theme],
    ["l", words.key.language],
    ["?", words.key.help],
    ["Esc", words.key.escape],
  ];
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="keys-head">
      <h2 id="keys-head">{words.keys}</h2>
      <dl class="keys">
        {rows.map(([key, does]) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={close}>
        {words.close}
      </button>
    </dialog>
  );
}
