// What a page of the book can do beside being read: copy a listing, scroll by keyboard, and change the language where one is.

/** Texts for buttons, by the page's language. */
const WORDS = {
  en: { copy: 'Copy', copied: 'Copied' },
  'zh-Hans': { copy: '复制', copied: '已复制' },
};
const words = WORDS[document.documentElement.lang] ?? WORDS.en;

/** How long a button says that it has copied, in ms. */
const SAID_MS = 1500;

for (const pre of document.querySelectorAll('figure.listing pre')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = words.copy;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(`${pre.textContent}\n`);
    button.textContent = words.copied;
    setTimeout(() => {
      button.textContent = words.copy;
    }, SAID_MS);
  });
  // Beside the code, so that it is not copied with it, and doesn't scroll with it.
  const around = document.createElement('div');
  around.className = 'copying';
  pre.replaceWith(around);
  around.append(pre, button);
}

/** The link to the other language leads to the place that the address names. */
function followAnchor() {
  for (const link of document.querySelectorAll('.top .other')) link.hash = location.hash;
}

addEventListener('hashchange', followAnchor);
followAnchor();

/** What is wider than its place can be scrolled by keyboard: it is a stop for Tab then, and only then. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute('tabindex');
  }
});
for (const wide of document.querySelectorAll('pre, .scroll')) widths.observe(wide);
