// <save-confirm>: fills the form in from the address where no server did, without a connection.
customElements.define("save-confirm", class extends HTMLElement {
  connectedCallback() {
    const { url } = this.querySelector("form").elements;
    const given = new URLSearchParams(location.search);
    const words = ["url", "text", "title"].map((name) => given.get(name)).join(" ");
    url.value ||= /https?:\/\/\S+/i.exec(words)?.[0] ?? words.trim();
  }
});
