// Work that goes on beside the pages: its state is asked for every second and a half; once it is over the page is read anew.

const PAUSE = 1500;

/** Keep a `[data-progress]` box up to date with the address it names. */
export function progress(box: HTMLElement): void {
  const ask = async (): Promise<void> => {
    try {
      const told = await fetch(box.dataset["progress"] ?? "", { headers: { "HX-Request": "true" } });
      if (told.headers.has("HX-Refresh")) return location.reload();
      if (told.ok) box.innerHTML = await told.text();
    } catch {
      // the server may be starting anew; it is asked again
    }
    window.setTimeout(() => void ask(), PAUSE);
  };
  window.setTimeout(() => void ask(), PAUSE);
}
