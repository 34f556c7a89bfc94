// Lets htmx write markup under `require-trusted-types-for 'script'`, and takes its evaluator away.
// The policy passes answers of our own origin only (htmx's fetch mode is "same-origin").
const policy = window.trustedTypes?.createPolicy("htmx", { createHTML: (html) => html });

const trust = {
  createHTML: (html) => policy?.createHTML(html) ?? html,
  createScript: () => "", // a fragment never brings a script
};

function refuseToEvaluate() {
  throw new Error("Expressions in hx- attributes are switched off.");
}

window.htmx?.registerExtension("devket-trust", {
  init: (api) => api.initSecurity(trust, refuseToEvaluate, refuseToEvaluate),
  // A bare `hx-post` goes where the button's form would have gone: one address, written once.
  htmx_config_request: (element, { ctx }) => {
    ctx.request.action ||= element.getAttribute("formaction") ?? element.getAttribute("action");
  },
});
