// The entry grid from the keyboard, as in a spreadsheet: move, edit, undo, fill down, copy and paste blocks.
import type { Box, Grid } from "./entry_grid";

interface Change {
  readonly box: Box;
  readonly before: string;
  readonly after: string;
}

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export class Keys {
  private readonly done: Change[][] = [];
  private undone: Change[][] = [];
  /** Whether arrows move the caret (F2) instead of going to the next cell. */
  private within = false;
  private before = "";
  private anchor: Box | undefined;
  private chosen: Box[][] = [];

  constructor(
    private readonly grid: Grid,
    private readonly typed: (box: Box) => void,
    private readonly left: () => void,
    private readonly tell: (spilt: number) => void,
  ) {
    grid.root.addEventListener("focusin", (event) => this.entered(event));
    grid.root.addEventListener("focusout", (event) => this.leave(event));
    grid.root.addEventListener("input", (event) => this.input(event));
    grid.root.addEventListener("keydown", (event) => this.pressed(event));
    grid.root.addEventListener("dblclick", (event) => (this.within = this.grid.of(event.target) !== undefined));
    grid.root.addEventListener("paste", (event) => this.paste(event));
    grid.root.addEventListener("copy", (event) => this.copy(event));
  }

  private entered(event: FocusEvent): void {
    const box = this.grid.of(event.target);
    if (!box) return;
    [this.within, this.before] = [false, box.input.value];
    box.input.select();
    if (!this.chosen.flat().includes(box)) this.choose(box, box);
  }

  private leave(event: FocusEvent): void {
    const box = this.grid.of(event.target);
    if (!box) return;
    this.commit(box);
    this.left();
  }

  private input(event: Event): void {
    const box = this.grid.of(event.target);
    if (box) this.typed(box);
  }

  private commit(box: Box): void {
    if (box.input.value === this.before) return;
    this.remember([{ box, before: this.before, after: box.input.value }]);
    this.before = box.input.value;
  }

  private remember(changes: Change[]): void {
    const real = changes.filter((one) => one.before !== one.after);
    if (!real.length) return;
    this.done.push(real);
    this.undone = [];
  }

  private pressed(event: KeyboardEvent): void {
    const box = this.grid.of(event.target);
    if (!box || event.isComposing || event.altKey) return;
    const handled = event.ctrlKey || event.metaKey ? this.command(event, box) : this.key(event, box);
    if (handled) event.preventDefault();
  }

  private command(event: KeyboardEvent, box: Box): boolean {
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") {
      this.commit(box);
      const forward = key === "y" || event.shiftKey;
      this.turn(forward ? this.undone : this.done, forward ? this.done : this.undone, forward);
      return true;
    }
    if (key === "d") {
      this.fillDown(box);
      return true;
    }
    return false;
  }

  private turn(from: Change[][], to: Change[][], forward: boolean): void {
    const changes = from.pop();
    if (!changes) return;
    to.push(changes);
    for (const one of changes) this.put(one.box, forward ? one.after : one.before);
    const box = changes[0]?.box;
    if (!box) return;
    box.input.focus();
    this.before = box.input.value;
    box.input.select();
    this.left();
  }

  private put(box: Box, text: string): void {
    if (box.input.readOnly) return;
    box.input.value = text;
    this.typed(box);
  }

  private key(event: KeyboardEvent, box: Box): boolean {
    const step = ARROWS[event.key];
    if (step && !(this.within && step[0] === 0)) return this.move(box, step, event.shiftKey);
    if (event.key === "Enter") return this.move(box, [event.shiftKey ? -1 : 1, 0], false);
    if (event.key === "F2") return this.edit(box);
    if (event.key === "Escape") return this.restore(box);
    if (event.key === "Delete" && !this.within) return this.clear();
    return false;
  }

  private move(box: Box, [down, right]: readonly [number, number], extend: boolean): boolean {
    const next = this.grid.beside(box.row + down, box.column + right);
    if (!next) return true;
    const anchor = extend ? (this.anchor ?? box) : next;
    this.choose(anchor, next);
    next.input.focus();
    next.cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }

  private edit(box: Box): boolean {
    this.within = true;
    box.input.setSelectionRange(box.input.value.length, box.input.value.length);
    return true;
  }

  private restore(box: Box): boolean {
    if (box.input.value !== this.before) this.put(box, this.before);
    this.within = false;
    box.input.select();
    return true;
  }

  private choose(anchor: Box, other: Box): void {
    for (const box of this.chosen.flat()) box.cell.classList.remove("chosen");
    this.anchor = anchor;
    this.chosen = this.grid.between(anchor, other);
    const many = this.chosen.flat();
    if (many.length > 1) for (const box of many) box.cell.classList.add("chosen");
  }

  private clear(): boolean {
    const many = this.chosen.flat();
    if (many.length < 2) return false;
    this.change(many.map((box) => [box, ""]));
    return true;
  }

  /** Give cells new texts as one step that can be taken back. */
  private change(pairs: [Box, string][]): void {
    const open = pairs.filter(([box]) => !box.input.readOnly);
    this.remember(open.map(([box, after]) => ({ box, before: box.input.value, after })));
    for (const [box, after] of open) this.put(box, after);
    const here = this.grid.of(document.activeElement);
    if (here) this.before = here.input.value;
    this.left();
  }

  /** Fill the chosen block from its first row; of one cell alone, from the one above it. */
  private fillDown(box: Box): void {
    this.commit(box);
    const rows = this.chosen.length > 1 ? this.chosen : this.grid.between(this.grid.beside(box.row - 1, box.column) ?? box, box);
    const [first, ...others] = rows;
    this.change(others.flatMap((line) => line.map((one, at): [Box, string] => [one, first?.[at]?.input.value ?? ""])));
  }

  private paste(event: ClipboardEvent): void {
    const [box, text] = [this.grid.of(event.target), event.clipboardData?.getData("text/plain") ?? ""];
    const block = cellsOf(text);
    if (!box || (block.length < 2 && (block[0]?.length ?? 0) < 2 && this.within)) return;
    event.preventDefault();
    this.commit(box);
    let spilt = 0;
    const pairs: [Box, string][] = [];
    block.forEach((line, down) =>
      line.forEach((word, right) => {
        const there = this.grid.beside(box.row + down, box.column + right);
        if (there && !there.input.readOnly) pairs.push([there, word]);
        else spilt += word ? 1 : 0;
      }),
    );
    this.change(pairs);
    this.tell(spilt);
  }

  private copy(event: ClipboardEvent): void {
    if (this.chosen.flat().length < 2 || !this.grid.of(event.target)) return;
    event.preventDefault();
    const text = this.chosen.map((line) => line.map((box) => box.input.value).join("\t")).join("\n");
    event.clipboardData?.setData("text/plain", text);
  }
}

/** The cells of a block as spreadsheets put it on the clipboard: tabs, lines, quotes around what holds either. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const parts = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(/("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/g);
  for (const [whole, word = "", end] of parts) {
    if (whole === "" && rows.at(-1)?.length) break;
    rows.at(-1)?.push(word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"').trim() : word.trim());
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows;
}
