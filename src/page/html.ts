/** Markup that is ready to be written: only `el`, `join` and `shell` make it, so that no text goes out unescaped. */
export interface Html {
  readonly html: string;
}

export type Child = Html | string;

/** Escapes a text for HTML, in content and in double-quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const VOID = new Set(["br", "col", "hr", "img", "meta", "wbr"]);

/**
 * An element. Strings among the children are escaped; attributes that are `undefined` are left out.
 *
 * @example el("bdi", { class: "name" }, "a < b") // <bdi class="name">a &lt; b</bdi>
 */
export function el(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  ...children: readonly Child[]
): Html {
  const written = Object.entries(attributes)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join("");
  if (VOID.has(name)) return { html: `<${name}${written}>` };
  return { html: `<${name}${written}>${join(children).html}</${name}>` };
}

/** Children one after the other, with an optional text between them. */
export function join(children: readonly Child[], between = ""): Html {
  const parts = children.map((child) => (typeof child === "string" ? escapeHtml(child) : child.html));
  return { html: parts.join(escapeHtml(between)) };
}
