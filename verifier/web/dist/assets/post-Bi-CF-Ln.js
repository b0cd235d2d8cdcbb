/* empty css             */import{N as e,T as t,V as n,a as r,at as i,et as a,lt as o,n as s,ot as c,r as l,st as u,y as d}from"./tokens-BwTpO1wg.js";import{d as ee,l as te}from"./shape-3BDOnQV8.js";import{a as f,i as ne,n as re,o as ie,r as ae,t as oe}from"./trustRoot-DwEobDG4.js";import{a as se,c as ce,i as le,l as ue,n as p,o as m,s as de,t as fe}from"./phoneSpeech-CHVuqfnA.js";import{n as pe}from"./speech-BtmHyKrt.js";var me=[`packed`,`loaded`,`unpacked`,`unloaded`],he=[`unpacked`,`unloaded`],h={Temperature:[`°C`,`°F`],RelativeHumidity:[`%`],Mass:[`kg`,`g`]},g={items:[],step:null,container:null,where:null,time:null,reading:null,quantity:null,lot:``,bestBefore:``,note:``,photos:[]};function ge(e){return{...g,step:e.step,where:e.where}}function _(e){let t=[],n=he.includes(e.step??``)&&e.container!==null;return e.items.length===0&&!n&&t.push(`items`),e.step===null&&t.push(`step`),v(e)&&e.container===null&&t.push(`container`),e.time!==null&&Number.isNaN(Date.parse(e.time))&&t.push(`time`),e.reading!==null&&b(e.reading.value)===null&&t.push(`reading`),e.quantity!==null&&(b(e.quantity.value)??0)<=0&&t.push(`quantity`),t}function v({step:e}){return me.includes(e??``)}function _e(e,t){let{where:n,reading:r,quantity:i}=e,a=e.step===`produced`;return{step:e.step,time:y(e.time===null?t:new Date(e.time)),...e.items.length>0&&{items:e.items},...v(e)&&e.container!==null&&{container:e.container},...n!==null&&(`place`in n?{place:n.place}:{position:n}),...r!==null&&{readings:[{...r,value:b(r.value)}]},...i!==null&&{quantity:{value:b(i.value),...i.unit!==``&&{unit:i.unit}}},...a&&e.lot!==``&&{lot:e.lot},...a&&e.bestBefore!==``&&{bestBefore:e.bestBefore},...e.note.trim()!==``&&{note:e.note.trim()},...e.photos.length>0&&{photos:e.photos}}}function ve(e){let{place:t,position:n,readings:r,quantity:i}=e,a=r?.[0];return{items:e.items??[],step:e.step,container:e.container??null,where:t===void 0?n??null:{place:t},time:e.time,reading:a===void 0?null:{...a,value:String(a.value)},quantity:i===void 0?null:{unit:i.unit??``,value:String(i.value)},lot:e.lot??``,bestBefore:e.bestBefore??``,note:e.note??``,photos:e.photos??[]}}function y(e){let t=-e.getTimezoneOffset(),n=new Date(e.getTime()+t*6e4).toISOString().slice(0,19),r=e=>String(e).padStart(2,`0`);return`${n}${t<0?`-`:`+`}${r(Math.floor(Math.abs(t)/60))}:${r(Math.abs(t)%60)}`}function b(e){let t=e.trim().replace(`,`,`.`).replace(`−`,`-`);return/^[+-]?[0-9]{1,12}(?:\.[0-9]{1,9})?$/.test(t)?Number(t):null}var ye=`wayproof-post`,be=1,x;async function S(e,t,n){let r=(await Se()).transaction(e,t,{durability:`strict`}),i=new Promise((e,t)=>{r.oncomplete=()=>e(),r.onabort=()=>t(r.error??Error(`the database gave up`))});i.catch(()=>void 0);let a;try{a=await n(r)}catch(e){try{r.abort()}catch{}throw e}return await i,a}function C(e){return new Promise((t,n)=>{e.onsuccess=()=>t(e.result),e.onerror=()=>n(e.error??Error(`the database refused`))})}function xe(e){return S([`records`],`readonly`,async t=>(await C(t.objectStore(`records`).get(e)))?.value)}function w(e,t){return S([`records`],`readwrite`,async n=>{let r=n.objectStore(`records`);t===void 0?await C(r.delete(e)):await C(r.put({name:e,value:t}))})}function Se(){return x??=new Promise((e,t)=>{let n=indexedDB.open(ye,be);n.onupgradeneeded=()=>{let e=n.result;e.createObjectStore(`outbox`,{keyPath:`id`,autoIncrement:!0}),e.createObjectStore(`photos`,{keyPath:`digest`}),e.createObjectStore(`places`,{keyPath:`uri`}),e.createObjectStore(`records`,{keyPath:`name`})},n.onsuccess=()=>{let t=n.result;t.onversionchange=()=>{t.close(),x=void 0},t.onclose=()=>{x=void 0},e(t)},n.onerror=()=>t(n.error??Error(`the database cannot be opened`))}).catch(e=>{throw x=void 0,e}),x}var T=new EventTarget,E=`BroadcastChannel`in globalThis?new BroadcastChannel(`wayproof-outbox`):null;E?.addEventListener(`message`,()=>T.dispatchEvent(new Event(`change`)));function D(e,t){T.addEventListener(`change`,e,{signal:t})}function O(){return S([`outbox`],`readonly`,e=>C(e.objectStore(`outbox`).getAll()))}function Ce(e){return S([`outbox`],`readonly`,t=>C(t.objectStore(`outbox`).get(e)))}function k(e){return JSON.parse(e.body)}async function A(e,t,n=null){await S([`outbox`],`readwrite`,async r=>{let i=r.objectStore(`outbox`),a=n===null?void 0:await C(i.get(n));a!==void 0&&a.state.kind!==`accepted`&&await C(i.delete(a.id)),await C(i.add({party:e,body:JSON.stringify(t),addedAt:Date.now(),state:{kind:`waiting`}}))}),N()}async function j(e,t){await S([`outbox`],`readwrite`,async n=>{let r=n.objectStore(`outbox`),i=await C(r.get(e.id));i?.state.kind===`accepted`&&t.kind!==`accepted`||i===void 0&&t.kind===`refused`||await C(r.put({...e,state:t}))}),N()}async function we(e){await S([`outbox`],`readwrite`,async t=>{let n=t.objectStore(`outbox`),r=await C(n.get(e));r!==void 0&&await C(n.put({...r,state:{kind:`waiting`}}))}),N()}async function M(...e){await S([`outbox`,`photos`],`readwrite`,async t=>{let n=t.objectStore(`outbox`),r=await C(n.getAll());for(let t of e)await C(n.delete(t));let i=new Set(r.filter(({id:t})=>!e.includes(t)).flatMap(e=>k(e).photos??[])),a=r.filter(({id:t})=>e.includes(t)).flatMap(e=>k(e).photos??[]);for(let e of a)i.has(e)||await C(t.objectStore(`photos`).delete(e))}),N()}async function Te(){await M(...(await O()).filter(({state:e})=>e.kind===`accepted`).map(({id:e})=>e))}async function Ee(){let e=(await O()).filter(({state:e})=>e.kind===`accepted`).slice(0,-100).filter(e=>k(e).photos===void 0);e.length>0&&await M(...e.map(({id:e})=>e))}function N(){T.dispatchEvent(new Event(`change`)),E?.postMessage(`change`)}var P=`wayproof-draft`;function De(e){try{sessionStorage.setItem(P,JSON.stringify(e))}catch{}}function Oe(){try{let e=sessionStorage.getItem(P);return e===null?null:{...g,...JSON.parse(e)}}catch{return null}}var F=`lease`,I=3e4,L=`wayproof-lease`,R=Ae()??Array.from(crypto.getRandomValues(new Uint32Array(4))).join(`-`);addEventListener(`pagehide`,()=>B(R)),addEventListener(`pageshow`,()=>B(null));function ke(e=Date.now()){return S([`records`],`readwrite`,async t=>{let n=t.objectStore(`records`),r=(await C(n.get(F)))?.value,i=r===void 0||r.holder===R?0:r.until-e;return i>0&&i<=I?i:(await C(n.put({name:F,value:{holder:R,until:e+I}})),0)})}function z(){return S([`records`],`readwrite`,async e=>{let t=e.objectStore(`records`);(await C(t.get(F)))?.value?.holder===R&&await C(t.delete(F))})}function Ae(){try{let e=sessionStorage.getItem(L);return sessionStorage.removeItem(L),e}catch{return null}}function B(e){try{e===null?sessionStorage.removeItem(L):sessionStorage.setItem(L,e)}catch{}}var je=`wayproof promise v1`;function Me(e,t,n){let[r,i,o,s,c]=ae(ne(e,n).body,5);if(r!==je)throw new a(`the note is no promise`);re(i);let l={origin:i,statementId:ie(o),accepted:f(s),deadline:f(c)};if(l.deadline<l.accepted)throw new a(`a promise whose deadline is before its acceptance`);if(i!==t)throw new a(`the promise is another log's`);return l}var V=2e4;async function H(e){return U(`/api/v1/key`,e,null,e=>{let t=e;return typeof t.role==`string`&&Array.isArray(t.steps)&&Array.isArray(t.otherSteps)?t:null})}async function Ne(e,t){return U(`/api/v1/checkpoints`,e,t,e=>{let t=e;return typeof t.statement==`string`&&typeof t.promise==`string`?t:null})}async function Pe(){try{let e=await fetch(`/api/v1/trust`,{signal:AbortSignal.timeout(V),cache:`no-cache`});return e.ok?new Uint8Array(await e.arrayBuffer()):null}catch{return null}}function Fe(t,n){let r=oe(n),i=Me(t.promise,r.origin,r.promiseKeys);if(!e(i.statementId,te(t.statement)))throw new a(`the promise is for another statement`);return i.deadline}async function U(e,t,n,r){let i,a;try{i=await fetch(e,{method:n===null?`GET`:`POST`,headers:{Authorization:`Bearer ${t}`,...n!==null&&{"Content-Type":`application/json`}},body:n,cache:`no-store`,signal:AbortSignal.timeout(V)}),a=await i.text()}catch{return{kind:`away`,retryAfter:0}}if(i.status===401)return{kind:`keyless`};let o=Ie(a);if(i.ok){let e=o===null?null:r(o);return e===null?{kind:`away`,retryAfter:0}:{kind:`taken`,value:e}}let s=o?.detail;return i.status>=500||i.status===429||i.status===408||typeof s!=`string`?{kind:`away`,retryAfter:Number(i.headers.get(`Retry-After`))||0}:{kind:`refused`,refusal:{status:i.status,detail:s,errors:Le(o)}}}function Ie(e){try{let t=JSON.parse(e);return typeof t==`object`?t:null}catch{return null}}function Le(e){let t=e?.errors;return Array.isArray(t)?t.map(e=>e).filter(e=>typeof e?.pointer==`string`&&typeof e.detail==`string`).map(e=>({pointer:e?.pointer,detail:e?.detail})):[]}var W=`session`,Re=/^wp_[A-Za-z0-9_-]{20,120}$/,ze=/^#key=([^&]*)$/;function G(){let e=ze.exec(location.hash);return e===null?null:(history.replaceState(history.state,``,location.pathname+location.search),e[1])}async function K(){return await xe(W)??null}async function Be(e){let t=e.trim();if(!Re.test(t))return`malformed`;let n=await H(t);return n.kind===`keyless`||n.kind===`refused`?`unknown`:n.kind===`away`?(await w(W,{key:t,holder:null}),`offline`):q(n.value)?(await w(W,{key:t,holder:n.value}),`done`):`no-poster`}async function Ve(){let e=await K();if(e===null)return`reached`;let t=await H(e.key);return t.kind===`away`?`away`:t.kind!==`taken`||!q(t.value)?`keyless`:((await K())?.key===e.key&&await w(W,{key:e.key,holder:t.value}),`reached`)}async function He(){await w(W,void 0)}function q(e){return e.party!==null&&[`party`,`poster`].includes(e.role)}var Ue=2e3,We=3e5,Ge=class{tell;signal;failures=0;timer;running=null;again=!1;constructor(e,t){this.tell=e,this.signal=t;let n=()=>this.now();addEventListener(`online`,n,{signal:t}),document.addEventListener(`visibilitychange`,()=>document.hidden||n(),{signal:t}),D(n,t),t.addEventListener(`abort`,()=>clearTimeout(this.timer)),n()}now(){this.signal.aborted||(this.again=this.running!==null,clearTimeout(this.timer),this.running??=this.run().finally(()=>{this.running=null,this.again&&this.now()}))}async run(){this.again=!1;let e=await this.send();e!==null&&!this.signal.aborted&&(this.timer=setTimeout(()=>this.now(),e))}async send(){let e=await K(),t=e?.holder?.party??null;if(e===null||t===null)return null;let n=(await O()).filter(e=>e.party===t),r=n.filter(({state:e})=>e.kind===`waiting`),i=n.filter(({state:e})=>e.kind===`accepted`&&e.deadline===null);if(r.length+i.length===0)return null;for(let{id:t,state:n}of[...i,...r]){let r=await ke();if(r>0)return r;let i=await Ce(t);if(i?.state.kind!==n.kind)continue;let a=await this.sendOne(e.key,i);if(a!==0)return await z(),a}return await z(),await Ee(),null}async sendOne(e,t){if(t.state.kind===`accepted`){let e=await J(t.state.acceptance);return e.kind===`accepted`&&e.deadline===null?this.later(0):(await j(t,e),0)}let n=await Ne(e,t.body);return n.kind===`away`?this.later(n.retryAfter):(this.failures=0,n.kind===`keyless`?((await K())?.key===e&&this.tell(`keyless`),null):(this.tell(`reached`),n.kind===`refused`?await j(t,{kind:`refused`,refusal:n.refusal}):await j(t,await J(n.value)),0))}later(e){return this.failures++,this.tell(`away`),Math.max(e*1e3,Math.min(Ue*2**(this.failures-1),We))}};async function J(e){let t=await Pe();if(t===null)return{kind:`accepted`,acceptance:e,deadline:null};try{return{kind:`accepted`,acceptance:e,deadline:Fe(e,t)}}catch(t){if(!(t instanceof a))throw t;return{kind:`doubtful`,acceptance:e}}}var Ke=class extends i{static properties={words:{attribute:!1},phone:{attribute:!1},items:{attribute:!1},single:{type:Boolean},scanning:{state:!0},said:{state:!0}};static styles=[s,p,o`
      :host {
        display: grid;
        gap: 0.75em;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5em;
        align-items: center;
        padding-block: 0.35em;
        border-block-end: 1px solid var(--wp-line);
      }
    `];constructor(){super(),this.items=[],this.single=!1,this.scanning=!1,this.said={tone:`good`,text:``}}render(){let{post:e,scan:t}=this.phone,{items:n,words:r}=this,i=this.single&&n.length>0;return u`
      ${n.length===0?c:u`<ul>
            ${n.map((t,n)=>u`<li>
                <span>${m(t,r)}</span>
                <button type="button" class="quiet" aria-label=${e.remove(m(t,r))} @click=${()=>this.takeOut(n)}>✕</button>
              </li>`)}
          </ul>`}
      ${n.length>1?u`<p class="small">${e.counted(n.length)}</p>`:c}
      <p class="said" role="status" data-tone=${this.said.tone}>${this.said.text}</p>
      ${this.scanning?u`<wayproof-scanner .words=${t} @wayproof-scan=${this.scanned}></wayproof-scanner>
            <button type="button" class="quiet wide" @click=${this.done}>${e.done}</button>`:c}
      ${this.scanning||i?c:u`<button type="button" class="main wide scan" @click=${this.start}>${this.single?e.scanContainer:e.scan}</button>`}
    `}async start(){this.scanning=!0,await this.updateComplete,this.renderRoot.querySelector(`wayproof-scanner`).start()}done(){this.scanning=!1,this.said={tone:`good`,text:``}}scanned({detail:e}){let t=le(e,this.phone.scan);if(typeof t==`string`){this.said={tone:`bad`,text:t};return}let{uri:n}=t,r=se(t,this.words);this.items.includes(n)?this.said={tone:`good`,text:this.phone.post.already(r)}:(this.said={tone:`good`,text:this.phone.scan.found(r)},this.single&&(this.scanning=!1),this.tell([...this.items,n]))}takeOut(e){this.said={tone:`good`,text:``},this.tell(this.items.filter((t,n)=>n!==e))}tell(e){this.dispatchEvent(new CustomEvent(`wayproof-items`,{detail:e}))}};r(`wayproof-item-list`,Ke);var Y=1<<20;async function qe(e){let t=n.create();for(let n=0;n<e.size;n+=Y)t.update(new Uint8Array(await e.slice(n,n+Y).arrayBuffer()));let r=ee(t.digest()),i={digest:r,name:e.name||`${r}.jpg`,blob:e};return await S([`photos`],`readwrite`,e=>C(e.objectStore(`photos`).put(i))),r}function Je(e){return S([`photos`],`readonly`,t=>C(t.objectStore(`photos`).get(e)))}async function Ye(e){let t=await Je(e);if(t===void 0)return!1;let n=URL.createObjectURL(t.blob);return Object.assign(document.createElement(`a`),{href:n,download:t.name}).click(),setTimeout(()=>URL.revokeObjectURL(n),6e4),!0}var Xe=[``,`kg`,`g`,`l`],Ze=class extends i{static properties={words:{attribute:!1},draft:{attribute:!1}};static styles=[s,p,o`
      :host {
        display: grid;
        gap: 0.75em;
      }

      .dated {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
        gap: 0.5em;
      }

      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr);
        gap: 0.5em;
      }
    `];render(){let e=this.words.more,{draft:t}=this;return u`
      ${X(t)?this.quantity():c}
      ${t.step===`produced`?u`<div class="dated">
            <label>${e.lot}<input .value=${t.lot} maxlength="20" autocomplete="off" @input=${this.text(`lot`)} /></label>
            <label>${e.bestBefore}<input type="date" .value=${t.bestBefore} @input=${this.text(`bestBefore`)} /></label>
          </div>`:c}
      ${this.reading()}
      <label>${e.note}<textarea rows="2" maxlength="1000" .value=${t.note} @input=${this.text(`note`)}></textarea></label>
      <label class="button quiet">
        ${e.photo}
        <input type="file" accept="image/*" capture="environment" @change=${this.photo} />
      </label>
      ${t.photos.length>0?u`<p>${e.photos(t.photos.length)}</p>`:c}
      <p class="small">${e.photoStays}</p>
    `}reading(){let e=this.words.more,{reading:t}=this.draft,n=e=>()=>this.tell({reading:{type:e,unit:h[e][0],value:t?.value??``}});return u`
      <div class="choices" role="group" aria-label=${e.reading}>
        ${Object.keys(h).map(r=>u`<button type="button" aria-pressed=${t?.type===r} @click=${n(r)}>${e.readings[r]}</button>`)}
        <button type="button" aria-pressed=${t===null} @click=${()=>this.tell({reading:null})}>${e.none}</button>
      </div>
      ${t===null?c:this.amount(e.value,t.value,t.unit,h[t.type]??[t.unit],(e,n)=>this.tell({reading:{type:t.type,value:e,unit:n}}))}
    `}quantity(){let{quantity:e}=this.draft;return this.amount(this.words.more.quantity,e?.value??``,e?.unit??``,Xe,(e,t)=>this.tell({quantity:e.trim()===``?null:{value:e,unit:t}}))}amount(e,t,n,r,i){let a=this.words.more;return u`<div class="pair">
      <label>${e}<input inputmode="decimal" autocomplete="off" .value=${t} @input=${e=>i(e.target.value,n)} /></label>
      <label>
        ${a.unit}
        <select @change=${e=>i(t,e.target.value)}>
          ${r.map(e=>u`<option value=${e} ?selected=${e===n}>${e||a.pieces}</option>`)}
        </select>
      </label>
    </div>`}text(e){return t=>this.tell({[e]:t.target.value})}async photo(e){let t=e.target,n=t.files?.[0];if(n===void 0)return;let r=await qe(n);t.value=``,this.draft.photos.includes(r)||this.tell({photos:[...this.draft.photos,r]})}tell(e){this.dispatchEvent(new CustomEvent(`wayproof-draft`,{detail:e}))}};function X({items:e}){return e.length===1&&[`lot`,`class`].includes(d(e[0]).kind)}r(`wayproof-more-fields`,Ze);async function Qe(){return(await S([`places`],`readonly`,e=>C(e.objectStore(`places`).getAll()))).sort((e,t)=>t.usedAt-e.usedAt)}async function Z(e,t){let n={uri:e,name:t,usedAt:Date.now()};await S([`places`],`readwrite`,e=>C(e.objectStore(`places`).put(n)))}async function $e(){if(!isSecureContext)return`insecure`;if(!(`geolocation`in navigator))return`failed`;try{let{coords:e}=await new Promise((e,t)=>{navigator.geolocation.getCurrentPosition(e,t,{enableHighAccuracy:!0,maximumAge:6e4,timeout:2e4})}),t=e=>Math.round(e*1e4)/1e4;return{latitude:t(e.latitude),longitude:t(e.longitude)}}catch(e){return e.code===1?`denied`:`failed`}}var et=13,tt=6,nt=class extends i{static properties={words:{attribute:!1},phone:{attribute:!1},where:{attribute:!1},known:{state:!0},adding:{state:!0},said:{state:!0}};static styles=[s,l,p];constructor(){super(),this.where=null,this.known=[],this.adding=null,this.said=``,this.read()}render(){let e=this.phone.post.where,{where:t}=this,n=t!==null&&`latitude`in t?t:null,r=t!==null&&`place`in t?t.place:null;return u`
      <div class="choices" role="group" aria-label=${e.title}>
        ${this.known.slice(0,tt).map(({uri:e,name:t})=>this.choice(t,e===r,()=>this.choose({place:e})))}
        ${r!==null&&!this.known.some(({uri:e})=>e===r)?this.choice(Q(r),!0,()=>void 0):c}
        ${this.choice(n===null?e.position:this.coordinates(n),n!==null,()=>void this.locate())}
        ${this.choice(e.add,this.adding!==null,()=>this.add())}
        ${this.choice(e.unsaid,t===null,()=>this.choose(null))}
      </div>
      <p class="said" role="status">${this.said}</p>
      ${this.adding===null?c:this.form(this.adding)}
    `}choice(e,t,n){return u`<button type="button" aria-pressed=${t} @click=${n}>${e}</button>`}form(e){let t=this.phone.post.where;return e===``?u`<wayproof-scanner .words=${this.phone.scan} @wayproof-scan=${this.scanned}></wayproof-scanner>`:u`<form @submit=${this.name}>
      <p class="small">${Q(e)}</p>
      <label>${t.name}<input name="name" maxlength="60" autocomplete="off" required /></label>
      <button class="wide">${t.save}</button>
    </form>`}coordinates({latitude:e,longitude:t}){return this.phone.post.where.at(e.toFixed(4),t.toFixed(4))}add(){this.said=``,this.adding=this.adding===null?``:null}scanned({detail:e}){let t=e.text.replace(/\s/g,``),n=e.symbology===null&&/^[0-9]+$/.test(t)&&t.length===et,r=ce(n?{text:`(414)${t}`,symbology:null}:e);r.kind===`place`?(this.said=``,this.adding=r.item.uri):this.said=r.kind===`broken`?this.phone.scan.broken:this.phone.scan.noPlace}async name(e){e.preventDefault();let t=this.adding;await Z(t,String(new FormData(e.target).get(`name`)).trim()||Q(t)),await this.read(),this.choose({place:t})}async locate(){let e=this.phone.post.where;this.said=e.asking;let t=await $e();this.said=``,typeof t==`string`?this.said=e[t]:this.choose(t)}choose(e){this.adding=null;let t=e!==null&&`place`in e?this.known.find(({uri:t})=>t===e.place):void 0;t!==void 0&&Z(t.uri,t.name),this.dispatchEvent(new CustomEvent(`wayproof-where`,{detail:e}))}async read(){this.known=await Qe()}};function Q(e){return e.startsWith(`https://id.gs1.org`)?e.slice(t.length+1).replaceAll(`/`,` `):e}r(`wayproof-place-picker`,nt);var rt=class extends i{static properties={words:{attribute:!1},phone:{attribute:!1},draft:{attribute:!1},steps:{attribute:!1},otherSteps:{attribute:!1},correcting:{attribute:!1},said:{attribute:!1},complained:{state:!0}};static styles=[s,l,p,o`
      :host {
        display: grid;
        gap: 1em;
      }

      .post {
        position: sticky;
        bottom: 0;
        z-index: 1;
        display: grid;
        gap: 0.5em;
        padding-block: 0.75em max(0.75em, env(safe-area-inset-bottom));
        background: var(--wp-paper);
      }

      h1 {
        font-size: 1.5em;
      }
    `];constructor(){super(),this.complained=!1,this.said=``}render(){let{draft:e,words:t,phone:n}=this,{post:r}=n,i=_(e);return u`
      <h1>${r.title}</h1>
      <section class="card" aria-labelledby="what">
        <h2 id="what">${r.what}</h2>
        <wayproof-item-list .words=${t} .phone=${n} .items=${e.items} @wayproof-items=${this.items}></wayproof-item-list>
      </section>
      <section class="card" aria-labelledby="step">
        <h2 id="step">${r.step}</h2>
        ${this.choices(this.steps)}
        ${this.otherSteps.length===0?c:u`<details class="fold" ?open=${this.otherSteps.includes(e.step??``)}>
              <summary><h3>${r.otherSteps}</h3></summary>
              ${this.choices(this.otherSteps)}
            </details>`}
      </section>
      ${v(e)?u`<section class="card" aria-labelledby="container">
            <h2 id="container">${r.container}</h2>
            <wayproof-item-list
              single
              .words=${t}
              .phone=${n}
              .items=${e.container===null?[]:[e.container]}
              @wayproof-items=${this.container}
            ></wayproof-item-list>
          </section>`:c}
      <section class="card" aria-labelledby="where">
        <h2 id="where">${r.where.title}</h2>
        <wayproof-place-picker .words=${t} .phone=${n} .where=${e.where} @wayproof-where=${this.where}></wayproof-place-picker>
      </section>
      <section class="card" aria-labelledby="when">
        <h2 id="when">${r.when.title}</h2>
        ${this.when()}
      </section>
      <section class="card">
        <details class="fold">
          <summary><h2>${r.more.title}</h2></summary>
          <wayproof-more-fields .words=${r} .draft=${e} @wayproof-draft=${this.more}></wayproof-more-fields>
        </details>
      </section>
      <div class="post">
        <p class="said" role="status" data-tone="good">${this.said}</p>
        <div role="alert">
          ${this.complained?i.map(e=>u`<p class="said" data-tone="bad">${r.lacks[e]}</p>`):c}
        </div>
        <button type="button" class="main wide" @click=${this.send}>${this.correcting?r.correct:r.post}</button>
        ${this.correcting?u`<button type="button" class="quiet wide" @click=${this.cancel}>${r.cancel}</button>`:c}
      </div>
    `}choices(e){let{post:t}=this.phone;return u`<div class="choices">
      ${e.map(e=>u`<button type="button" data-step=${e} aria-pressed=${e===this.draft.step} @click=${()=>this.tell({step:e})}>
            ${t.steps[e]??e}
          </button>`)}
    </div>`}when(){let{when:e}=this.phone.post,{time:t}=this.draft;return u`
      <div class="choices" role="group" aria-labelledby="when">
        <button type="button" aria-pressed=${t===null} @click=${()=>this.tell({time:null})}>${e.now}</button>
        <button type="button" aria-pressed=${t!==null} @click=${()=>this.tell({time:y(new Date)})}>${e.other}</button>
      </div>
      ${t===null?c:u`<input type="datetime-local" aria-label=${e.other} .value=${t.slice(0,16)} @change=${e=>this.tell({time:it(e.target.value)})} />`}
    `}items({detail:e}){this.tell({items:e,...e.length!==1&&{quantity:null}})}container({detail:e}){this.tell({container:e[0]??null})}where({detail:e}){this.tell({where:e})}more({detail:e}){this.tell(e)}send(){this.complained=_(this.draft).length>0,this.complained||this.dispatchEvent(new CustomEvent(`wayproof-post`))}cancel(){this.complained=!1,this.dispatchEvent(new CustomEvent(`wayproof-cancel`))}tell(e){this.dispatchEvent(new CustomEvent(`wayproof-draft`,{detail:e}))}};function it(e){let t=new Date(e);return Number.isNaN(t.getTime())?``:y(t)}r(`wayproof-checkpoint-form`,rt);var at={waiting:`wait`,accepted:`good`,refused:`bad`,doubtful:`bad`},ot=class extends i{static properties={words:{attribute:!1},post:{attribute:!1},entries:{attribute:!1},party:{attribute:!1},away:{attribute:!1},dropping:{state:!0}};static styles=[s,p,o`
      li {
        display: grid;
        gap: 0.4em;
        padding-block: 0.9em;
        border-block-start: 1px solid var(--wp-line);
      }

      .state {
        justify-self: start;
        padding: 0.1em 0.6em;
        font-size: 0.875em;
        font-weight: 650;
        border-radius: 1em;
      }

      [data-tone="wait"] {
        color: var(--wp-wait);
        background: var(--wp-wait-wash);
      }

      [data-tone="good"] {
        color: var(--wp-good);
        background: var(--wp-good-wash);
      }

      [data-tone="bad"] {
        color: var(--wp-bad);
        background: var(--wp-bad-wash);
      }
    `];constructor(){super(),this.entries=[],this.party=null,this.away=!1,this.dropping=null}render(){let e=this.post.outbox,t=this.entries.filter(({party:e})=>e===this.party).toReversed(),n=this.entries.filter(({party:e,state:t})=>e!==this.party&&t.kind===`waiting`).length,r=t.some(({state:e})=>e.kind===`waiting`);return u`
      <section class="card" aria-labelledby="outbox">
        <h2 id="outbox">${e.title}</h2>
        <div role="status">${this.away&&r?e.away:``}</div>
        ${this.away&&r?u`<button type="button" class="quiet" @click=${this.again}>${e.tryNow}</button>`:c}
        ${n>0?u`<p class="small">${e.others(n)}</p>`:c}
        ${t.length===0?u`<p class="soft">${e.empty}</p>`:u`<ol>${t.map(e=>this.entry(e))}</ol>`}
        ${t.some(({state:e})=>e.kind===`accepted`)?u`<button type="button" class="quiet" @click=${()=>Te()}>${e.clear}</button>`:c}
      </section>
    `}entry(e){let{words:t,post:n}=this,{state:r}=e,i=k(e),a=i.items??(i.container===void 0?[]:[i.container]),o=r.kind===`accepted`&&r.deadline!==null;return u`<li data-state=${r.kind} ?data-promised=${o}>
      <span class="state" data-tone=${at[r.kind]}>${n.outbox[r.kind]}</span>
      <strong>${n.steps[i.step]??i.step}</strong>
      <span>${a.length===1?m(a[0],t):n.counted(a.length)}</span>
      <span class="small">${t.locale.dateTime(Date.parse(i.time))}</span>
      ${this.outcome(e)}
      <div class="row">
        ${r.kind===`accepted`&&a.length===1?this.passport(a[0]):c}
        ${i.photos?.map(e=>u`<button type="button" class="quiet" @click=${()=>Ye(e)}>${n.outbox.savePhoto}</button>`)}
        ${r.kind===`refused`||r.kind===`waiting`?u`<button type="button" class=${r.kind===`waiting`?`quiet`:``} @click=${()=>this.dispatchEvent(new CustomEvent(`wayproof-correct`,{detail:e}))}>
              ${n.outbox.correct}
            </button>`:c}
        ${r.kind===`refused`||r.kind===`doubtful`?u`<button type="button" class="quiet" @click=${()=>we(e.id)}>${n.outbox.again}</button>`:c}
        ${r.kind===`accepted`?c:u`<button type="button" class="quiet" @click=${()=>this.drop(e.id)}>
              ${this.dropping===e.id?n.outbox.dropSure:n.outbox.drop}
            </button>`}
      </div>
    </li>`}outcome(e){let{words:t,post:n}=this,{state:r}=e;switch(r.kind){case`waiting`:return c;case`accepted`:return u`<span class="small">
          ${r.deadline===null?n.outbox.unchecked:n.outbox.promised(t.locale.dateTime(r.deadline*1e3))}
        </span>`;case`doubtful`:return u`<span>${n.outbox.doubtful}</span>`;default:return this.refusal(e,r.refusal)}}refusal(e,{detail:t,errors:n}){if(n.length===0)return u`<span lang="en">${t}</span>`;let{items:r=[]}=k(e),i=e=>{let t=r[Number(/^\/items\/([0-9]+)$/.exec(e)?.[1]??-1)];return t===void 0?e.slice(1):m(t,this.words)};return n.map(e=>u`<span>${i(e.pointer)} <span lang="en">${e.detail}</span></span>`)}passport(e){let t=d(e);return t.primaryAi===null?c:u`<a href=${de(t)}>${this.post.outbox.passport}</a>`}again(){this.dispatchEvent(new CustomEvent(`wayproof-again`))}drop(e){this.dropping===e?(this.dropping=null,M(e)):this.dropping=e}};r(`wayproof-outbox`,ot),r(`wayproof-sign-in`,class extends i{static properties={words:{attribute:!1},offered:{attribute:!1},present:{attribute:!1},said:{state:!0},busy:{state:!0}};static styles=[s,p];constructor(){super(),this.offered=null,this.present=null,this.said=``,this.busy=!1}updated(e){e.has(`offered`)&&this.offered!==null&&this.present===null&&this.use(this.offered)}render(){let e=this.words.signIn,{offered:t,present:n}=this;return t!==null&&n!==null?u`<section class="card">
        <h1>${e.title}</h1>
        <p>${e.replace(n)}</p>
        <button type="button" class="main wide" ?disabled=${this.busy} @click=${()=>this.use(t)}>${e.yes}</button>
        <button type="button" class="quiet wide" @click=${this.done}>${e.no}</button>
        <p class="said" role="alert" data-tone="bad">${this.said}</p>
      </section>`:u`<section class="card">
      <h1>${e.title}</h1>
      <p class="soft">${e.lead}</p>
      <form @submit=${this.typed}>
        <label>${e.key}<input name="key" type="password" autocomplete="off" autocapitalize="off" spellcheck="false" required /></label>
        <button class="main wide" ?disabled=${this.busy}>${e.button}</button>
      </form>
      ${this.busy?u`<p role="status">…</p>`:c}
      <p class="said" role="alert" data-tone="bad">${this.said}</p>
    </section>`}typed(e){e.preventDefault(),this.use(String(new FormData(e.target).get(`key`)))}async use(e){this.busy=!0,this.said=``;let t=await Be(e);this.busy=!1,t===`done`||t===`offline`?this.done():this.said=this.words.signIn.outcomes[t]}done(){this.dispatchEvent(new CustomEvent(`wayproof-signed-in`))}});var st=class extends i{static properties={words:{attribute:!1},phone:{attribute:!1},offered:{attribute:!1},session:{state:!0},reach:{state:!0},entries:{state:!0},draft:{state:!0},correcting:{state:!0},broken:{state:!0},leaving:{state:!0},said:{state:!0}};static styles=[s,p,o`
      :host {
        display: grid;
        gap: 1em;
      }

      .who {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.25em 1em;
      }

      .who .small {
        display: block;
      }

      .who [role="alert"] {
        grid-column: 1 / -1;
        grid-row: 2;
      }
    `];closing=new AbortController;sender=null;asked=0;constructor(){super(),this.offered=null,this.reach=`reached`,this.entries=[],this.draft=Oe()??g,this.correcting=null,this.broken=!1,this.leaving=!1,this.said=``}connectedCallback(){super.connectedCallback(),this.closing=new AbortController,D(()=>void this.read(),this.closing.signal);let{signal:e}=this.closing;addEventListener(`online`,()=>void this.renew(),{signal:e}),document.addEventListener(`visibilitychange`,()=>document.hidden||void this.renew(),{signal:e}),this.open()}disconnectedCallback(){this.closing.abort(),super.disconnectedCallback()}render(){let{post:e}=this.phone;if(this.broken)return u`<section class="card"><h1>${e.title}</h1><p role="alert">${e.noStorage}</p></section>`;if(this.session===void 0)return c;let{session:t}=this;return this.offered!==null||t===null||this.reach===`keyless`?this.door(t):u`
      ${this.who(t)}
      ${t.holder===null?u`<section class="card"><p role="status">${e.signIn.outcomes.offline}</p></section>`:u`<wayproof-checkpoint-form
            .words=${this.words}
            .phone=${this.phone}
            .draft=${this.draft}
            .steps=${t.holder.steps}
            .otherSteps=${t.holder.otherSteps}
            .correcting=${this.correcting!==null}
            .said=${this.said}
            @wayproof-draft=${this.changed}
            @wayproof-post=${this.post}
            @wayproof-cancel=${this.cancel}
          ></wayproof-checkpoint-form>`}
      ${this.outbox()}
    `}door(e){let{post:t}=this.phone,n=this.reach===`keyless`&&e!==null;return u`
      ${n?u`<p class="card" role="alert">${t.ended}</p>`:c}
      <wayproof-sign-in
        .words=${t}
        .offered=${this.offered}
        .present=${n?null:e?.holder?.name??null}
        @wayproof-signed-in=${this.signedIn}
      ></wayproof-sign-in>
      ${this.entries.length>0&&e!==null?this.outbox():c}
    `}who({holder:e}){let{words:t}=this,{post:n}=this.phone,r=this.entries.filter(({state:t,party:n})=>t.kind===`waiting`&&n===e?.party).length,i=e?.expiresAt??null;return u`<section class="who">
      <p>
        <strong>${e===null?c:n.as(e.name??``)}</strong>
        ${i===null?c:u`<span class="small">${n.until(t.locale.day(i*1e3))}</span>`}
      </p>
      ${this.leaving&&r>0?u`<p role="alert">${n.waitingStay(r)}</p>`:c}
      <button type="button" class="quiet" @click=${()=>this.leave(r)}>${n.signOut}</button>
    </section>`}outbox(){return u`<wayproof-outbox
      .words=${this.words}
      .post=${this.phone.post}
      .entries=${this.entries}
      .party=${this.session?.holder?.party??null}
      .away=${this.reach===`away`}
      @wayproof-again=${()=>this.sender?.now()}
      @wayproof-correct=${this.correct}
    ></wayproof-outbox>`}async open(){try{await this.read()}catch(e){console.warn(String(e)),this.broken=!0;return}this.sender=new Ge(e=>{this.reach=e},this.closing.signal),await this.renew()}async read(){let e=++this.asked,[t,n]=await Promise.all([K(),O()]);e===this.asked&&(this.offered!==null&&this.offered===t?.key&&(this.offered=null),this.session=t,this.entries=n)}async renew(){this.offered===null&&(this.reach=await Ve(),await this.read(),this.reach===`reached`&&this.session!=null&&(this.sender?.now(),isSecureContext&&ue().catch(()=>void 0)))}async signedIn(){this.offered=null,this.reach=`reached`,await this.read(),await this.renew()}async leave(e){e>0&&!this.leaving?this.leaving=!0:(this.leaving=!1,await He(),await this.read())}changed({detail:e}){this.said=``,this.show({...this.draft,...e})}async post(){let e=this.session?.holder?.party??null,{draft:t,correcting:n}=this;e===null||_(t).length>0||(this.show(ge(t)),this.correcting=null,await A(e,_e(t,new Date),n),this.said=this.phone.post.posted,this.form?.scrollIntoView())}correct({detail:e}){this.correcting=e.id,this.show(ve(k(e))),this.form?.scrollIntoView()}get form(){return this.renderRoot.querySelector(`wayproof-checkpoint-form`)}cancel(){this.correcting=null,this.show(g)}show(e){this.draft=e,De(e)}};r(`wayproof-post-page`,st);var $=document.createElement(`wayproof-post-page`);$.offered=G(),addEventListener(`hashchange`,()=>{$.offered=G()??$.offered}),fe($,({post:e})=>({title:e.title,footer:e.footer})),pe();