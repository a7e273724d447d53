// The cells of the entry grid as they lie on the page: where each stands, what it says, how it looks.

export interface Box {
  readonly address: string;
  readonly cell: HTMLElement;
  readonly input: HTMLInputElement;
  readonly row: number;
  readonly column: number;
  /** The version of the cell this page knows of, and what it said. */
  base: number;
  saved: string;
}

export type Status = "" | "typing" | "kept" | "saved" | "checked" | "conflict" | "refused";

export class Grid {
  readonly boxes: Box[] = [];
  private readonly at = new Map<string, Box>();
  private readonly lines: Box[][] = [];

  constructor(readonly root: HTMLElement) {
    for (const line of root.querySelectorAll<HTMLTableRowElement>("tbody tr[data-row]")) {
      const boxes = [...line.querySelectorAll<HTMLElement>("[data-cell]")].map((cell, column) =>
        this.box(cell, this.lines.length, column),
      );
      this.lines.push(boxes);
    }
  }

  private box(cell: HTMLElement, row: number, column: number): Box {
    const input = cell.querySelector("input") as HTMLInputElement;
    const [address, base] = [cell.dataset["cell"] ?? "", Number(cell.dataset["base"] ?? 0)];
    const box = { address, cell, input, row, column, base, saved: input.defaultValue };
    this.boxes.push(box);
    this.at.set(address, box);
    return box;
  }

  find(address: string): Box | undefined {
    return this.at.get(address);
  }

  of(input: EventTarget | null): Box | undefined {
    const cell = input instanceof HTMLInputElement ? input.closest<HTMLElement>("[data-cell]") : null;
    return cell ? this.at.get(cell.dataset["cell"] ?? "") : undefined;
  }

  beside(row: number, column: number): Box | undefined {
    return this.lines[row]?.[column];
  }

  /** The boxes of the rectangle between two, row by row. */
  between(one: Box, other: Box): Box[][] {
    const [top, bottom] = [Math.min(one.row, other.row), Math.max(one.row, other.row)];
    const [left, right] = [Math.min(one.column, other.column), Math.max(one.column, other.column)];
    return this.lines.slice(top, bottom + 1).map((line) => line.slice(left, right + 1));
  }

  /** Show where a cell stands on its way from the fingers to the server. */
  mark(box: Box, status: Status): void {
    if (status) box.cell.dataset["status"] = status;
    else delete box.cell.dataset["status"];
    const said = box.cell.querySelector(".status");
    if (said) said.textContent = status ? (this.root.dataset[status] ?? "") : "";
  }

  /** Put in what the server holds. */
  settle(box: Box, version: number, text: string): void {
    box.base = version;
    box.saved = text;
    box.input.value = text;
  }

  firstEmpty(): Box | undefined {
    return this.boxes.find((box) => box.input.value === "" && !box.input.readOnly);
  }
}
