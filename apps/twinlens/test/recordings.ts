/** Pages that are hard to record, and what has to be seen of each; for Playwright and Cypress alike. */

export interface Recording {
  component: string;
  /** Below the root of the site. */
  path: string;
  /** What is recorded of the page. */
  selector: string;
  snapshotStrategy?: 'hoist' | 'clip';
  targets?: string[];
  /** Colours at "x,y" of the picture. */
  colors: Record<string, string>;
  /** "width x height" of the picture, where it says something. */
  size?: string;
}

const [red, green, blue, yellow, gray] = ['#aa0000', '#00aa00', '#0000aa', '#aaaa00', '#808080'];
const white = '#ffffff';

const style = `<style>
  body { margin: 0 }
  .bar { width: 100px; height: 20px }
  .bad { position: fixed; inset: 0; background: #000; z-index: 9 }
</style>`;

const page = (content: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Page</title>${style}</head><body>${content}</body></html>`;

const bar = (color: string, more = '') =>
  `<div class="bar" style="background:${color}" ${more}></div>`;

const square = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="${color}"/></svg>`;

/** Does nothing on the site, and covers everything where the recorded page is shown. */
const hostile = `if (!location.pathname.endsWith('.html')) document.body.innerHTML = '<div class=bad></div>'`;

/** Files by path. */
export const site: Record<string, string> = {
  'style-sheets.html': page(`
    <link rel="stylesheet" href="css/site.css">
    <style>.styled { background: ${green} }</style>
    <style id="inserted"></style>
    <div id="all">
      <div class="bar linked"></div><div class="bar styled"></div>
      <div class="bar adopted"></div><div class="bar inserted"></div><div class="bar tiled"></div>
    </div>
    <script>
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.adopted { background: ${blue}; }');
      document.adoptedStyleSheets = [sheet];
      document.querySelector('#inserted').sheet.insertRule('.inserted { background: ${yellow}; }');
    </script>`),
  'css/site.css': `.linked { background: ${red} } .tiled { background: url("../img/tile.svg") }`,
  'img/tile.svg': square(gray),

  // Recorded beside the page above: its rules are not those of the other.
  'other-style-sheet.html': page(`
    <style>.styled, .linked { background: ${gray} !important }</style>
    <div id="all"><div class="bar styled"></div></div>`),

  'shadow-roots.html': page(`
    <style>.top, .deep { background: black !important } .slotted { background: ${green} }</style>
    <outer-card id="all"><div slot="in" class="bar slotted"></div><inner-card></inner-card></outer-card>
    <script>
      const open = (name, fill) => customElements.define(name, class extends HTMLElement {
        connectedCallback() { fill(this.attachShadow({ mode: 'open' })) }
      });
      open('inner-card', (root) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.deep { width: 100px; height: 20px; background: ${blue}; }');
        root.adoptedStyleSheets = [sheet];
        root.innerHTML = '<div class="deep"></div>';
      });
      open('outer-card', (root) => {
        root.innerHTML = '<style>:host { display: block; width: 100px }' +
          '.top { height: 20px; background: ${red} }' +
          'hidden-card { display: block; height: 20px }</style>' +
          '<div class="top"></div><slot name="in"></slot><slot></slot><hidden-card></hidden-card>';
      });
      open('hidden-card', (root) => { root.innerHTML = '<div style="height:20px;background:${red}"></div>' });
    </script>`),

  'dialog.html': page(`
    <style>dialog::backdrop { background: ${red} }</style>
    <main style="width:400px;height:300px;background:${green}"></main>
    <dialog style="border:0;padding:0;width:100px;height:60px;background:${blue}"></dialog>
    <script>document.querySelector('dialog').showModal()</script>`),

  'scroll.html': page(`
    <div id="all">
      <div id="down" style="overflow:hidden;width:100px;height:20px">${bar(red)}${bar(green)}${bar(red)}</div>
      <div id="right" style="overflow:auto;scrollbar-width:none;width:100px;height:20px">
        <div style="width:200px;display:flex">${bar(red)}${bar(blue)}</div>
      </div>
    </div>
    <script>
      document.querySelector('#down').scrollTop = 20;
      document.querySelector('#right').scrollLeft = 100;
    </script>`),

  'frame.html': page(`
    <style>
      .inner { width: 100px; height: 60px; background: ${red} }
      .frame { padding: 50px } .frame .inner { background: ${green} }
    </style>
    <div class="frame"><div class="inner"></div></div>
    <script>${hostile}</script>`),

  'scripts.html': page(`
    <div id="all">
      ${bar(green)}
      <script>${hostile}</script>
      <img alt="" src="data:image/png,broken" onerror="${hostile}" style="display:none">
      <svg style="display:none" onload="${hostile}"></svg>
      <iframe style="display:none" srcdoc="<script>if (parent.location.pathname === '/') parent.document.body.innerHTML = ''</script>"></iframe>
      <iframe style="display:none" src="/framed.html"></iframe>
    </div>`),
  'framed.html': `<script>if (top.location.pathname === '/') top.document.body.innerHTML = ''</script>`,

  'canvas.html': page(`
    <canvas id="all" width="400" height="300"></canvas>
    <script>
      const canvas = document.querySelector('canvas');
      const context = canvas.getContext('2d');
      const noise = context.createImageData(400, 300);
      // As a PNG it is longer than what the client for Cypress sends at once.
      for (let at = 0, value = 1; at < noise.data.length; at++) {
        value = (value * 16807) % 2147483647;
        noise.data[at] = at % 4 === 3 ? 255 : value % 256;
      }
      context.putImageData(noise, 0, 0);
      context.fillStyle = '${red}';
      context.fillRect(0, 0, 50, 50);
      context.fillStyle = '${blue}';
      context.fillRect(350, 250, 50, 50);
    </script>`),

  'deep/images.html': page(`
    <style>#all > * { display: block; width: 20px; height: 20px }</style>
    <div id="all">
      <img alt="" src="/img/absolute.svg"><img alt="" src="../img/parent.svg">
      <img alt="" src="img/relative.svg"><img alt="" src="/img/with%20space.svg">
      <img alt="" src="/img/hash%23.svg"><img alt="" src="/img/asked.svg?size=1&amp;kind=2">
      <img alt="" srcset="/img/wide.svg 1x, /img/double.svg 2x">
      <div style="background:url(/img/background.svg)"></div>
      <svg><image href="/img/inside.svg" width="20" height="20"></image></svg>
    </div>`),
  'img/absolute.svg': square(red),
  'img/parent.svg': square(green),
  'deep/img/relative.svg': square(blue),
  'img/with space.svg': square(yellow),
  'img/hash#.svg': square(red),
  'img/asked.svg': square(green),
  'img/wide.svg': square(blue),
  'img/double.svg': square('#000000'),
  'img/background.svg': square(yellow),
  'img/inside.svg': square(red),

  'hidden.html': page(`<div id="all">${bar(red)}${bar(red, 'data-happo-hide')}${bar(blue)}</div>`),

  'checked.html': page(`
    <style>.bar { background: ${red} } input:checked + .bar { background: ${green} }</style>
    <div id="all">
      <input type="checkbox" hidden><div class="bar"></div>
      <input type="checkbox" hidden checked><div class="bar"></div>
    </div>
    <script>for (const input of document.querySelectorAll('input')) input.checked = !input.checked</script>`),

  'sprite.html': page(`
    <svg style="display:none"><symbol id="sign"><rect width="100" height="60" fill="${green}"/></symbol></svg>
    <svg id="all" width="100" height="60" style="display:block"><use href="#sign"></use></svg>`),

  'states.html': page(`
    <style>
      button { display: block; border: 0; padding: 0; outline: 0; background: ${red} }
      .hovered:hover { background: ${green} } .focused:focus { background: ${blue} }
    </style>
    <div id="all">
      <button class="bar hovered"></button><button class="bar focused"></button><button class="bar"></button>
    </div>
    <script>document.querySelector('.focused').focus()</script>`),

  'wide.html': page(`
    <style>
      #all { background: ${green} }
      @media (max-width: 350px) { #all { background: ${blue} } }
      @media (min-width: 500px) { #all { background: ${red} } }
    </style>
    <div id="all" class="bar"></div>`),
};

export const recordings: Recording[] = [
  {
    component: 'StyleSheets',
    path: 'style-sheets.html',
    selector: '#all',
    colors: { '10,10': red, '10,30': green, '10,50': blue, '10,70': yellow, '10,90': gray },
  },
  {
    component: 'OtherStyleSheet',
    path: 'other-style-sheet.html',
    selector: '#all',
    colors: { '10,10': gray },
  },
  {
    component: 'ShadowRoots',
    path: 'shadow-roots.html',
    selector: '#all',
    // What stands in a shadow root inside a shadow root, the client leaves out.
    colors: { '10,10': red, '10,30': green, '10,50': blue, '10,70': white },
    size: '100 x 80',
  },
  {
    component: 'Dialog',
    path: 'dialog.html',
    selector: 'body',
    colors: { '10,10': red, '390,290': red, '200,150': blue },
    size: '400 x 300',
  },
  {
    component: 'Scroll',
    path: 'scroll.html',
    selector: '#all',
    colors: { '10,10': green, '10,30': blue, '90,30': blue },
  },
  {
    component: 'Hoisted',
    path: 'frame.html',
    selector: '.inner',
    colors: { '10,10': red },
    size: '100 x 60',
  },
  {
    component: 'Clipped',
    path: 'frame.html',
    selector: '.inner',
    snapshotStrategy: 'clip',
    colors: { '10,10': green, '90,50': green },
    size: '100 x 60',
  },
  {
    component: 'Scripts',
    path: 'scripts.html',
    selector: '#all',
    colors: { '10,10': green },
  },
  {
    component: 'ScriptsOfClipped',
    path: 'scripts.html',
    selector: '.bar',
    snapshotStrategy: 'clip',
    colors: { '10,10': green },
  },
  {
    component: 'Canvas',
    path: 'canvas.html',
    selector: '#all',
    colors: { '10,10': red, '390,290': blue },
    size: '400 x 300',
  },
  {
    component: 'Images',
    path: 'deep/images.html',
    selector: '#all',
    colors: Object.fromEntries(
      [red, green, blue, yellow, red, green, blue, yellow, red].map((color, row) => [
        `10,${row * 20 + 10}`,
        color,
      ]),
    ),
  },
  {
    component: 'Hidden',
    path: 'hidden.html',
    selector: '#all',
    colors: { '10,10': red, '10,30': white, '10,50': blue },
  },
  {
    component: 'Checked',
    path: 'checked.html',
    selector: '#all',
    colors: { '10,10': green, '10,30': red },
  },
  {
    component: 'Sprite',
    path: 'sprite.html',
    selector: '#all',
    colors: { '10,10': green },
  },
  {
    component: 'States',
    path: 'states.html',
    selector: '#all',
    targets: ['states'],
    colors: { '10,10': green, '10,30': blue, '10,50': red },
  },
];
