/** The borders of a piece on its page, to be moved by pointer or by keys. */

import { useRef } from "preact/hooks";
import type { Piece } from "./data";
import { type Axis, type Draft, moved, room } from "./structure";
import type { Words } from "./words";

interface Props {
  piece: Piece;
  draft: Draft;
  change: (draft: Draft) => void;
  width: number;
  height: number;
  words: Words;
}

const STEP = 0.5;
const STRIDE = 5;
const rounded = (at: number) => Math.round(at * 10) / 10;

export function Borders(props: Props) {
  const { piece, draft, change, width, height } = props;
  const add = (event: MouseEvent) => {
    const sheet = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const at = rounded(piece.box[0] + ((event.clientX - sheet.left) / sheet.width) * (piece.box[2] - piece.box[0]));
    change({ ...draft, column: [...draft.column, { from: null, at }] });
  };
  const [x0, top, x1, bottom] = piece.box;
  const place = {
    left: `${(x0 / width) * 100}%`,
    top: `${(top / height) * 100}%`,
    width: `${((x1 - x0) / width) * 100}%`,
    height: `${((bottom - top) / height) * 100}%`,
  };
  return (
    <div class="borders" style={place} onDblClick={add}>
      {(["column", "row"] as const).flatMap((axis) =>
        draft[axis].map((border, k) => border.at !== null && <Handle {...props} axis={axis} k={k} at={border.at} key={`${axis}-${border.from}-${k}`} />),
      )}
    </div>
  );
}

function Handle({ piece, draft, change, words, axis, k, at }: Props & { axis: Axis; k: number; at: number }) {
  const held = useRef(false);
  const [low, high] = axis === "column" ? [piece.box[0], piece.box[2]] : [piece.box[1], piece.box[3]];
  const [least, most] = room(draft[axis], k, low, high);
  const set = (to: number | null) =>
    change({ ...draft, [axis]: moved(draft[axis], k, to === null ? null : rounded(Math.min(Math.max(to, least), most))) });
  const pressed = (event: KeyboardEvent) => {
    const back = axis === "column" ? "ArrowLeft" : "ArrowUp";
    const on = axis === "column" ? "ArrowRight" : "ArrowDown";
    const by = event.shiftKey ? STRIDE : STEP;
    if (event.key === back) set(at - by);
    else if (event.key === on) set(at + by);
    else if (event.key === "Delete" || event.key === "Backspace") set(null);
    else if (event.key === "+") change({ ...draft, [axis]: [...draft[axis], { from: null, at: rounded((at + most) / 2) }] });
    else if (event.key === "Enter") document.querySelector<HTMLElement>(".build [name=why]")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const dragged = (event: PointerEvent) => {
    if (!held.current) return;
    const frame = (event.currentTarget as HTMLElement).parentElement!.getBoundingClientRect();
    const part = axis === "column" ? (event.clientX - frame.left) / frame.width : (event.clientY - frame.top) / frame.height;
    set(low + part * (high - low));
  };
  const share = `${((at - low) / (high - low)) * 100}%`;
  return (
    <div
      class={`border ${axis}${draft[axis][k]!.from === at ? "" : " changed"}`}
      role="slider"
      tabIndex={0}
      aria-label={`${axis === "column" ? words.columnBorder : words.rowBorder} ${k + 1}`}
      aria-orientation={axis === "column" ? "horizontal" : "vertical"}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={at}
      style={axis === "column" ? { left: share } : { top: share }}
      onKeyDown={pressed}
      onPointerDown={(event) => {
        held.current = true;
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      }}
      onPointerMove={dragged}
      onPointerUp={() => (held.current = false)}
      onDblClick={(event) => event.stopPropagation()}
    />
  );
}
