// How the overlay and the bar look. They are constructed style sheets: a page's policy against inline styles allows them.

const COLOURS = `
:host { all: initial; color-scheme: light dark;
  --ground: #fff; --ink: #1b1b1f; --soft: #5c5c66; --line: #d8d8de; --wrong: #b3261e; --note: #8a5a00; --link: #0b57d0; }
@media (prefers-color-scheme: dark) { :host {
  --ground: #1e1f24; --ink: #ececf1; --soft: #a9a9b4; --line: #44454d; --wrong: #ff8a80; --note: #ffca6b; --link: #9ec2ff; } }
@media print { :host { display: none; } }
* { box-sizing: border-box; }
h2, p, pre, ul, dl, dd { margin: 0; }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
`;

export const OVERLAY_STYLES = `${COLOURS}
section { position: fixed; inset: 0; z-index: 2147483647; margin: auto; width: min(60rem, 100vw - 2rem); height: fit-content;
  max-height: calc(100vh - 2rem); overflow: auto; background: var(--ground); color: var(--ink); border: 1px solid var(--line);
  border-top: 4px solid var(--wrong); border-radius: 8px; box-shadow: 0 12px 48px #0008; font: 15px/1.5 system-ui, sans-serif; }
header, footer, article { padding: 12px 20px; }
header { display: flex; justify-content: space-between; align-items: baseline; padding-bottom: 0; }
h2 { font-size: 1.1rem; color: var(--wrong); }
article + article { border-top: 1px solid var(--line); }
pre { font: 13px/1.6 ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.frame { color: var(--soft); }
.error { color: var(--wrong); } .warning { color: var(--note); } .arrow { color: var(--link); }
.place { font-weight: 700; color: var(--link); }
article p { display: flex; flex-wrap: wrap; gap: 8px 16px; margin-top: 8px; }
a, .open { color: var(--link); text-decoration: underline; min-height: 24px; }
footer { color: var(--soft); font-size: .85rem; border-top: 1px solid var(--line); }
.close { min-width: 48px; min-height: 32px; color: var(--soft); }
`;

export const BAR_STYLES = `${COLOURS}
:host { font: 13px/1.4 system-ui, sans-serif; color: var(--ink); }
aside, .dot { position: fixed; z-index: 2147483646; bottom: 12px; right: 12px; background: var(--ground); color: var(--ink);
  border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 2px 12px #0004; }
aside { display: flex; align-items: flex-end; gap: 8px; max-width: min(44rem, calc(100vw - 24px)); padding: 0 4px 0 12px; }
details { min-width: 0; }
details[open] { padding-top: 8px; display: flex; flex-direction: column-reverse; }
summary { display: flex; align-items: center; gap: 10px; min-height: 32px; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.source { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; direction: rtl; unicode-bidi: plaintext; }
.time { color: var(--soft); white-space: nowrap; }
.mark { background: var(--note); color: var(--ground); border-radius: 4px; padding: 1px 6px; white-space: nowrap; }
.errors { color: var(--wrong); white-space: nowrap; min-height: 32px; text-decoration: underline; }
.lost { color: var(--wrong); white-space: nowrap; line-height: 32px; }
.fold { min-width: 32px; min-height: 32px; font-size: 18px; color: var(--soft); }
.dot { width: 32px; height: 32px; font: 700 15px/1 Georgia, serif; text-align: center; }
.dot.wrong, .dot.lost { color: var(--wrong); border-color: var(--wrong); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 12px; max-height: 50vh; overflow: auto; padding-bottom: 8px; }
dt { color: var(--soft); } dd { overflow-wrap: anywhere; }
.file { color: var(--link); text-decoration: underline; text-align: start; overflow-wrap: anywhere; min-height: 24px; }
.missing { position: fixed; z-index: 2147483645; bottom: 60px; right: 12px; width: min(36rem, calc(100vw - 24px)); max-height: 60vh; overflow: auto;
  background: var(--ground); border: 1px solid var(--line); border-radius: 8px; box-shadow: 0 2px 12px #0004; padding: 12px 16px; }
.missing h2 { font-size: 1rem; margin-bottom: 4px; } .missing h2:not(:first-child) { margin-top: 12px; }
.missing ul { padding-left: 18px; } .missing li { padding: 3px 0; overflow-wrap: anywhere; } .missing a { color: var(--link); }
.missing pre { font: 12px/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--soft); margin: 4px 0 8px; }
`;
