
"use strict";
(() => {
  const one = (name) => document.getElementById(name);
  const root = document.documentElement;
  const theme = one("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const list = one("list");
  if (!list) return;
  const rows = [...list.tBodies];
  const filters = [...document.querySelectorAll("[data-filter]")];
  const search = one("search");
  const sort = one("sort");
  const leading = one("leading");
  const opener = one("open");
  const status = one("status");
  const total = status.textContent;
  const texts = new Map();
  const whole = (row) => {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  };
  const details = (row) => row.querySelector("details.finding");

  const orders = {
    rank: (a, b) => a.dataset.rank - b.dataset.rank,
    overdue: (a, b) => b.dataset.overdue - a.dataset.overdue,
    breaches: (a, b) => b.dataset.breaches - a.dataset.breaches,
    title: (a, b) => a.dataset.title.localeCompare(b.dataset.title),
    where: (a, b) => a.dataset.where.localeCompare(b.dataset.where),
  };

  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of rows) {
      const shown =
        filters.every((one) => !one.value || row.dataset[one.dataset.filter] === one.value) &&
        !(leading.checked && "consequence" in row.dataset) &&
        words.every((word) => whole(row).includes(word));
      row.hidden = !shown;
      left += shown;
    }
    const plain = left === rows.length && sort.value === "rank" && !words.length;
    const cut = words.length && list.dataset.cut ? ` ${list.dataset.cut} not on this page cannot be found here.` : "";
    status.textContent = plain ? total : `${left} of ${rows.length} findings shown, by ${sort.selectedOptions[0].text}.${cut}`;
    label();
  }
  function order() {
    rows.sort((a, b) => orders[sort.value](a, b) || orders.rank(a, b));
    list.append(...rows);
    apply();
  }
  function label() {
    const shown = rows.filter((row) => !row.hidden);
    opener.textContent = shown.length && shown.every((row) => details(row).open) ? "Close all" : "Open all";
  }
  function reveal() {
    const row = location.hash.startsWith("#f-") ? one(location.hash.slice(1)) : null;
    if (!row) return;
    if (row.hidden) clear();
    details(row).open = true;
    row.scrollIntoView();
  }
  function clear() {
    for (const each of filters) each.value = "";
    search.value = "";
    leading.checked = false;
    sort.value = "rank";
    order();
  }

  one("controls").hidden = false;
  for (const each of filters) each.addEventListener("change", apply);
  search.addEventListener("input", apply);
  leading.addEventListener("change", apply);
  sort.addEventListener("change", order);
  one("clear").addEventListener("click", () => { clear(); search.focus(); });
  opener.addEventListener("click", () => {
    const open = opener.textContent === "Open all";
    for (const row of rows) if (!row.hidden) details(row).open = open;
    label();
  });
  list.addEventListener("toggle", label, true);
  addEventListener("hashchange", reveal);
  reveal();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = rows.filter((row) => !row.hidden && !details(row).open);
    for (const row of closed) details(row).open = true;
  });
  addEventListener("afterprint", () => {
    for (const row of closed) details(row).open = false;
    closed = [];
  });
})();
