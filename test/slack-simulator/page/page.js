import { element, renderBlocks } from "./blocks.js";

const people = document.querySelector("#user");
const messages = document.querySelector("#messages");
const narration = document.querySelector("#narration");
const modal = document.querySelector("#modal");
const home = document.querySelector("#home");
const tabs = { channel: document.querySelector("#to-channel"), home: document.querySelector("#to-home") };
let shown = {};

async function act(path, input = {}) {
  const body = JSON.stringify({ user: people.value, ...input });
  await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body });
  await look();
}

async function look() {
  const state = await (await fetch(`/state?user=${encodeURIComponent(people.value)}`)).json();
  whenChanged("users", state.users, showPeople);
  whenChanged("messages", [state.messages, state.ephemerals], () => showMessages(state));
  whenChanged("narration", state.narration, (lines) =>
    narration.replaceChildren(...lines.map((line) => element("li", {}, line))),
  );
  whenChanged("home", state.home ?? null, showHome);
  whenChanged("view", state.view ?? null, showModal);
}

/** Redraws only what is new, so that focus and half-written texts stay. */
function whenChanged(name, value, show) {
  const text = JSON.stringify(value);
  if (shown[name] === text) return;
  shown[name] = text;
  show(value);
}

function showPeople(users) {
  const chosen = people.value;
  people.replaceChildren(...users.map(({ id, name }) => element("option", { value: id }, name)));
  if (chosen) people.value = chosen;
}

function showMessages({ messages: all, ephemerals }) {
  const focused = document.activeElement?.closest("[data-ts]")?.dataset.ts;
  const action = document.activeElement?.dataset?.action;
  const posted = all.map((message) =>
    element(
      "article",
      { "data-ts": message.ts, class: message.thread_ts ? "reply" : "" },
      ...renderBlocks(message.blocks, (clicked) => act("/click", { ts: message.ts, action: clicked })),
    ),
  );
  const whispered = ephemerals
    .slice(-2)
    .map((message) =>
      element(
        "article",
        { class: "ephemeral" },
        element("small", {}, "Only visible to you"),
        ...renderBlocks(message.blocks),
      ),
    );
  messages.replaceChildren(...posted, ...whispered);
  if (focused) messages.querySelector(`[data-ts="${focused}"] [data-action="${action}"]`)?.focus();
}

function showHome(view) {
  const blocks = view?.blocks ?? [];
  const drawn = element(
    "article",
    {},
    ...renderBlocks(blocks, (action, value) => act("/click-in-home", { action, value })),
  );
  home.replaceChildren(drawn);
}

function goTo(tab) {
  for (const [name, button] of Object.entries(tabs))
    button.setAttribute("aria-pressed", String(name === tab));
  home.hidden = tab !== "home";
  messages.hidden = tab !== "channel";
  if (tab === "home") act("/home");
}
tabs.channel.addEventListener("click", () => goTo("channel"));
tabs.home.addEventListener("click", () => goTo("home"));

function showModal(opened) {
  if (opened === null) return modal.close();
  const { view } = opened;
  const form = element(
    "form",
    { method: "dialog" },
    element("h2", {}, view.title.text),
    ...renderBlocks(view.blocks, (action, value) => act("/click-in-view", { action, value })),
    element(
      "div",
      { class: "actions" },
      ...(view.submit
        ? [element("button", { type: "submit", class: "primary", "data-action": "submit" }, view.submit.text)]
        : []),
      element("button", { type: "button", "data-action": "close" }, view.close?.text ?? "Close"),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act("/submit", { values: Object.fromEntries(new FormData(form)) });
  });
  form.querySelector('[data-action="close"]').addEventListener("click", () => act("/close"));
  modal.replaceChildren(form);
  if (!modal.open) modal.showModal();
  form.querySelector("textarea, button")?.focus();
}

modal.addEventListener("cancel", () => act("/close"));
people.addEventListener("change", () => {
  shown = { users: shown.users };
  if (home.hidden) look();
  else act("/home");
});
await look();
setInterval(() => look().catch(() => {}), 700);
