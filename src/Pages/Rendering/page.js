"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const query = byId("query"), only = byId("only-findings"), listed = byId("listed");
  const rows = [...byId("overview").tBodies[0].rows];
  const sections = rows.map(row => byId(row.dataset.for));
  const partText = new Map();
  let texts = null;

  // A shared part takes the place of the link to it.
  const fill = section => {
    for (const link of section.querySelectorAll("a[data-part]")) {
      const part = byId(link.dataset.part).querySelector(".body");
      const copy = document.createElement("div");
      copy.append(...[...part.childNodes].map(node => node.cloneNode(true)));
      link.closest("p").replaceWith(copy);
    }
  };

  const textOf = section => {
    const shared = [...section.querySelectorAll("a[data-part]")].map(link => {
      const id = link.dataset.part;
      if (!partText.has(id)) partText.set(id, byId(id).textContent.toLowerCase());
      return partText.get(id);
    });
    return { own: section.textContent.toLowerCase(), shared };
  };

  const filter = () => {
    const wanted = query.value.toLowerCase().split(/\s+/).filter(word => word !== "");
    if (wanted.length > 0) texts ??= sections.map(textOf);
    let count = 0;
    rows.forEach((row, i) => {
      const text = texts === null ? null : texts[i];
      const fits = (!only.checked || row.dataset.findings === "yes")
        && wanted.every(word => text.own.includes(word) || text.shared.some(part => part.includes(word)));
      row.hidden = sections[i].hidden = !fits;
      if (fits) count++;
    });
    listed.textContent = listed.dataset.form.replace("#", String(count));
  };

  const openTarget = () => {
    const target = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    if (target instanceof HTMLDetailsElement) target.open = true;
  };

  for (const section of sections) section.addEventListener("toggle", () => { if (section.open) fill(section); });
  query.addEventListener("input", filter);
  only.addEventListener("change", filter);
  byId("open-all").addEventListener("click", () => { for (const section of sections) if (!section.hidden) section.open = true; });
  byId("close-all").addEventListener("click", () => { for (const section of sections) section.open = false; });
  addEventListener("hashchange", openTarget);
  document.querySelector(".filter").hidden = false;
  filter();
  openTarget();
})();
