"use strict";
(() => {
  const byId = id => document.getElementById(id);
  const query = byId("query"), only = byId("only-findings"), listed = byId("listed"), overview = byId("overview");
  const blocks = document.getElementsByClassName("hundred");
  let entries = null;

  // The rows with their sections are looked up at the first use: opening the page of a thousand does not wait for that.
  const instances = () => entries ??=
    [...overview.querySelectorAll("tbody tr")].map(row => ({ row, section: byId(row.dataset.for), texts: null }));
  const partText = new Map();

  // The headings of shared parts are links to them.
  const linksIn = section => [...section.querySelectorAll("h4 > a")];
  const partOf = link => byId(link.hash.slice(1));

  // A shared part is copied to where it is looked for.
  const fill = section => {
    for (const link of linksIn(section)) {
      const copy = document.createElement("div");
      copy.append(...[...partOf(link).querySelector(".body").childNodes].map(node => node.cloneNode(true)));
      link.parentElement.after(copy);
      link.replaceWith(link.textContent);
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

  const textsOf = section => [searched(section), ...linksIn(section).map(link => {
    const part = partOf(link);
    if (!partText.has(part)) partText.set(part, searched(part));
    return partText.get(part);
  })];

  const tell = count => { listed.textContent = listed.dataset.form.replace("#", String(count)); };

  const filter = () => {
    const wanted = query.value.toLowerCase().split(/\s+/).filter(word => word !== "").map(word => ({ word, address: addressOf(word) }));
    let count = 0;
    for (const instance of instances()) {
      if (wanted.length > 0) instance.texts ??= textsOf(instance.section);
      const fits = (!only.checked || instance.row.dataset.findings === "yes")
        && wanted.every(({ word, address }) => instance.texts.some(part => part.text.includes(word) || isWithin(address, part)));
      instance.row.hidden = instance.section.hidden = !fits;
      if (fits) count++;
    }
    // Where nothing of a block is left, nothing is as high as all of it.
    for (const block of blocks) block.hidden = [...block.children].every(child => child.hidden);
    tell(count);
  };

  const openTarget = () => {
    const target = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    if (!(target instanceof HTMLDetailsElement)) return;
    target.open = true;
    // What was laid out on the way to it may have moved it.
    target.scrollIntoView();
  };

  const isSection = element => element instanceof HTMLDetailsElement && element.classList.contains("instance");
  document.addEventListener("toggle", event => { if (isSection(event.target) && event.target.open) fill(event.target); }, true);
  query.addEventListener("input", filter);
  only.addEventListener("change", filter);
  byId("open-all").addEventListener("click", () => { for (const { section } of instances()) if (!section.hidden) section.open = true; });
  byId("close-all").addEventListener("click", () => { for (const { section } of instances()) section.open = false; });
  addEventListener("hashchange", openTarget);
  document.querySelector(".filter").hidden = false;
  tell(overview.rows.length - 1);
  openTarget();
})();
