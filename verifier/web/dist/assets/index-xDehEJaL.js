import{c as e,d as t,dt as n,ft as r,l as i,lt as a,n as o,o as s,r as c,s as l,t as u,u as d,ut as f,y as p}from"./passport-D7VaOJ3s.js";var m=class extends a{static properties={words:{attribute:!1}};static styles=[o,u,r`
      :host {
        min-height: 100vh;
        background: var(--wp-paper);
      }

      header,
      main,
      footer {
        max-width: 40em;
        margin-inline: auto;
        padding-inline: max(1em, env(safe-area-inset-left));
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5em 1em;
        padding-block: 0.75em;
      }

      .wordmark {
        display: flex;
        align-items: center;
        gap: 0.45em;
        font-weight: 700;
        letter-spacing: -0.01em;
        color: var(--wp-accent);
      }

      .wordmark svg {
        width: 1.25em;
        height: 1.25em;
      }

      nav {
        display: flex;
        gap: 0.25em;
      }

      nav button {
        min-height: 2.25em;
        padding: 0.25em 0.7em;
        font-size: 0.875em;
        font-weight: 500;
        color: var(--wp-soft);
        background: none;
      }

      nav button[aria-pressed="true"] {
        font-weight: 650;
        color: var(--wp-ink);
        text-decoration: underline;
        text-underline-offset: 0.35em;
        text-decoration-thickness: 2px;
      }

      footer {
        padding-block: 1.25em 3em;
        font-size: 0.8125em;
        color: var(--wp-soft);
      }

      @media (min-width: 40em) {
        header {
          padding-block: 1.5em 1em;
        }
      }

      @media print {
        nav {
          display: none;
        }
      }
    `];constructor(){super(),this.words=null}render(){let{words:e}=this;return n`
      <header lang=${e?.lang??f}>
        <span class="wordmark">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="currentColor" />
            <path d="M8 17l5 5 11-12" fill="none" stroke="var(--wp-paper)" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round" />
          </svg>
          Wayproof
        </span>
        ${e===null?f:n`<nav aria-label=${e.page.language}>
              ${Object.entries(s).map(([t,{name:r}])=>n`<button type="button" lang=${t} aria-pressed=${t===e.lang} @click=${()=>this.choose(t)}>${r}</button>`)}
            </nav>`}
      </header>
      <main><slot></slot></main>
      <footer lang=${e?.lang??f}>${e?.page.checksItself}</footer>
    `}choose(e){this.dispatchEvent(new CustomEvent(`wayproof-language`,{detail:e}))}};c(`wayproof-shell`,m);function h(t,n){let r=async r=>{let i=await e(l(r));document.documentElement.lang=i.lang,t.words=i,n(i)},a=new URL(location.href);t.addEventListener(`wayproof-language`,e=>{let t=e.detail;i(t),r([t,...navigator.languages])}),r(d(a))}var g=document.querySelector(`wayproof-shell`),_=document.createElement(`wayproof-passport`),v=`https://id.gs1.org/01/0`;_.addEventListener(`wayproof-verdict`,e=>{let{verdict:t,headline:n}=e.detail;document.documentElement.dataset.verdict=t,document.title=`${n} – Wayproof`}),h(g,e=>{_.lang=e.locale.tag}),_.item=y(),g.replaceChildren(_);function y(){try{return t(new URL(location.href))}catch(e){if(e instanceof p)return v;throw e}}