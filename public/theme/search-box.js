// Makes the box in the masthead the site's own, and loads the search when the box is used, not before.
const form = document.querySelector("form[data-search-script]");
if (form) {
  const { searchScript, searchIndex, searchPage } = form.dataset;
  const box = form.querySelector("input[type=search]");
  // Without scripts the form asks a web search engine.
  form.action = searchPage;
  for (const field of form.querySelectorAll("input[type=hidden]")) field.remove();
  box.name = "q";
  let search;
  const load = () => {
    search ??= import(searchScript).then(
      ({ start }) => start(form, new URL(searchIndex, location.href)),
      () => {
        search = undefined; // the next use tries again
      },
    );
  };
  form.addEventListener("focusin", load);
  if (document.getElementById("search-page")) load();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
