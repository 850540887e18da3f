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

  // An address as the number of its bits and its value; null where a text is none.
  const addressOf = text => {
    if (/^\d+(\.\d+){3}$/.test(text)) return [32, text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n)];
    if (!/^[0-9a-f]*:[0-9a-f:]*$/.test(text)) return null;
    const [head, tail] = text.split("::").map(half => half === "" ? [] : half.split(":"));
    const groups = tail === undefined ? head : [...head, ...Array(Math.max(0, 8 - head.length - tail.length)).fill("0"), ...tail];
    return groups.length === 8 ? [128, groups.reduce((sum, group) => sum * 65536n + BigInt("0x" + (group || "0")), 0n)] : null;
  };

  const prefixesOf = text => (text.match(/[0-9a-f.:]+\/\d+/g) ?? []).map(prefix => {
    const [address, length] = prefix.split("/");
    const known = addressOf(address);
    return known === null || Number(length) > known[0] ? null : [known[0], known[1], BigInt(known[0] - Number(length))];
  }).filter(prefix => prefix !== null);

  const isWithin = (address, part) => address !== null
    && part.prefixes.some(([bits, value, free]) => bits === address[0] && value >> free === address[1] >> free);

  // Prefixes are looked for when an address is.
  const searched = element => ({
    text: element.textContent.toLowerCase(),
    get prefixes() { return this.found ??= prefixesOf(this.text); },
  });

  const textOf = section => {
    const shared = [...section.querySelectorAll("a[data-part]")].map(link => {
      const id = link.dataset.part;
      if (!partText.has(id)) partText.set(id, searched(byId(id)));
      return partText.get(id);
    });
    return [searched(section), ...shared];
  };

  const filter = () => {
    const wanted = query.value.toLowerCase().split(/\s+/).filter(word => word !== "").map(word => ({ word, address: addressOf(word) }));
    if (wanted.length > 0) texts ??= sections.map(textOf);
    let count = 0;
    rows.forEach((row, i) => {
      const text = texts === null ? null : texts[i];
      const fits = (!only.checked || row.dataset.findings === "yes")
        && wanted.every(({ word, address }) => text.some(part => part.text.includes(word) || isWithin(address, part)));
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
