/** Block Kit as the simulator knows it, as elements. Foreign text only ever becomes text nodes. */

/** @param {string} name @param {Record<string, string>} attributes @param {(Node | string)[]} children */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Our own dates are the one markup that cards hold. */
function readText({ type, text }) {
  if (type === "plain_text") return text;
  return text.replace(/<!date\^(\d+)\^[^|]*\|[^>]*>/g, (_, seconds) =>
    new Date(seconds * 1000).toLocaleString(),
  );
}

function renderRichText({ text, style = {} }) {
  let node = document.createTextNode(text);
  for (const [key, tag] of [
    ["code", "code"],
    ["bold", "strong"],
    ["italic", "em"],
    ["strike", "s"],
  ])
    if (style[key]) node = element(tag, {}, node);
  return node;
}

const renderers = {
  header: (block) => element("h3", {}, readText(block.text)),
  divider: () => element("hr"),
  section: (block, onAction) =>
    element(
      "div",
      { class: block.fields ? "fields" : block.accessory ? "accessory" : "section" },
      ...(block.text ? [element("p", {}, readText(block.text))] : []),
      ...(block.fields ?? []).map((field) => element("p", {}, readText(field))),
      ...(block.accessory ? [renderButton(block.accessory, onAction)] : []),
    ),
  context: (block) => element("p", { class: "context" }, ...block.elements.map(readText)),
  rich_text: (block) =>
    element(
      "div",
      { class: "rich" },
      ...block.elements.map(({ type, elements }) =>
        element(type === "rich_text_preformatted" ? "pre" : "p", {}, ...elements.map(renderRichText)),
      ),
    ),
  actions: (block, onAction) =>
    element("div", { class: "actions" }, ...block.elements.map((button) => renderButton(button, onAction))),
  input: (block) =>
    element(
      "label",
      { class: "input" },
      readText(block.label),
      element(
        "textarea",
        {
          name: block.element.action_id,
          minlength: String(block.element.min_length ?? 0),
          maxlength: String(block.element.max_length ?? 3000),
          required: "",
          rows: block.element.multiline ? "4" : "1",
        },
        block.element.initial_value ?? "",
      ),
      ...(block.hint ? [element("small", {}, readText(block.hint))] : []),
    ),
};

function renderButton({ text, style, action_id, accessibility_label, value }, onAction) {
  const button = element(
    "button",
    { type: "button", class: style ?? "", "data-action": action_id },
    text.text,
  );
  if (accessibility_label) button.setAttribute("aria-label", accessibility_label);
  button.addEventListener("click", () => onAction(action_id, value));
  return button;
}

/** @param {any[]} blocks @param {(action: string, value?: string) => void} onAction */
export function renderBlocks(blocks, onAction) {
  return blocks.map((block) => renderers[block.type](block, onAction));
}
