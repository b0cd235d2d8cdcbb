import{D as e,E as t,L as n,N as r,O as i,R as a,a as o,at as s,c,ct as l,d as u,et as d,h as ee,i as f,lt as p,m as te,n as m,ot as h,p as ne,r as g,s as re,st as _,t as ie,u as ae}from"./tokens-BwTpO1wg.js";import{a as v,c as y,d as oe,l as se,m as b,o as x,p as S}from"./shape-3BDOnQV8.js";import{a as ce,c as C,d as w,f as le,g as T,h as E,i as D,l as O,m as ue,n as de,o as fe,p as k,s as pe,t as me,u as A}from"./statements-ClbbYu2r.js";import{a as j,i as M,n as he,o as ge,r as N,s as _e,t as P,u as ve}from"./telling-BUR0A9iw.js";var ye=new URL(`worker-D0L2E1Li.js`,import.meta.url).href,F=class extends Error{};async function I(t,n){try{return await be(t,n)}catch(e){if(!(e instanceof F))throw e}let{perform:r}=await e(async()=>{let{perform:e}=await import(`./task-D2ig0gro.js`);return{perform:e}},[],import.meta.url);return r(t,n)}function be(e,t){let n=xe();return new Promise((r,i)=>{n.onerror=e=>{e.preventDefault(),i(new F(e.message))},n.onmessage=({data:e})=>{`check`in e?t(e.check):`outcome`in e?r(e.outcome):i(Error(e.error))},n.postMessage(e)}).finally(()=>n.terminate())}function xe(){let e=new URL(ye,import.meta.url);if(typeof Worker!=`function`||e.origin!==location.origin)throw new F(`none can be had here`);try{return new Worker(i(e))}catch(e){throw new F(String(e))}}var Se=2e4,Ce=1500,we=5<<20;async function Te(e,t){let{item:n,place:r,passport:i,trust:a,picture:o}=e,s=await I({item:n,passport:i,trust:a},t),c={passportBytes:i,trustBytes:a,pictureBytes:o};return{...s,...c,place:r,given:e,listed:new Map,at:Date.now(),keptAt:null}}async function Ee(e,t,n){let r=await L(e,t,`no-cache`,n);return r.report.missing.includes(`stale`)?(await new Promise(e=>setTimeout(e,Ce)),L(e,t,`reload`,n)):r}async function L(e,t,n,r){let[i,a]=await Promise.all([R(t.trust,n,t.archive),R(t.passport,n,t.archive)]),o=await I({item:e,passport:a.body,trust:i.body},r),s={passportBytes:a.body,trustBytes:i.body,pictureBytes:null};return{...o,...s,place:t,given:null,listed:new Map,at:Date.now(),keptAt:a.keptAt}}async function R(e,n,r){let i,a;try{i=await fetch(e,{cache:n,signal:AbortSignal.timeout(Se),credentials:`omit`}),a=new Uint8Array(await i.arrayBuffer())}catch{throw new t(navigator.onLine?`unreachable`:`offline`)}if(i.ok){if(a.length>we)throw new t(`too-large`);let e=Date.parse(i.headers.get(`X-Wayproof-Kept-At`)??``);return{body:a,keptAt:Number.isNaN(e)?null:e}}if(i.status===404&&r)throw new t(`not-in-archive`);let o=i.status>=400&&i.status<500&&i.status!==429;throw new t(o?`refused`:`server-error`,i.status,De(a))}function De(e){try{let t=b(e),n=S(t)?v(t,`detail`)??v(t,`title`):null;return typeof n==`string`?n:null}catch(e){if(e instanceof d)return null;throw e}}var Oe=64,ke=1e4;function z({report:e,listed:t},n){let r=O(e).get(n);if(r!==void 0)return{name:r,source:`signed`};let i=t.get(n);return i===void 0?{name:j(n),source:`number`}:{name:i,source:`listed`}}async function Ae({report:e,place:t}){let n=O(e),r=[...new Set(C(e).map(({issuer:e})=>e))].filter(e=>!n.has(e));if(t.names===null||r.length===0||!k(e))return new Map;let i=r.slice(0,Oe).map(e=>`party=${encodeURIComponent(e)}`);try{let e=await fetch(`${t.names}?${i.join(`&`)}`,{credentials:`omit`,signal:AbortSignal.timeout(ke)});return e.ok?je(new Uint8Array(await e.arrayBuffer())):new Map}catch{return new Map}}function je(e){let t=b(e),n=S(t)?v(t,`names`):void 0;return S(n)?new Map(Object.entries(n).flatMap(([e,t])=>typeof t==`string`&&t.trim()!==``?[[e,T(t)]]:[])):new Map}var Me=class extends f{static styles=[m,p`
      li {
        display: grid;
        grid-template-columns: 1.5em minmax(0, 1fr);
        gap: 0 0.75em;
      }

      li > * {
        grid-column: 2;
      }

      .icon {
        grid-column: 1;
        grid-row: 1 / span 3;
        color: var(--wp-accent);
      }

      li + li {
        margin-block-start: 0.75em;
      }
    `];render(){let e=de(this.checked.report);return this.toggleAttribute(`told`,e.length>0),e.length===0?h:_`
      <section class="card" part="certificates" aria-labelledby="title">
        <h2 id="title">${this.words.certificates.title}</h2>
        <ul>
          ${e.map(e=>this.certificate(e))}
        </ul>
      </section>
    `}certificate(e){let{checked:t,words:n}=this,r=ce(e),i=me(e),a=r===null?``:n.locale.day(r.at,r.offset);return _`
      <li>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="9" r="5.500" />
          <path d="M8.500 13.500L7 21.500l5-2.500 5 2.500-1.500-8" />
        </svg>
        <h3>${n.certificates.by(z(t,e.issuer).name)}</h3>
        <p class="small">${a}</p>
        ${i.length===0?_`<p class="small">${n.certificates.withheld}</p>`:i.map(e=>_`<p class="small">${e}</p>`)}
      </li>
    `}};o(`wayproof-certificates`,Me);var Ne=class extends s{static properties={item:{attribute:!1},checks:{attribute:!1},words:{attribute:!1}};static styles=[m,p`
      .steps {
        display: grid;
        grid-template-columns: repeat(12, 1fr);
        gap: 3px;
      }

      .step {
        height: 0.4em;
        background: var(--wp-line);
        border-radius: 0.2em;
      }

      .step[data-result="PASSED"] {
        background: var(--wp-good);
      }

      .step[data-result="FAILED"] {
        background: var(--wp-unsure);
      }

      .step:not([data-result]) {
        animation: wait 1.6s ease-in-out infinite alternate;
      }

      .number {
        font-variant-numeric: tabular-nums;
      }

      @keyframes wait {
        to {
          opacity: 0.45;
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .step:not([data-result]) {
          animation: none;
        }
      }
    `];render(){let{words:e,checks:t}=this,n=Math.max(0,...t.keys()),r=n===0?e.checking.fetching:e.checks.steps[n-1].name;return _`
      <section class="card" part="checking">
        <h1>${e.checking.title}</h1>
        <p class="number soft">${A(this.item,e).map(({label:e,value:t})=>`${e} ${t}`).join(` · `)}</p>
        <div class="steps" aria-hidden="true">
          ${e.checks.steps.map((e,n)=>_`<span class="step" data-result=${t.get(n+1)?.result??h}></span>`)}
        </div>
        <p class="small">${r}</p>
      </section>
    `}};o(`wayproof-checking`,Ne);var Pe=class extends f{static styles=[m,g,p`
      li {
        display: grid;
        grid-template-columns: 1.5em minmax(0, 1fr);
        gap: 0 0.6em;
      }

      li + li {
        margin-block-start: 0.9em;
      }

      li > * {
        grid-column: 2;
      }

      .icon {
        grid-column: 1;
        grid-row: 1 / span 3;
        color: var(--wp-soft);
      }

      [data-result="PASSED"] .icon {
        color: var(--wp-good);
      }

      [data-result="FAILED"] .icon {
        color: var(--wp-bad);
      }

      .result {
        font-size: 0.8125em;
        font-weight: 650;
        color: var(--wp-soft);
      }

      /* The sign says it to who sees; this is for who hears. */
      .result[data-quiet] {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }

      li {
        position: relative;
      }

      [data-result="FAILED"] .result {
        color: var(--wp-bad);
      }
    `];render(){let{checked:e,words:t}=this,{checks:n}=e.report,r=n.filter(({result:e})=>e===`PASSED`).length;return _`
      <details class="card fold" part="checks">
        <summary>
          <div>
            <h2>${t.checks.title}</h2>
            <span class="small">${t.checks.passed(r)}</span>
          </div>
        </summary>
        <ol>
          ${n.map((e,n)=>this.check(e,t.checks.steps[n]))}
        </ol>
      </details>
    `}check(e,t){let{checks:n}=this.words,r=e.step===5&&e.result===`PASSED`&&this.checked.report.operatorOnly,i=e.reason===`not reached`?``:e.reason;return _`
      <li data-result=${r?`NONE`:e.result}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${r?B.NOT_CHECKED:B[e.result]}</svg>
        <h3>${t.name}</h3>
        <p class="result" ?data-quiet=${e.result===`PASSED`&&!r}>${r?n.noneRequired:n.results[e.result]}</p>
        <p class="small">${t.means}</p>
        ${i===``?h:_`<details class="raw"><summary>${n.detail}</summary><p class="small" lang="en">${T(i)}</p></details>`}
      </li>
    `}},B={PASSED:l`<path d="M5 12.500l4.500 4.500L19 7.500" />`,FAILED:l`<path d="M6.500 6.500l11 11M17.500 6.500l-11 11" />`,NOT_CHECKED:l`<path d="M6 12h12" />`};o(`wayproof-checks`,Pe);function V(e,t){let{product:n}=t,r=[...H(e,t),...A(e.report.item,t)];return[n.bestBefore,n.lot,n.serial,n.sscc,n.number].flatMap(e=>r.find(({label:t})=>t===e)??[])}function Fe(e,t){let n=V(e,t).map(({label:e})=>e);return[...H(e,t),...A(e.report.item,t)].filter(({label:e})=>!n.includes(e))}function H({report:e},{product:t,locale:n}){let r=D(e);return[[t.bestBefore,`bestBefore`,e=>n.date(e)],[t.lot,`lot`,e=>e],[t.netContent,`netContent`,e=>e],[t.origin,`origin`,e=>n.region(e)],[t.maker,`maker`,e=>e]].flatMap(([e,t,n])=>{let i=E(r,t);return i===null?[]:[{label:e,value:n(i)}]})}var Ie=class extends f{static styles=[m,p`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(8.5em, 100%), 1fr));
        gap: 0.6em 1.25em;
      }

      dd {
        font-variant-numeric: tabular-nums;
      }
    `];render(){let{checked:e,words:t}=this,n=E(D(e.report),`description`),r=Fe(e,t);return this.toggleAttribute(`told`,n!==null||r.length>0),_`
      <section class="card" part="facts" aria-labelledby="title">
        <h2 id="title">${t.product.about}</h2>
        ${n===null?h:_`<p>${n}</p>`}
        <dl>${r.map(({label:e,value:t})=>_`<div><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>
      </section>
    `}};o(`wayproof-facts`,Ie);var U={VERIFIED:`good`,PENDING:`wait`,INCOMPLETE:`unsure`,NO_RECORD:`none`,REFUSED:`bad`};function Le(e){return e.neverMade?`bad`:e.verdict!==`VERIFIED`&&e.verdict!==`PENDING`?U[e.verdict]:e.status===`recalled`||e.status===`ended`?`none`:e.status===`attention`?`unsure`:U[e.verdict]}var Re=`M32 2l6.9 4.5 8.2-.4 3.7 7.4 7.3 3.7-.3 8.2L62 32l-4.2 6.6.3 8.2-7.3 3.7-3.7 7.4-8.2-.4L32 62l-6.9-4.5-8.2.4-3.7-7.4-7.3-3.7.3-8.2L2 32l4.2-6.6-.3-8.2 7.3-3.7 3.7-7.4 8.2.4z`,W=l`<path class="shape" d="M20.500 3h23L61 20.500v23L43.500 61h-23L3 43.500v-23z" stroke-linejoin="round" />`,G=`M24 26a8 8 0 1 1 11.500 7.200c-2.400 1.200-3.500 2.500-3.500 5.300M32 46.500v.1`,K={VERIFIED:l`<path class="shape" d=${Re} stroke-linejoin="round" />`,PENDING:l`<circle class="shape" cx="32" cy="32" r="29" /><circle class="sign thin" cx="32" cy="32" r="20" /><path class="sign" d="M32 20v12l8 6" />`,INCOMPLETE:l`<path class="shape" d="M28 5.5a4.6 4.6 0 0 1 8 0l25 46a4.6 4.6 0 0 1-4 6.8H7a4.6 4.6 0 0 1-4-6.8z" /><path class="sign" d="M32 23v16M32 48v.1" />`,NO_RECORD:l`<circle class="shape hollow" cx="32" cy="32" r="27.500" /><path class="sign ink" d=${G} />`,REFUSED:l`${W}<path class="sign" d="M22 22l20 20M42 22L22 42" />`},ze={"in order":`M20 33l8.500 8.500L45 24`,attention:`M32 18v17M32 45v.1`,recalled:`M32 18v17M32 45v.1`,ended:`M21 32h22`,unknown:`M21 32h22`};function Be(e){return K[e]}function Ve({verdict:e,status:t,neverMade:n}){return n?l`${W}<path class="sign" d=${G} />`:e===`VERIFIED`?l`${K.VERIFIED}<path class="sign" d=${ze[t]} />`:K[e]}var q=p`
  .verdict {
    --tone: var(--wp-none);
    --wash: var(--wp-none-wash);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.9em 1em;
    padding: 1.125em;
    background: var(--wash);
    border: 2px solid color-mix(in srgb, var(--tone) 45%, transparent);
    border-radius: calc(var(--wp-radius) * 1.25);
  }

  .verdict[data-tone="good"] {
    --tone: var(--wp-good);
    --wash: var(--wp-good-wash);
  }

  .verdict[data-tone="wait"] {
    --tone: var(--wp-wait);
    --wash: var(--wp-wait-wash);
  }

  .verdict[data-tone="unsure"] {
    --tone: var(--wp-unsure);
    --wash: var(--wp-unsure-wash);
  }

  .verdict[data-tone="bad"] {
    --tone: var(--wp-bad);
    --wash: var(--wp-bad-wash);
  }

  .verdict > :not(.seal, .said) {
    grid-column: 1 / -1;
  }

  .seal {
    width: 4.25em;
    height: 4.25em;
  }

  .shape {
    fill: var(--tone);
    stroke: var(--tone);
    stroke-width: 2;
  }

  .hollow {
    fill: none;
    stroke-width: 4;
    stroke-dasharray: 9.6 7.7;
    stroke-linecap: round;
  }

  .sign {
    fill: none;
    stroke: var(--wp-on-tone);
    stroke-width: 5.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .sign.thin {
    stroke-width: 3;
    opacity: 0.6;
  }

  .sign.ink {
    stroke: var(--tone);
  }

  .said {
    display: grid;
    gap: 0.25em;
  }

  .headline {
    font-size: 1.5em;
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }

  .basis {
    font-size: 0.875em;
    color: var(--wp-soft);
    font-variant-numeric: tabular-nums;
  }

  .basis:empty {
    display: none;
  }

  @media (forced-colors: active) {
    .shape,
    .sign {
      forced-color-adjust: none;
    }
  }

  @media print {
    .verdict {
      break-inside: avoid;
      background: none;
    }

    .shape,
    .sign {
      print-color-adjust: exact;
    }
  }
`,He=class extends s{static properties={error:{attribute:!1},words:{attribute:!1}};static styles=[m,q,p`
      [lang] {
        font-style: italic;
      }
    `];render(){let{error:e,words:t}=this,{passing:n}=e;return _`
      <section class="verdict" part="verdict" data-tone=${n?`unsure`:`none`} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${Be(n?`INCOMPLETE`:`NO_RECORD`)}</svg>
        <div class="said">
          <h1 id="headline" class="headline" part="headline">${n?t.verdict.INCOMPLETE:t.failure.wrongNumber}</h1>
        </div>
        <p>${e.inWords(t)}</p>
        ${e.detail===null?h:_`<p class="small" lang="en">${T(e.detail)}</p>`}
        ${n?_`
              <p>${t.failure.nothingKnown}</p>
              <button type="button" @click=${this.again}>${t.failure.again}</button>
            `:h}
      </section>
    `}again(){this.dispatchEvent(new CustomEvent(`wayproof-again`))}};o(`wayproof-failure`,He);var Ue=class extends f{static styles=[m,p`
      li {
        display: grid;
        padding-inline-start: 0.9em;
        border-inline-start: 4px solid var(--wp-line);
      }

      li + li {
        margin-block-start: 0.75em;
      }

      .severity {
        font-size: 0.8125em;
        font-weight: 700;
        color: var(--wp-soft);
      }

      [data-severity="warning"] {
        border-color: var(--wp-unsure);
      }

      [data-severity="warning"] .severity {
        color: var(--wp-unsure);
      }

      [data-severity="alert"] {
        border-color: var(--wp-bad);
      }

      [data-severity="alert"] .severity {
        color: var(--wp-bad);
      }
    `];render(){let{checked:e,words:t}=this,n=e.report.findings.filter(({rule:e,severity:t})=>e!==`recalled`&&t!==`info`);return this.toggleAttribute(`told`,n.length>0),n.length===0?h:_`
      <section class="card" part="findings" aria-labelledby="title">
        <h2 id="title">${t.findings.title}</h2>
        <ul>
          ${n.map(e=>_`
              <li data-severity=${e.severity}>
                <span class="severity">${t.findings.severities[e.severity]}</span>
                <span>${N(e,t)}</span>
              </li>
            `)}
        </ul>
      </section>
    `}};o(`wayproof-findings`,Ue);function We(e){let t=[];for(let n of e){let e=t.at(-1);e!==void 0&&e.issuer===n.issuer&&e.hosted===n.hosted?e.statements.push(n):t.push({issuer:n.issuer,hosted:n.hosted,statements:[n]})}return t}function J(e,t){let{locale:n,journey:r,statement:i}=t,a=e.time===null?r.notFinal:n.dateTime(e.time*1e3),o=[[i.issuer,T(e.issuer)],[i.recorded,a],[i.logIndex,String(e.index)],[i.id,e.id],...e.struck===null?[]:[[i.doesNotCount,T(e.struck)]]];return _`
    <dl class="rows">${o.map(([e,t])=>Y(e,t))}</dl>
    <pre tabindex="0" role="group" aria-label=${i.text}>${T(JSON.stringify(e.members,null,2))}</pre>
  `}function Y(e,t){return _`<dt>${e}</dt><dd>${t}</dd>`}var Ge=p`
  .hand {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: 0 0 1.4em 1.75em;
  }

  .hand::before {
    content: "";
    position: absolute;
    inset: 0.25em auto auto 0;
    width: 0.9em;
    height: 0.9em;
    background: var(--wp-accent);
    border-radius: 50%;
  }

  .hand::after {
    content: "";
    position: absolute;
    inset: 1.55em auto 0.1em calc(0.45em - 1px);
    width: 2px;
    background: var(--wp-line);
    border-radius: 1px;
  }

  .hand:last-child {
    padding-block-end: 0;
  }

  .hand[data-checked="false"]::before {
    background: none;
    border: 2px solid var(--wp-soft);
  }

  .steps {
    margin-block-start: 0.35em;
  }

  .step + .step {
    border-block-start: 1px solid var(--wp-line);
  }

  .step summary {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding-block: 0.5em;
    padding-inline-end: 1.5em;
    list-style: none;
  }

  .step summary::-webkit-details-marker {
    display: none;
  }

  .step summary::after {
    content: "";
    position: absolute;
    inset: 0.95em 0.2em auto auto;
    width: 0.45em;
    height: 0.45em;
    border: solid var(--wp-soft);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }

  .step details[open] summary::after {
    inset-block-start: 1.15em;
    rotate: 225deg;
  }

  .step details[open] {
    padding-block-end: 0.75em;
  }

  .what {
    font-weight: 550;
  }

  .step[data-kind="recall"] .what {
    font-weight: 700;
    color: var(--wp-bad);
  }

  .step[data-undone="true"] .what {
    text-decoration: line-through;
  }

  .when,
  .where,
  .marks {
    font-size: 0.875em;
    color: var(--wp-soft);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }

  .zone {
    font-size: 0.875em;
  }

  .marks {
    font-weight: 600;
    color: var(--wp-unsure);
  }
`;o(`wayproof-journey`,class extends f{static styles=[m,g,Ge];render(){let{checked:e,words:t}=this,n=C(e.report);if(this.toggleAttribute(`told`,n.length>0),n.length===0)return h;let r=k(e.report),i=new Set(n.map(({issuer:e})=>e)).size;return _`
      <section class="card" part="journey" aria-labelledby="title">
        <div>
          <h2 id="title">${r?t.journey.title:e.given===null?t.journey.unchecked:t.saved.unchecked}</h2>
          <p class="small">${r?t.journey.summary(n.length,i):t.journey.whoseUnknown}</p>
        </div>
        <slot></slot>
        <ol class="hands">${We(n).map(e=>this.hands(e,r))}</ol>
      </section>
    `}hands({issuer:e,hosted:t,statements:n},r){let{journey:i}=this.words,{name:a,source:o}=z(this.checked,e),s=[...o===`number`?[]:[j(e)],...o===`listed`?[i.listedName]:[],...r?[t?i.hosted:i.ownKey]:[]];return _`
      <li class="hand" data-checked=${r}>
        <h3>${a}</h3>
        <p class="small">${s.join(` · `)}</p>
        <ol class="steps">${n.map((e,t)=>this.step(e,n[t-1],r))}</ol>
      </li>
    `}step(e,t,n){let{words:r}=this,{journey:i,locale:a}=r,o=ce(e),s=t!==void 0&&w(t)===w(e)?null:w(e),c=M(e,r),l=n&&ge(e,this.checked.report.item),u=[...n&&e.time===null?[i.notFinal]:[],...e.undone?[i.takenBack]:[],...e.disputed?[i.disputed]:[]];return _`
      <li class="step" data-kind=${e.notice??`event`} data-undone=${e.undone}>
        <details>
          <summary>
            <span class="what">${c}</span>
            ${l?_`<span class="where">${i.inContainer}</span>`:h}
            ${o===null?h:_`<span class="when">${a.dateTime(o.at,o.offset)} <span class="zone">${ve(o.offset)}</span></span>`}
            ${s===null?h:_`<span class="where">${i.at(_e(s,r))}</span>`}
            ${u.length===0?h:_`<span class="marks">${u.join(` · `)}</span>`}
          </summary>
          ${J(e,r)}
        </details>
      </li>
    `}});var Ke=class extends f{static styles=[m,p`
      li + li {
        margin-block-start: 0.5em;
      }

      li {
        padding-inline-start: 1em;
        text-indent: -1em;
      }

      li::before {
        content: "–";
        display: inline-block;
        width: 1em;
        text-indent: 0;
      }
    `];render(){let{limits:e}=this.words;return _`
      <section class="card soft" part="limits" aria-labelledby="title">
        <h2 id="title">${e.title}</h2>
        <ul>
          <li>${e.object}</li>
          <li>${e.truth}</li>
          <li>${e.withheld}</li>
        </ul>
      </section>
    `}};o(`wayproof-limits`,Ke);var qe=class extends f{static styles=[m,p`
      li {
        display: grid;
        grid-template-columns: 1.25em minmax(0, 1fr);
        gap: 0.6em;
      }

      li + li {
        margin-block-start: 0.5em;
      }

      .marks li::before {
        content: "–";
        text-align: center;
        color: var(--wp-soft);
      }

      .boxes li::before {
        content: "";
        width: 1.1em;
        height: 1.1em;
        margin-block-start: 0.2em;
        border: 2px solid var(--wp-soft);
        border-radius: 0.3em;
      }
    `];render(){let{checked:e,words:t}=this,{verdict:n}=e.report,r=n===`VERIFIED`||n===`PENDING`,{title:i,points:a}=r?{title:t.look.title,points:this.points()}:this.advice(n);return _`
      <section class="card" part="look" aria-labelledby="title">
        <h2 id="title">${i}</h2>
        <ul class=${r?`boxes`:`marks`}>
          ${a.map(e=>_`<li><span>${e}</span></li>`)}
        </ul>
        ${r?_`<p class="small">${t.look.why}</p>`:h}
      </section>
    `}advice(e){let{advice:t}=this.words,{title:n,points:r}=t[e];return{title:n,points:r(this.ownNumber()??``)}}ownNumber(){let{product:e}=this.words,t=A(this.checked.report.item,this.words);return([e.serial,e.sscc,e.number].flatMap(e=>t.find(({label:t})=>t===e)??[])[0]??t[0])?.value??null}points(){let{checked:e,words:t}=this,{look:n,product:r,locale:i}=t,a=A(e.report.item,t),o=D(e.report),s=this.ownNumber(),c=a.find(({label:e})=>e===r.lot)?.value??E(o,`lot`),l=E(o,`bestBefore`);return[...s===null?[]:[n.number(s)],...c===null?[]:[n.lot(c)],...l===null?[]:[n.bestBefore(i.date(l))],n.seal,n.label]}};o(`wayproof-look`,qe);var Je=2e4,X=1<<20,Ye=[[`image/png`,0,`89504e470d0a1a0a`],[`image/jpeg`,0,`ffd8ff`],[`image/webp`,8,`57454250`]];function Z(e){if(e.verdict===`NO_RECORD`||e.verdict===`REFUSED`)return null;let t=v(D(e),`picture`),n=S(t)?v(t,`sha256`):void 0;try{return typeof n==`string`?se(n,32):null}catch(e){if(e instanceof d)return null;throw e}}function Xe({pictures:e,archive:t},n){if(e===null)return null;let r=a(n);return t?`${e}${r.slice(0,2)}/${r}`:`${e}${oe(n)}`}function Ze(e){return Ye.find(([,t,n])=>a(e.subarray(t,t+n.length/2))===n)?.[0]??null}function Qe(e,t){return e.length<=X&&Ze(e)!==null&&r(n(e),t)}var $e=new WeakMap;function et(e){let t=$e.get(e.report);return t===void 0&&(t=tt(e),$e.set(e.report,t)),t}async function tt({report:e,place:t,pictureBytes:n}){let r=Z(e);if(r===null)return null;let i=n??await nt(Xe(t,r));return i!==null&&Qe(i,r)?i:null}async function nt(e){if(e===null)return null;try{let t=await fetch(e,{signal:AbortSignal.timeout(Je),credentials:`omit`});return!t.ok||Number(t.headers.get(`content-length`)??0)>X?null:new Uint8Array(await t.arrayBuffer())}catch{return null}}var rt=[{position:`picture`,applies:({report:e})=>Z(e)!==null,element:(e,t)=>_`<wayproof-picture .checked=${e} .words=${t} exportparts="picture"></wayproof-picture>`,load:()=>e(()=>import(`./picture-JxjunwAj.js`),[],import.meta.url)},{position:`journey`,applies:({report:e})=>fe(e),element:(e,t)=>_`<wayproof-map .checked=${e} .words=${t} exportparts="map"></wayproof-map>`,load:()=>e(()=>import(`./map-7-TzYU4K.js`),[],import.meta.url)},{position:`below`,applies:({report:e})=>pe(e),element:(e,t)=>_`<wayproof-readings .checked=${e} .words=${t} exportparts="readings"></wayproof-readings>`,load:()=>e(()=>import(`./readings-D1SjCDXj.js`),[],import.meta.url)},{position:`below`,applies:({given:e,report:t})=>e===null&&t.verdict!==`REFUSED`,element:(e,t)=>_`<wayproof-keep .checked=${e} .words=${t} exportparts="keep"></wayproof-keep>`,load:()=>e(()=>import(`./keep-BF66Rk1p.js`),[],import.meta.url)}];function Q(e,t,n){return rt.filter(n=>n.position===e&&n.applies(t)).map(e=>e.element(t,n))}function it(e){for(let t of rt)t.applies(e)&&t.load().catch(e=>console.warn(String(e)))}var at=class extends f{static styles=[m,p`
      .product {
        display: grid;
        gap: 0.75em;
        padding-block-start: 0.25em;
      }

      .head {
        display: flex;
        align-items: center;
        gap: 1em;
      }

      /* Its room is kept while it is on its way, so that nothing moves when it comes. */
      ::slotted(wayproof-picture) {
        flex: none;
        width: 6.5em;
        height: 6.5em;
      }

      ::slotted(wayproof-picture[hidden]) {
        display: none;
      }

      .name {
        display: grid;
        flex: 1;
        gap: 0.2em;
      }

      ::slotted(*) {
        flex: none;
      }

      .brand {
        font-size: 0.9375em;
        font-weight: 600;
        color: var(--wp-accent);
      }

      /* However long what the maker says is, the verdict stays on the first screen. */
      h1,
      .brand,
      dd {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 4;
      }

      .brand,
      dd {
        -webkit-line-clamp: 2;
      }

      @media print {
        h1,
        .brand,
        dd {
          -webkit-line-clamp: none;
        }
      }

      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4em 1.75em;
      }

      dd {
        font-variant-numeric: tabular-nums;
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=D(n),i=E(r,`name`),a=E(r,`brand`);return _`
      <section class="product" part="product" aria-labelledby="name">
        ${n.verdict===`NO_RECORD`&&i!==null?_`<p class="soft">${t.product.belongsTo}</p>`:h}
        <div class="head">
          <slot></slot>
          <div class="name">
            ${a===null?h:_`<p class="brand" part="brand">${a}</p>`}
            <h1 id="name" part="name">${i??t.product.unnamed}</h1>
          </div>
        </div>
        <dl>${V(e,t).map(({label:e,value:t})=>_`<div><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>
      </section>
    `}};o(`wayproof-product`,at);var ot=`wayproof:recall`,st=4e3,ct=64,lt=/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/,ut=/^https:\/\/[!-~]+$/;function dt(e){let t=x(e,`the recall's text`,[`reason`],[`instructions`,`contact`,`link`,`translations`]),n=$(t,`link`);if(n!==null&&!ut.test(n))throw new d(`link is no https address`);let r=Object.hasOwn(t,`translations`)?v(t,`translations`):{};if(!S(r)||Object.keys(r).length>ct)throw new d(`translations is not an object, or has too many languages`);return{...ft(t),contact:$(t,`contact`),link:n,translations:new Map(Object.entries(r).map(([e,t])=>{if(!lt.test(e))throw new d(`translations has a name that is no language tag`);return[e,ft(x(t,`a translation`,[`reason`],[`instructions`]))]}))}}function ft(e){return{reason:y(v(e,`reason`),`reason`,1,st),instructions:$(e,`instructions`)}}function $(e,t){return Object.hasOwn(e,t)?y(v(e,t),t,1,st):null}function pt(e,t){let n;try{n=dt(e.members[ot])}catch(e){if(e instanceof d)return null;throw e}let r=mt([...n.translations.keys()],t),i=r===null?n:n.translations.get(r)??n;return{lang:r,reason:T(i.reason),instructions:i.instructions===null?null:T(i.instructions),contact:n.contact===null?null:T(n.contact),link:n.link}}function mt(e,t){let n=new Intl.Locale(t).maximize(),r=e.flatMap(e=>{try{return[{tag:e,locale:new Intl.Locale(e).maximize()}]}catch{return[]}}).filter(({locale:e})=>e.language===n.language);return(r.find(({locale:e})=>e.script===n.script)??r[0])?.tag??null}var ht=class extends f{static styles=[m,p`
      .recall {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0.6em 0.9em;
        padding: 1.125em;
        color: var(--wp-on-recall);
        background: var(--wp-recall);
        border: 2px solid var(--wp-recall);
        border-radius: calc(var(--wp-radius) * 1.25);
        print-color-adjust: exact;
      }

      .icon {
        width: 3.25em;
        height: 3.25em;
      }

      h2 {
        font-size: 1.5em;
        font-weight: 750;
        line-height: 1.15;
      }

      h2 + p {
        font-size: 1.0625em;
        font-weight: 600;
      }

      .recall > :not(.icon, h2) {
        grid-column: 1 / -1;
      }

      .said {
        display: grid;
        gap: 0.35em;
        white-space: pre-line;
      }

      a {
        color: inherit;
      }

      :focus-visible {
        outline-color: currentColor;
      }
    `];render(){let{checked:e,words:t}=this,n=le(e.report);if(this.toggleAttribute(`told`,n.length>0),n.length===0)return h;let r=[...new Set(n.map(({issuer:t})=>z(e,t).name))],i=n.flatMap(({time:e})=>e===null?[]:[e]),a=i.length===0?null:t.locale.day(Math.min(...i)*1e3);return _`
      <section class="recall" part="recall" role="alert" aria-labelledby="title">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3.500L2 20.500h20z" />
          <path d="M12 10v4.500M12 17.300v.01" />
        </svg>
        <h2 id="title">${t.recall.title}</h2>
        <p>${t.recall.text(t.locale.list(r),a)}</p>
        ${n.map(e=>this.said(e))}
      </section>
    `}said(e){let{words:t}=this,n=pt(e,t.locale.tag);return n===null?h:_`
      <div class="said">
        <p lang=${n.lang??h}>${n.reason}</p>
        ${n.instructions===null?h:_`<p lang=${n.lang??h}>${n.instructions}</p>`}
        ${n.contact===null?h:_`<p>${t.recall.contact(n.contact)}</p>`}
        ${n.link===null?h:_`<p><a href=${n.link} rel="noreferrer noopener nofollow" target="_blank">${t.recall.more(gt(n.link))}</a></p>`}
      </div>
    `}};function gt(e){return URL.canParse(e)?new URL(e).host:e}o(`wayproof-recall`,ht);var _t=[`offline`,`rpc-disagreement`,`wrong-chain`];o(`wayproof-saved`,class extends f{static styles=m;render(){let{given:e}=this.checked;if(e===null||e.kept===null&&!e.ownTrust&&e.place.passport!==``)return h;let{saved:t,locale:n,verdict:r}=this.words,{kept:i}=e;return _`
      <section class="card" part="saved" aria-labelledby="title">
        <h2 id="title">${t.title}</h2>
        <p>
          ${i===null?t.fromFile:t.kept(n.dateTime(i.at),r[i.verdict],i.name===null?null:T(i.name))}
        </p>
        ${this.freshness(this.checked.report)}
        ${e.ownTrust?_`<p class="small">${t.ownTrust}</p>`:h}
        ${this.newest(e)}
      </section>
    `}freshness({missing:e,verdict:t}){let{saved:n}=this.words;return t===`REFUSED`?h:e.some(e=>_t.includes(e))?_`<p>${n.notRead}</p>`:e.includes(`stale`)?_`<p>${n.goneOn}</p>`:e.length===0?_`<p>${n.current}</p>`:h}newest({kept:e}){if(e===null||e.address===null)return h;let{host:t}=new URL(e.address);return _`<p><a href=${e.address} rel="noreferrer">${this.words.saved.newest(t)}</a></p>`}});var vt=p`
  :host {
    position: relative;
    container-type: inline-size;
  }

  .whole,
  .columns,
  .column {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 1em;
  }

  .heard {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* A part that has nothing to say takes no room. */
  wayproof-recall:not([told]),
  wayproof-facts:not([told]),
  wayproof-journey:not([told]),
  wayproof-certificates:not([told]),
  wayproof-findings:not([told]) {
    display: none;
  }

  @container (min-width: 56em) {
    .whole {
      gap: 1.5em;
    }

    .columns {
      grid-template: "what way" auto "how way" 1fr / minmax(0, 5fr) minmax(0, 6fr);
      column-gap: 1.5em;
    }

    .what {
      grid-area: what;
    }

    .way {
      grid-area: way;
    }

    .how {
      grid-area: how;
    }
  }
`,yt=class extends f{static styles=[m,g,p`
      .files {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em 1.25em;
        margin-block-start: 0.75em;
        font-size: 0.9375em;
      }
    `];render(){let{checked:e,words:t}=this,{report:n,place:r}=e,{technical:i}=t,a=ue(n);return _`
      <details class="card fold" part="technical">
        <summary><h2>${i.title}</h2></summary>
        <dl class="rows">${this.rows()}</dl>
        ${n.findings.filter(({severity:e})=>e===`info`).map(e=>_`<p class="small">${N(e,t)} (${i.statements(e.statements.join(`, `))})</p>`)}
        ${a.length===0?h:_`<h3>${i.struck}</h3>`}
        ${a.map(e=>_`<details class="raw"><summary>${M(e,t)}</summary>${J(e,t)}</details>`)}
        ${r.passport===``?h:_`<p class="files">
              <a href=${r.passport} download="passport.json">${i.keepPassport}</a>
              <a href=${r.trust} download="trust.json">${i.keepTrust}</a>
              <a href=${r.verifier}>${i.checkFile}</a>
            </p>`}
      </details>
    `}rows(){let{report:e,trust:t,pin:n,took:r,passportBytes:i}=this.checked,{technical:a,locale:o}=this.words;return[Y(a.item,T(e.item)),Y(a.verdict,`${e.verdict}, ${a.exitCode(e.exit)}`),Y(a.status,e.status),...e.missing.length===0?[]:[Y(a.missing,T(e.missing.join(`; `)))],...e.seq===null?[]:[Y(a.newestAnchor,a.anchor(e.seq,e.size??0))],...e.asOf===null?[]:[Y(a.anchored,o.dateTime(e.asOf*1e3))],...t===null?[]:[Y(a.log,T(t.origin)),Y(a.chain,a.contract(t.chainId,`0x${t.contract}`)),Y(a.readAt,T(t.rpcUrls.join(`, `)))],...n===null?[]:[Y(a.pinned,`${n.number}, 0x${n.hash}`)],Y(a.took,a.time(Math.round(r),i.length))]}};o(`wayproof-technical`,yt);var bt=class extends f{static styles=[m,q,p`
      .status {
        font-weight: 650;
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=t.statuses[n.status];return _`
      <section class="verdict" part="verdict" data-tone=${Le(n)} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${Ve(n)}</svg>
        <div class="said">
          <h2 id="headline" class="headline" part="headline">${t.verdict[n.verdict]}</h2>
          <p class="basis">${P(n,t)}</p>
        </div>
        ${e.keptAt===null?h:_`<p class="status">${t.kept(t.locale.dateTime(e.keptAt))}</p>`}
        <p class="meaning">${he(n,t)}</p>
        ${r===void 0?h:_`<p class="status">${r}</p>`}
      </section>
    `}};o(`wayproof-verdict`,bt),o(`wayproof-passport`,class extends s{static properties={item:{type:String},ledger:{type:String},trust:{type:String},lang:{type:String},given:{attribute:!1},checked:{attribute:!1},error:{attribute:!1},checks:{attribute:!1},words:{attribute:!1}};static styles=[ie,vt];asked=0;constructor(){super(),this.item=``,this.ledger=``,this.trust=null,this.lang=``,this.given=null,this.checked=null,this.error=null,this.checks=new Map,this.words=null}connectedCallback(){super.connectedCallback(),addEventListener(`online`,this.onOnline)}disconnectedCallback(){super.disconnectedCallback(),removeEventListener(`online`,this.onOnline)}willUpdate(e){e.has(`lang`)&&this.speak(),(e.has(`item`)||e.has(`ledger`)||e.has(`trust`)||e.has(`given`))&&(this.item!==``||this.given!==null)&&this.verify()}updated(e){let t=this.checked!==null||this.error!==null,n=e.has(`checked`)&&e.get(`checked`)?.report!==this.checked?.report;t&&this.words!==null&&(n||e.has(`error`)||e.has(`words`))&&this.dispatchEvent(new CustomEvent(`wayproof-verdict`,{detail:this.ending(this.words),bubbles:!0,composed:!0}))}render(){let{words:e}=this;return e===null||this.item===``&&this.given===null?h:_`
      <div class="whole" lang=${e.lang}>${this.content(e)}</div>
      <p class="heard" role="status" lang=${e.lang}>${this.heard(e)}</p>
    `}heard(e){let{checked:t,error:n}=this;return n===null?t===null?e.checking.title:`${e.verdict[t.report.verdict]}, ${P(t.report,e)}`:`${this.ending(e).headline}. ${n.inWords(e)}`}content(e){let{checked:t,error:n,item:r,checks:i}=this;if(n!==null)return _`<wayproof-failure .error=${n} .words=${e} @wayproof-again=${this.verify}></wayproof-failure>`;if(t===null)return _`<wayproof-checking .item=${r} .checks=${i} .words=${e}></wayproof-checking>`;let a=_`<wayproof-product .checked=${t} .words=${e} exportparts="product, brand, name"
      >${Q(`picture`,t,e)}</wayproof-product
    >`,o=_`<wayproof-verdict .checked=${t} .words=${e} exportparts="verdict, seal, headline"></wayproof-verdict>`,s=t.report.verdict!==`NO_RECORD`&&t.report.verdict!==`REFUSED`;return _`
      ${t.given===null?h:_`<wayproof-saved .checked=${t} .words=${e} exportparts="saved"></wayproof-saved>`}
      <wayproof-recall .checked=${t} .words=${e} exportparts="recall"></wayproof-recall>
      <div class="columns">
        <div class="column what">
          ${s?[a,o]:[o,a]}
          <wayproof-findings .checked=${t} .words=${e} exportparts="findings"></wayproof-findings>
          <wayproof-look .checked=${t} .words=${e} exportparts="look"></wayproof-look>
          <wayproof-facts .checked=${t} .words=${e} exportparts="facts"></wayproof-facts>
        </div>
        <div class="column way">
          <wayproof-journey .checked=${t} .words=${e} exportparts="journey">
            ${Q(`journey`,t,e)}
          </wayproof-journey>
          ${Q(`below`,t,e)}
          <wayproof-certificates .checked=${t} .words=${e} exportparts="certificates"></wayproof-certificates>
        </div>
        <div class="column how">
          <wayproof-checks .checked=${t} .words=${e} exportparts="checks"></wayproof-checks>
          <wayproof-limits .checked=${t} .words=${e} exportparts="limits"></wayproof-limits>
          <wayproof-technical .checked=${t} .words=${e} exportparts="technical"></wayproof-technical>
        </div>
      </div>
    `}async speak(){let e=this.lang===``?ae(new URL(location.href)):[this.lang,...navigator.languages],{lang:t}=this,n=await c(re(e));t===this.lang&&(this.words=n)}async verify(){let e=++this.asked;this.checked=null,this.error=null,this.checks=new Map;try{let t=await this.check(t=>{e===this.asked&&(this.checks=new Map(this.checks).set(t.step,t))});if(e!==this.asked)return;this.checked=t,await this.updateComplete,it(t);let n=await Ae(t);e===this.asked&&n.size>0&&(this.checked={...t,listed:n})}catch(n){n instanceof t||console.error(n),e===this.asked&&(this.error=n instanceof t?n:new t(`broken`))}}check(e){if(this.given!==null)return Te(this.given,e);let t=ne(this.item);return Ee(t,this.place(t),e)}onOnline=()=>{this.given!==null&&this.checked?.report.missing.includes(`offline`)===!0&&this.verify()};place(e){let t=this.ledger===``&&this.trust===null?u():null;return t===null?te(this.ledger,e,this.trust):ee(t,e)}ending(e){let{checked:t,error:n}=this;if(t!==null){let{verdict:n}=t.report;return{verdict:n,headline:e.verdict[n],checked:t}}let r=n?.passing??!0;return{verdict:r?`INCOMPLETE`:`INVALID`,headline:r?e.verdict.INCOMPLETE:e.failure.wrongNumber,checked:t}}});export{et as n,z as r,Ze as t};