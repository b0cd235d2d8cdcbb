import{C as e,N as t,S as n,Y as r,a as i,c as a,et as o,f as s,g as c,h as l,i as u,it as d,m as f,n as p,nt as m,p as h,r as g,rt as _,s as ee,t as te,tt as v,u as ne}from"./tokens-C5LKuBdz.js";import{a as y,m as re,p as b}from"./shape-uU0aNjbH.js";var x=new URL(`worker-BJII8XiE.js`,import.meta.url).href,S=class extends Error{};async function ie(e,t){try{return await ae(e,t)}catch(e){if(!(e instanceof S))throw e}let{perform:r}=await n(async()=>{let{perform:e}=await import(`./task-CYT4geX2.js`);return{perform:e}},[],import.meta.url);return r(e,t)}function ae(e,t){let n=oe();return new Promise((r,i)=>{n.onerror=e=>{e.preventDefault(),i(new S(e.message))},n.onmessage=({data:e})=>{`check`in e?t(e.check):`outcome`in e?r(e.outcome):i(Error(e.error))},n.postMessage(e)}).finally(()=>n.terminate())}function oe(){let t=new URL(x,import.meta.url);if(typeof Worker!=`function`||t.origin!==location.origin)throw new S(`none can be had here`);try{return new Worker(e(t))}catch(e){throw new S(String(e))}}var se=[`wrong-address`,`not-in-archive`,`refused`],C=class extends Error{failure;status;detail;constructor(e,t=0,n=null){super(n??e),this.failure=e,this.status=t,this.detail=n}get passing(){return!se.includes(this.failure)}inWords({failure:e}){switch(this.failure){case`wrong-address`:return e.wrongAddress;case`not-in-archive`:return e.notInArchive;case`refused`:return e.refused;case`unreachable`:return e.unreachable;case`offline`:return e.offline;case`too-large`:return e.tooLarge;case`server-error`:return e.serverError(this.status);case`broken`:return e.broken}}},ce=2e4,le=1500,ue=5<<20;async function w(e,t,n){let r=await T(e,t,`no-cache`,n);return r.report.missing.includes(`stale`)?(await new Promise(e=>setTimeout(e,le)),T(e,t,`reload`,n)):r}async function T(e,t,n,r){let[i,a]=await Promise.all([E(t.trust,n,t.archive),E(t.passport,n,t.archive)]);return{...await ie({item:e,passport:a,trust:i},r),place:t,passportBytes:a,trustBytes:i,at:Date.now()}}async function E(e,t,n){let r,i;try{r=await fetch(e,{cache:t,signal:AbortSignal.timeout(ce),credentials:`omit`}),i=new Uint8Array(await r.arrayBuffer())}catch{throw new C(navigator.onLine?`unreachable`:`offline`)}if(r.ok){if(i.length>ue)throw new C(`too-large`);return i}throw r.status===404&&n?new C(`not-in-archive`):new C(r.status>=400&&r.status<500&&r.status!==429?`refused`:`server-error`,r.status,D(i))}function D(e){try{let t=re(e),n=b(t)?y(t,`detail`)??y(t,`title`):null;return typeof n==`string`?n:null}catch(e){if(e instanceof r)return null;throw e}}function O(e){let t=e.searchParams.get(`item`);if(t!==null)return t;try{return l(e.pathname.replace(/^\/p(?=\/)/,``))}catch(e){throw e instanceof r?new C(`wrong-address`):e}}function de(e){try{let t=s(e.trim());return h(t),t}catch(e){throw e instanceof r?new C(`wrong-address`):e}}function fe(e,t,n=null){let r=e.replace(/\/+$/,``);return{passport:`${r}/api/v1/passports?item=${encodeURIComponent(t)}`,trust:n??`${r}/api/v1/trust`,archive:!1}}function pe(e,n){let r=t(c(n));return{passport:`${e}passports/${r.slice(0,2)}/${r}.json`,trust:`${e}trust.json`,archive:!0}}function me(){return document.querySelector(`meta[name="wayproof-archive"]`)?.content??null}var he=/^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:(Z)|([+-])(0[0-9]|1[0-3]):([0-5][0-9])|([+-])14:00)$/,ge=j(1,1,1),k=j(1e4,1,1)-1;function A(e){let t=he.exec(e);if(t===null)throw new r(`not a date and time with an offset from UTC`);let[n,i,a,o,s,c]=t.slice(1,7).map(Number),[l=``,u,d,f,p,m]=t.slice(7),h=new Date(j(n,i,a));if(n<1||h.getUTCMonth()!==i-1||h.getUTCDate()!==a)throw new r(`a day that no calendar has`);if(o>23||s>59||c>59)throw new r(`an hour that does not exist`);let g=h.getTime()+((o*60+s)*60+c)*1e3;if(g+=Number(l.slice(0,3).padEnd(3,`0`))+Number((l[3]??`0`)>=`5`),g>k)throw new r(`a year beyond 9999`);if(u===void 0){let e=m===void 0?(Number(f)*60+Number(p))*6e4:504e5;g+=(d??m)===`+`?-e:e}if(g<ge||g>k)throw new r(`a year before 1 or beyond 9999`);return g}function _e(e){return new Date(A(e)).toISOString()}function j(e,t,n){return new Date(0).setUTCFullYear(e,t-1,n)}function M(e){return e.toWellFormed().replace(/(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,`�`)}function N(e){return F(e.members,`core`)??{}}function P(e,t){let n=e===null?void 0:y(e,t);return typeof n==`string`&&n!==``?M(n):null}function F(e,t){let n=y(e,t);return b(n)?n:null}function I(e){let t=N(e);try{return{at:A(P(t,`eventTime`)??``),offset:P(t,`eventTimeZoneOffset`)??`+00:00`}}catch{return null}}function ve(e){let t=F(e.members,`where`);return t===null?null:P(F(t,`readPoint`)??F(t,`bizLocation`),`id`)}function L(e){return e.checks[7]?.result===`PASSED`&&e.checks[10]?.result!==`NOT_CHECKED`}function ye(e){let t=L(e)?e.statements.filter(e=>(e.applies||e.undone)&&e.struck===null):[...e.statements],n=e.newer.filter(e=>e.struck===null);return[...t,...n].filter(e=>e.notice!==`description`&&e.notice!==`serialised`).map(e=>({each:e,at:I(e)?.at??0})).sort((e,t)=>e.at-t.at||e.each.index-t.each.index).map(({each:e})=>e)}function be(e){return[...e.statements,...e.newer].filter(e=>e.struck!==null)}function R(e){if(!L(e))return[];let t=new Set(e.findings.filter(({rule:e})=>e===`unauthorised-notice`).flatMap(({statements:e})=>e)),n=t=>Number(t.about.includes(e.item));return e.statements.filter(e=>e.notice===`description`&&e.applies&&e.struck===null&&!e.undone&&!t.has(e.index)).sort((e,t)=>n(e)-n(t)||e.index-t.index)}function z(e){return Object.assign({},...R(e).map(e=>e.members))}function B(e){return new Map(R(e).flatMap(e=>{let t=P(e.members,`maker`);return t===null?[]:[[e.issuer,t]]}))}function xe(e){let t=e.findings.filter(({rule:e})=>e===`recalled`).flatMap(({statements:e})=>e);return[...e.statements,...e.newer].filter(e=>t.includes(e.index))}function V(e,{product:t}){try{let n=f(e),r=[{label:t.serial,value:n.primaryAi===`01`?n.serial:null},{label:t.lot,value:n.lot},{label:t.gtin,value:n.gtin},{label:t.sscc,value:n.primaryAi===`00`?n.primaryValue:null}].flatMap(({label:e,value:t})=>t===null?[]:[{label:e,value:M(t)}]);return r.length>0?r:[{label:t.number,value:M(n.primaryValue??e)}]}catch{return[{label:t.number,value:M(e)}]}}var Se=class extends o{static properties={item:{attribute:!1},checks:{attribute:!1},words:{attribute:!1}};static styles=[p,d`
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
    `];render(){let{words:e,checks:t}=this,n=Math.max(0,...t.keys()),r=n===0?e.checking.fetching:e.checks.steps[n-1].name;return m`
      <section class="card" part="checking">
        <h1>${e.checking.title}</h1>
        <p class="number soft">${V(this.item,e).map(({label:e,value:t})=>`${e} ${t}`).join(` · `)}</p>
        <div class="steps" aria-hidden="true">
          ${e.checks.steps.map((e,n)=>m`<span class="step" data-result=${t.get(n+1)?.result??v}></span>`)}
        </div>
        <p class="small">${r}</p>
      </section>
    `}};i(`wayproof-checking`,Se);var Ce=class extends u{static styles=[p,g,d`
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

      [data-result="FAILED"] .result {
        color: var(--wp-bad);
      }
    `];render(){let{checked:e,words:t}=this,{checks:n}=e.report,r=n.filter(({result:e})=>e===`PASSED`).length;return m`
      <details class="card fold" part="checks">
        <summary><h2>${t.checks.title}</h2><span class="small">${t.checks.passed(r)}</span></summary>
        <ol>
          ${n.map((e,n)=>this.check(e,t.checks.steps[n]))}
        </ol>
      </details>
    `}check(e,t){let{checks:n}=this.words,r=e.step===5&&e.result===`PASSED`&&this.checked.report.operatorOnly,i=e.reason===`not reached`?``:e.reason;return m`
      <li data-result=${r?`NONE`:e.result}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${r?H.NOT_CHECKED:H[e.result]}</svg>
        <h3>${t.name}</h3>
        <p class="result">${r?n.noneRequired:n.results[e.result]}</p>
        <p class="small">${t.means}</p>
        ${i===``?v:m`<details class="raw"><summary>${n.detail}</summary><p class="small" lang="en">${M(i)}</p></details>`}
      </li>
    `}},H={PASSED:_`<path d="M5 12.500l4.500 4.500L19 7.500" />`,FAILED:_`<path d="M6.500 6.500l11 11M17.500 6.500l-11 11" />`,NOT_CHECKED:_`<path d="M6 12h12" />`};i(`wayproof-checks`,Ce);var U={VERIFIED:`good`,PENDING:`wait`,INCOMPLETE:`unsure`,NO_RECORD:`none`,REFUSED:`bad`};function W(e){return e.neverMade?`bad`:e.verdict!==`VERIFIED`&&e.verdict!==`PENDING`?U[e.verdict]:e.status===`recalled`||e.status===`ended`?`none`:e.status===`attention`?`unsure`:U[e.verdict]}var we={VERIFIED:_`<path class="shape" d=${`M32 2l6.9 4.5 8.2-.4 3.7 7.4 7.3 3.7-.3 8.2L62 32l-4.2 6.6.3 8.2-7.3 3.7-3.7 7.4-8.2-.4L32 62l-6.9-4.5-8.2.4-3.7-7.4-7.3-3.7.3-8.2L2 32l4.2-6.6-.3-8.2 7.3-3.7 3.7-7.4 8.2.4z`} stroke-linejoin="round" /><path class="sign" d="M20 33l8.5 8.5L45 24" />`,PENDING:_`<circle class="shape" cx="32" cy="32" r="29" /><circle class="sign thin" cx="32" cy="32" r="20" /><path class="sign" d="M32 20v12l8 6" />`,INCOMPLETE:_`<path class="shape" d="M28 5.5a4.6 4.6 0 0 1 8 0l25 46a4.6 4.6 0 0 1-4 6.8H7a4.6 4.6 0 0 1-4-6.8z" /><path class="sign" d="M32 23v16M32 48v.1" />`,NO_RECORD:_`<circle class="shape hollow" cx="32" cy="32" r="27.5" /><path class="sign ink" d="M24 26a8 8 0 1 1 11.5 7.2c-2.4 1.2-3.5 2.5-3.5 5.3M32 46.500v.1" />`,REFUSED:_`<path class="shape" d="M20.500 3h23L61 20.500v23L43.500 61h-23L3 43.500v-23z" stroke-linejoin="round" /><path class="sign" d="M22 22l20 20M42 22L22 42" />`};function G(e){return we[e]}var K=d`
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
`,Te=class extends o{static properties={error:{attribute:!1},words:{attribute:!1}};static styles=[p,K,d`
      [lang] {
        font-style: italic;
      }
    `];render(){let{error:e,words:t}=this,{passing:n}=e;return m`
      <section class="verdict" part="verdict" data-tone=${n?`unsure`:`none`} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${G(n?`INCOMPLETE`:`NO_RECORD`)}</svg>
        <div class="said">
          <h1 id="headline" class="headline" part="headline">${n?t.verdict.INCOMPLETE:t.failure.wrongNumber}</h1>
        </div>
        <p>${e.inWords(t)}</p>
        ${e.detail===null?v:m`<p class="small" lang="en">${M(e.detail)}</p>`}
        ${n?m`
              <p>${t.failure.nothingKnown}</p>
              <button type="button" @click=${this.again}>${t.failure.again}</button>
            `:v}
      </section>
    `}again(){this.dispatchEvent(new CustomEvent(`wayproof-again`))}};i(`wayproof-failure`,Te);function Ee(e,t){let{meaning:n}=t;switch(e.verdict){case`VERIFIED`:return e.entriesShown===null?n.verified:n.newest(...e.entriesShown);case`PENDING`:return n.pending;case`NO_RECORD`:return e.neverMade?n.neverMade(De(e,t)):n.noRecord;case`INCOMPLETE`:return[...new Set(e.missing.map(e=>Oe(e,t)))].join(` `);case`REFUSED`:return n.refused}}function De({statements:e},{locale:t}){let n=e.flatMap(({notice:e,struck:t,time:n,undone:r})=>e===`serialised`&&t===null&&!r&&n!==null?[n]:[]);return n.length===0?null:t.dateTime(Math.min(...n)*1e3)}function Oe(e,{missing:t}){return Object.hasOwn(t,e)?t[e]:t.withheld}function ke(e,t){if(e.verdict===`REFUSED`)return``;let n=e.asOf===null?[]:[t.asOf(t.locale.dateTime(e.asOf*1e3))];return e.verdict===`INCOMPLETE`&&(e.operatorOnly||e.missing.includes(`auditors`))?n.join(``):[...n,e.operatorOnly?t.byOperator:t.byAuditors].join(`, `)}function q({rule:e,message:t},{findings:n}){return Object.hasOwn(n.rules,e)?n.rules[e]:M(t)}function J(e,{journey:t}){let{notice:n,type:r}=e;if(n!==null&&n!==`certificate`)return t.notices[n];let i=P(N(e),`bizStep`);return i===null?n===null?t.types[r]:t.notices[n]:Object.hasOwn(t.steps,i)?t.steps[i]:Ae(i)}function Ae(e){let t=(e.split(/[/#:]/).at(-1)??e).replace(/^(BizStep|Disp)-/,``).replaceAll(`_`,` `);return t.charAt(0).toUpperCase()+t.slice(1)}function Y(e){let t=/^https:\/\/id\.gs1\.org\/(?:414|417)\/([0-9]{13})(?:\/254\/(.+))?$/.exec(e);return M(t===null?/^did:web:([^:]+)/.exec(e)?.[1]??e:`GLN ${t[1]}${t[2]===void 0?``:`, ${t[2]}`}`)}function je(e){return/^[+-]00:00$/.test(e)?`UTC`:`UTC${e}`}var Me=class extends u{static styles=[p,d`
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
    `];render(){let{checked:e,words:t}=this,n=e.report.findings.filter(({rule:e,severity:t})=>e!==`recalled`&&t!==`info`);return n.length===0?v:m`
      <section class="card" part="findings" aria-labelledby="title">
        <h2 id="title">${t.findings.title}</h2>
        <ul>
          ${n.map(e=>m`
              <li data-severity=${e.severity}>
                <span class="severity">${t.findings.severities[e.severity]}</span>
                <span>${q(e,t)}</span>
              </li>
            `)}
        </ul>
      </section>
    `}};i(`wayproof-findings`,Me);function X(e,t){let{locale:n,journey:r,statement:i}=t,a=e.time===null?r.notFinal:n.dateTime(e.time*1e3),o=[[i.issuer,M(e.issuer)],[i.recorded,a],[i.logIndex,String(e.index)],[i.id,e.id],...e.struck===null?[]:[[i.doesNotCount,M(e.struck)]]];return m`
    <details class="raw">
      <summary>${i.title}</summary>
      <dl class="rows">${o.map(([e,t])=>Z(e,t))}</dl>
      <pre tabindex="0" role="region" aria-label=${i.text}>${M(JSON.stringify(e.members,null,2))}</pre>
    </details>
  `}function Z(e,t){return m`<dt>${e}</dt><dd>${t}</dd>`}var Ne=class extends u{static styles=[p,g,d`
      .stop {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.05em;
        padding: 0 0 1.25em 1.75em;
      }

      .stop::before {
        content: "";
        position: absolute;
        inset: 0.3em auto auto 0;
        width: 0.85em;
        height: 0.85em;
        background: var(--wp-accent);
        border-radius: 50%;
      }

      .stop::after {
        content: "";
        position: absolute;
        inset: 1.5em auto 0 0.36em;
        width: 2px;
        background: var(--wp-line);
      }

      .stop:last-child {
        padding-block-end: 0;
      }

      .stop:last-child::after {
        display: none;
      }

      .stop[data-checked="false"]::before {
        background: none;
        border: 2px solid var(--wp-soft);
      }

      .stop[data-kind="recall"]::before {
        background: var(--wp-bad);
      }

      .stop[data-undone="true"] h3 {
        text-decoration: line-through;
      }

      .stop p {
        font-size: 0.9375em;
        color: var(--wp-soft);
      }

      .when {
        font-variant-numeric: tabular-nums;
      }

      .stop .marks {
        color: var(--wp-unsure);
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=ye(n);if(r.length===0)return v;let i=L(n),a=new Set(r.map(({issuer:e})=>e)).size;return m`
      <section class="card" part="journey" aria-labelledby="title">
        <div>
          <h2 id="title">${i?t.journey.title:t.journey.unchecked}</h2>
          <p class="small">${i?t.journey.summary(r.length,a):t.journey.whoseUnknown}</p>
        </div>
        <slot></slot>
        <ol>${r.map(e=>this.stop(e,i))}</ol>
      </section>
    `}stop(e,t){let{words:n}=this,{journey:r,locale:i}=n,a=I(e),o=ve(e),s=[...t&&e.time===null?[r.notFinal]:[],...e.undone?[r.takenBack]:[],...e.disputed?[r.disputed]:[]],c=B(this.checked.report).get(e.issuer)??Y(e.issuer);return m`
      <li class="stop" data-kind=${e.notice??`event`} data-checked=${t} data-undone=${e.undone}>
        <h3>${J(e,n)}</h3>
        ${a===null?v:m`<p class="when">${i.dateTime(a.at,a.offset)} <span class="small">${je(a.offset)}</span></p>`}
        <p>${r.by(c)}${e.hosted?`, ${r.hosted}`:v}</p>
        ${o===null?v:m`<p>${r.at(Y(o))}</p>`}
        ${s.length===0?v:m`<p class="marks">${s.join(` · `)}</p>`}
        ${X(e,n)}
      </li>
    `}};i(`wayproof-journey`,Ne);var Pe=class extends u{static styles=[p,d`
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
    `];render(){let{limits:e}=this.words;return m`
      <section class="card soft" part="limits" aria-labelledby="title">
        <h2 id="title">${e.title}</h2>
        <ul>
          <li>${e.object}</li>
          <li>${e.truth}</li>
          <li>${e.withheld}</li>
        </ul>
      </section>
    `}};i(`wayproof-limits`,Pe);var Fe=class extends u{static styles=[p,d`
      li {
        display: grid;
        grid-template-columns: 1.25em minmax(0, 1fr);
        gap: 0.6em;
      }

      li + li {
        margin-block-start: 0.5em;
      }

      li::before {
        content: "";
        width: 1.1em;
        height: 1.1em;
        margin-block-start: 0.2em;
        border: 2px solid var(--wp-soft);
        border-radius: 0.3em;
      }
    `];render(){let{look:e}=this.words;return m`
      <section class="card" part="look" aria-labelledby="title">
        <h2 id="title">${e.title}</h2>
        <ul>
          ${this.points().map(e=>m`<li><span>${e}</span></li>`)}
        </ul>
        <p class="small">${e.why}</p>
      </section>
    `}points(){let{checked:e,words:t}=this,{look:n,product:r,locale:i}=t,a=V(e.report.item,t),o=z(e.report),s=e=>a.find(({label:t})=>t===e)?.value??null,c=s(r.serial)??s(r.sscc)??s(r.number),l=s(r.lot)??P(o,`lot`),u=P(o,`bestBefore`);return[...c===null?[]:[n.number(c)],...l===null?[]:[n.lot(l)],...u===null?[]:[n.bestBefore(i.date(u))],n.seal,n.label]}};i(`wayproof-look`,Fe);var Q=[];function $(e,t,n){return Q.filter(n=>n.position===e&&n.applies(t)).map(e=>e.element(t,n))}function Ie(e){for(let t of Q)t.applies(e)&&t.load().catch(e=>console.warn(String(e)))}var Le=class extends u{static styles=[p,d`
      .product {
        display: grid;
        gap: 0.6em;
      }

      .name {
        display: grid;
        gap: 0.2em;
      }

      .brand {
        font-size: 0.9375em;
        font-weight: 600;
        color: var(--wp-accent);
      }

      .facts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
        gap: 0.5em 1.25em;
      }

      dd {
        font-variant-numeric: tabular-nums;
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=z(n),i=P(r,`name`),a=P(r,`description`),o=P(r,`brand`);return m`
      <section class="product" part="product" aria-labelledby="name">
        ${n.verdict===`NO_RECORD`&&i!==null?m`<p class="soft">${t.product.belongsTo}</p>`:v}
        <div class="name">
          ${o===null?v:m`<p class="brand" part="brand">${o}</p>`}
          <h1 id="name" part="name">${i??t.product.unnamed}</h1>
        </div>
        ${a===null?v:m`<p>${a}</p>`}
        <dl class="facts">
          ${this.facts().map(({label:e,value:t})=>m`<div><dt>${e}</dt><dd>${t}</dd></div>`)}
        </dl>
      </section>
    `}facts(){let{checked:e,words:t}=this,{locale:n,product:r}=t,i=z(e.report),a=V(e.report.item,t),o=[[r.bestBefore,P(i,`bestBefore`)],[r.lot,a.some(({label:e})=>e===r.lot)?null:P(i,`lot`)],[r.netContent,P(i,`netContent`)],[r.origin,P(i,`origin`)],[r.maker,P(i,`maker`)]],s=(e,t)=>e===r.bestBefore?n.date(t):e===r.origin?n.region(t):t;return[...o.flatMap(([e,t])=>t===null?[]:[{label:e,value:s(e,t)}]),...a]}};i(`wayproof-product`,Le);var Re=class extends u{static styles=[p,d`
      .recall {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0.5em 0.9em;
        padding: 1.125em;
        color: var(--wp-on-recall);
        background: var(--wp-recall);
        border: 2px solid var(--wp-recall);
        border-radius: calc(var(--wp-radius) * 1.25);
        print-color-adjust: exact;
      }

      .icon {
        width: 3em;
        height: 3em;
      }

      h2 {
        font-size: 1.5em;
        font-weight: 750;
        line-height: 1.15;
      }

      p {
        grid-column: 1 / -1;
        font-size: 1.0625em;
      }
    `];render(){let{checked:e,words:t}=this,n=xe(e.report);if(n.length===0)return v;let r=B(e.report),i=[...new Set(n.map(({issuer:e})=>r.get(e)??Y(e)))],a=n.flatMap(({time:e})=>e===null?[]:[e]),o=a.length===0?null:t.locale.day(Math.min(...a)*1e3);return m`
      <section class="recall" part="recall" role="alert">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3.500L2 20.500h20z" />
          <path d="M12 10v4.500M12 17.300v.01" />
        </svg>
        <h2>${t.recall.title}</h2>
        <p>${t.recall.text(t.locale.list(i),o)}</p>
      </section>
    `}};i(`wayproof-recall`,Re);var ze=class extends u{static styles=[p,g,d`
      .files {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em 1.25em;
        margin-block-start: 0.75em;
        font-size: 0.9375em;
      }
    `];render(){let{checked:e,words:t}=this,{report:n,place:r}=e,{technical:i}=t,a=be(n);return m`
      <details class="card fold" part="technical">
        <summary><h2>${i.title}</h2></summary>
        <dl class="rows">${this.rows()}</dl>
        ${n.findings.filter(({severity:e})=>e===`info`).map(e=>m`<p class="small">${q(e,t)} (${i.statements(e.statements.join(`, `))})</p>`)}
        ${a.length===0?v:m`<h3>${i.struck}</h3>`}
        ${a.map(e=>m`<div><p>${J(e,t)}</p>${X(e,t)}</div>`)}
        <p class="files">
          <a href=${r.passport} download="passport.json">${i.keepPassport}</a>
          <a href=${r.trust} download="trust.json">${i.keepTrust}</a>
        </p>
      </details>
    `}rows(){let{report:e,trust:t,pin:n,took:r,passportBytes:i}=this.checked,{technical:a,locale:o}=this.words;return[Z(a.item,M(e.item)),Z(a.verdict,`${e.verdict}, ${a.exitCode(e.exit)}`),Z(a.status,e.status),...e.missing.length===0?[]:[Z(a.missing,M(e.missing.join(`; `)))],...e.seq===null?[]:[Z(a.newestAnchor,a.anchor(e.seq,e.size??0))],...e.asOf===null?[]:[Z(a.anchored,o.dateTime(e.asOf*1e3))],...t===null?[]:[Z(a.log,M(t.origin)),Z(a.chain,a.contract(t.chainId,`0x${t.contract}`)),Z(a.readAt,M(t.rpcUrls.join(`, `)))],...n===null?[]:[Z(a.pinned,`${n.number}, 0x${n.hash}`)],Z(a.took,a.time(Math.round(r),i.length))]}};i(`wayproof-technical`,ze);var Be=class extends u{static styles=[p,K,d`
      .status {
        font-weight: 650;
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=t.statuses[n.status];return m`
      <section class="verdict" part="verdict" data-tone=${W(n)} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${G(n.verdict)}</svg>
        <div class="said">
          <h2 id="headline" class="headline" part="headline">${t.verdict[n.verdict]}</h2>
          <p class="basis">${ke(n,t)}</p>
        </div>
        <p class="meaning">${Ee(n,t)}</p>
        ${r===void 0?v:m`<p class="status">${r}</p>`}
      </section>
    `}};i(`wayproof-verdict`,Be);var Ve=class extends o{static properties={item:{type:String},ledger:{type:String},trust:{type:String},lang:{type:String},checked:{attribute:!1},error:{attribute:!1},checks:{attribute:!1},words:{attribute:!1}};static styles=[te,d`
      .whole {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1em;
      }
    `];asked=0;constructor(){super(),this.item=``,this.ledger=``,this.trust=null,this.lang=``,this.checked=null,this.error=null,this.checks=new Map,this.words=null}willUpdate(e){e.has(`lang`)&&this.speak(),(e.has(`item`)||e.has(`ledger`)||e.has(`trust`))&&this.item!==``&&this.verify()}updated(e){let t=this.checked!==null||this.error!==null,n=e.has(`checked`)||e.has(`error`)||e.has(`words`);t&&n&&this.words!==null&&this.dispatchEvent(new CustomEvent(`wayproof-verdict`,{detail:this.ending(this.words),bubbles:!0,composed:!0}))}render(){let{words:e}=this;return e===null||this.item===``?v:m`<div class="whole" lang=${e.lang} aria-live="polite">${this.content(e)}</div>`}content(e){let{checked:t,error:n,item:r,checks:i}=this;if(n!==null)return m`<wayproof-failure .error=${n} .words=${e} @wayproof-again=${this.verify}></wayproof-failure>`;if(t===null)return m`<wayproof-checking .item=${r} .checks=${i} .words=${e}></wayproof-checking>`;let a=m`<wayproof-product .checked=${t} .words=${e} exportparts="product, brand, name"></wayproof-product>`,o=m`<wayproof-verdict .checked=${t} .words=${e} exportparts="verdict, seal, headline"></wayproof-verdict>`,s=t.report.verdict!==`NO_RECORD`&&t.report.verdict!==`REFUSED`;return m`
      <wayproof-recall .checked=${t} .words=${e} exportparts="recall"></wayproof-recall>
      ${s?[a,o]:[o,a]}
      <wayproof-findings .checked=${t} .words=${e} exportparts="findings"></wayproof-findings>
      <wayproof-look .checked=${t} .words=${e} exportparts="look"></wayproof-look>
      <wayproof-journey .checked=${t} .words=${e} exportparts="journey">
        ${$(`journey`,t,e)}
      </wayproof-journey>
      ${$(`below`,t,e)}
      <wayproof-checks .checked=${t} .words=${e} exportparts="checks"></wayproof-checks>
      <wayproof-limits .checked=${t} .words=${e} exportparts="limits"></wayproof-limits>
      <wayproof-technical .checked=${t} .words=${e} exportparts="technical"></wayproof-technical>
    `}async speak(){let e=this.lang===``?ne(new URL(location.href)):[this.lang,...navigator.languages],{lang:t}=this,n=await a(ee(e));t===this.lang&&(this.words=n)}async verify(){let e=++this.asked;this.checked=null,this.error=null,this.checks=new Map;try{let t=de(this.item),n=await w(t,this.place(t),t=>{e===this.asked&&(this.checks=new Map(this.checks).set(t.step,t))});if(e!==this.asked)return;this.checked=n,await this.updateComplete,Ie(n)}catch(t){t instanceof C||console.error(t),e===this.asked&&(this.error=t instanceof C?t:new C(`broken`))}}place(e){let t=this.ledger===``&&this.trust===null?me():null;return t===null?fe(this.ledger,e,this.trust):pe(t,e)}ending(e){let{checked:t,error:n}=this;if(t!==null){let{verdict:n}=t.report;return{verdict:n,headline:e.verdict[n],checked:t}}let r=n?.passing??!0;return{verdict:r?`INCOMPLETE`:`INVALID`,headline:r?e.verdict.INCOMPLETE:e.failure.wrongNumber,checked:t}}};i(`wayproof-passport`,Ve);export{C as i,A as n,O as r,_e as t};