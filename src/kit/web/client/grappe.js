// Only improves: everything here also works without it.
const root = document.documentElement;
root.dataset.script = '';

/** @param {string} selector @param {(element: HTMLElement) => void} work */
const each = (selector, work) => {
  for (const element of document.querySelectorAll(selector)) work(/** @type {HTMLElement} */ (element));
};

// The theme changes at once; the server is told so that the next page opens in it.
each('[data-theme-form]', (form) => {
  form.addEventListener('change', () => {
    const chosen = new FormData(/** @type {HTMLFormElement} */ (form));
    const theme = String(chosen.get('theme'));
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    if (root.dataset.frScheme) Object.assign(root.dataset, { frScheme: theme, frTheme: theme });
    const scheme = document.querySelector('meta[name="color-scheme"]');
    scheme?.setAttribute('content', theme === 'system' ? 'light dark' : theme);
    fetch(form.getAttribute('action'), { method: 'POST', body: new URLSearchParams([...chosen]), redirect: 'manual' });
  });
});

// A drop-down closes on Escape and when the attention goes elsewhere.
each('details.gr-drop', (drop) => {
  drop.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !drop.open) return;
    drop.open = false;
    drop.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => {
    if (!drop.contains(event.target)) drop.open = false;
  });
  drop.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !drop.contains(event.relatedTarget)) drop.open = false;
  });
});

// After a refusal the reader is taken to what has to be corrected.
each('[data-focus]', (summary) => summary.focus());

// « / » goes to the search, unless one is writing.
document.addEventListener('keydown', (event) => {
  const writing = event.target.closest?.('input, textarea, select, [contenteditable]');
  if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector('[data-search]');
  const fold = document.querySelector('details.gr-fold');
  if (!search) return;
  event.preventDefault();
  if (fold?.checkVisibility()) fold.open = true;
  search.focus();
});

// What was typed and not sent is not lost without a question; the browser asks it in its own words.
let unsent = false;
each('form[data-guard]', (form) => {
  form.addEventListener('input', () => {
    unsent = true;
  });
});
// A form that saved itself has nothing left to lose.
document.addEventListener('grappe:saved', () => {
  unsent = false;
});
addEventListener('beforeunload', (event) => {
  if (unsent) event.preventDefault();
});

// An act that cannot be undone is asked twice, and a form is sent once.
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (form.dataset.sent || (question && !confirm(question))) return event.preventDefault();
  unsent = false;
  if (form.method !== 'post') return;
  form.dataset.sent = '';
  // The answer may be a file, which leaves the page where it is.
  setTimeout(() => delete form.dataset.sent, 5000);
});
addEventListener('pageshow', () => each('form[data-sent]', (form) => delete form.dataset.sent));

// Lists that stand whole on the page can be narrowed by typing.
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
each('[data-quick-filter]', (table) => {
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => ({ row, text: plain(row.textContent) }));
  if (rows.length < 12) return;
  const label = document.createElement('label');
  label.className = 'gr-quick-filter';
  label.textContent = table.dataset.quickFilter;
  const input = document.createElement('input');
  input.type = 'search';
  input.className = 'fr-input';
  label.append(input);
  const count = document.createElement('p');
  count.className = 'gr-table__note';
  count.setAttribute('role', 'status');
  table.before(label, count);
  input.addEventListener('input', () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown++;
    }
    count.textContent = `${shown} / ${rows.length}`;
  });
});

// A long work reports its progress; the page is read again when it is over.
each('[data-poll-href]', (piece) => {
  const bar = piece.querySelector('progress');
  const words = piece.querySelector('[data-poll-text]');
  const ask = async () => {
    try {
      const answer = await fetch(piece.dataset.pollHref, { headers: { accept: 'application/json' } });
      if (!answer.ok) return;
      const { done, total, text, finished } = await answer.json();
      if (bar) Object.assign(bar, { max: total, value: done });
      if (words && text && words.textContent !== text) words.textContent = text;
      if (finished) return location.reload();
    } catch {
      // The network may come back: asked again at the next turn.
    }
    setTimeout(ask, 1500);
  };
  setTimeout(ask, 800);
});
