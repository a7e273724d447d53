// The keys of the scoring desk: up and down change the unit, [ and ] the item; Enter keeps, as in any form.
const inputs = (desk: ParentNode): HTMLElement[] => [...desk.querySelectorAll<HTMLElement>("[data-mark]")];

export function judging(desk: HTMLElement): void {
  const root = desk.matches("form") ? document : desk;
  root.addEventListener("keydown", (event) => {
    const key = (event as KeyboardEvent).key;
    const from = event.target as HTMLElement;
    if (from.matches("input[data-mark]") && (key === "ArrowDown" || key === "ArrowUp")) {
      const all = inputs(root);
      const next = all[all.indexOf(from) + (key === "ArrowDown" ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
        if (next instanceof HTMLInputElement) next.select();
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "[" && event.key !== "]") return;
    if ((event.target as HTMLElement).matches("input[name^=reason], textarea")) return;
    const link = root.querySelector<HTMLAnchorElement>(event.key === "[" ? "[data-earlier]" : "[data-later]");
    if (link) {
      event.preventDefault();
      link.click();
    }
  });
  const first = inputs(root).find((one) => (one as HTMLInputElement).value === "");
  first?.focus();
}
