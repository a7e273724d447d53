// A part of a page that says how far something is asks again by itself until there is nothing left to wait for.
const EVERY = 1000;

/** Keep every part with an address to ask up to date; the rest of the page stays as it is. */
export function polling(page: Document): void {
  for (const part of page.querySelectorAll<HTMLElement>("[data-poll][id]")) void wait(part);
}

async function wait(part: HTMLElement): Promise<void> {
  const address = part.dataset["poll"];
  if (!address) return;
  await new Promise((done) => setTimeout(done, EVERY));
  const fresh = await asked(address, part.id);
  if (!fresh) return wait(part);
  part.replaceWith(fresh);
  const goal = fresh.dataset["goesTo"];
  if (goal && /^\/[^/]/.test(goal)) return location.assign(goal);
  return wait(fresh);
}

async function asked(address: string, id: string): Promise<HTMLElement | null> {
  try {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  } catch {
    return null; // the network is away for a moment
  }
}
