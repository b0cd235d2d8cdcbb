/* empty css             */import{N as e,T as t,V as n,a as r,at as i,et as a,lt as o,n as s,ot as c,r as l,st as u,y as d}from"./tokens-BwTpO1wg.js";import{d as ee,l as te}from"./shape-CvYGY-27.js";import{a as f,i as ne,n as re,o as ie,r as ae,t as oe}from"./trustRoot-Cp2DpnOm.js";import{a as se,c as ce,i as le,l as ue,n as p,o as m,s as de,t as fe}from"./phoneSpeech-Ciok3NE6.js";import{n as pe}from"./speech-BtmHyKrt.js";var h=[`packed`,`loaded`,`unpacked`,`unloaded`],me=[`unpacked`,`unloaded`],g={Temperature:[`°C`,`°F`],RelativeHumidity:[`%`],Mass:[`kg`,`g`]},_={items:[],step:null,container:null,where:null,time:null,reading:null,quantity:null,lot:``,bestBefore:``,note:``,photos:[]};function he(e){return{..._,step:e.step,where:e.where}}function v(e){let t=[],n=me.includes(e.step??``)&&e.container!==null;return e.items.length===0&&!n&&t.push(`items`),e.step===null&&t.push(`step`),y(e)&&e.container===null&&t.push(`container`),e.time!==null&&Number.isNaN(Date.parse(e.time))&&t.push(`time`),e.reading!==null&&x(e.reading.value)===null&&t.push(`reading`),e.quantity!==null&&(x(e.quantity.value)??0)<=0&&t.push(`quantity`),t}function y({step:e}){return h.includes(e??``)}function ge(e,t){let{where:n,reading:r,quantity:i}=e,a=e.step===`produced`;return{step:e.step,time:b(e.time===null?t:new Date(e.time)),...e.items.length>0&&{items:e.items},...y(e)&&e.container!==null&&{container:e.container},...n!==null&&(`place`in n?{place:n.place}:{position:n}),...r!==null&&{readings:[{...r,value:x(r.value)}]},...i!==null&&{quantity:{value:x(i.value),...i.unit!==``&&{unit:i.unit}}},...a&&e.lot!==``&&{lot:e.lot},...a&&e.bestBefore!==``&&{bestBefore:e.bestBefore},...e.note.trim()!==``&&{note:e.note.trim()},...e.photos.length>0&&{photos:e.photos}}}function _e(e){let{place:t,position:n,readings:r,quantity:i}=e,a=r?.[0];return{items:e.items??[],step:e.step,container:e.container??null,where:t===void 0?n??null:{place:t},time:e.time,reading:a===void 0?null:{...a,value:String(a.value)},quantity:i===void 0?null:{unit:i.unit??``,value:String(i.value)},lot:e.lot??``,bestBefore:e.bestBefore??``,note:e.note??``,photos:e.photos??[]}}function b(e){let t=-e.getTimezoneOffset(),n=new Date(e.getTime()+t*6e4).toISOString().slice(0,19),r=e=>String(e).padStart(2,`0`);return`${n}${t<0?`-`:`+`}${r(Math.floor(Math.abs(t)/60))}:${r(Math.abs(t)%60)}`}function x(e){let t=e.trim().replace(`,`,`.`).replace(`−`,`-`);return/^[+-]?[0-9]{1,12}(?:\.[0-9]{1,9})?$/.test(t)?Number(t):null}var ve=`wayproof-post`,ye=1,S;async function C(e,t,n){let r=(await xe()).transaction(e,t,{durability:`strict`}),i=new Promise((e,t)=>{r.oncomplete=()=>e(),r.onabort=()=>t(r.error??Error(`the database gave up`))});i.catch(()=>void 0);let a;try{a=await n(r)}catch(e){try{r.abort()}catch{}throw e}return await i,a}function w(e){return new Promise((t,n)=>{e.onsuccess=()=>t(e.result),e.onerror=()=>n(e.error??Error(`the database refused`))})}function be(e){return C([`records`],`readonly`,async t=>(await w(t.objectStore(`records`).get(e)))?.value)}function T(e,t){return C([`records`],`readwrite`,async n=>{let r=n.objectStore(`records`);t===void 0?await w(r.delete(e)):await w(r.put({name:e,value:t}))})}function xe(){return S??=new Promise((e,t)=>{let n=indexedDB.open(ve,ye);n.onupgradeneeded=()=>{let e=n.result;e.createObjectStore(`outbox`,{keyPath:`id`,autoIncrement:!0}),e.createObjectStore(`photos`,{keyPath:`digest`}),e.createObjectStore(`places`,{keyPath:`uri`}),e.createObjectStore(`records`,{keyPath:`name`})},n.onsuccess=()=>{let t=n.result;t.onversionchange=()=>{t.close(),S=void 0},t.onclose=()=>{S=void 0},e(t)},n.onerror=()=>t(n.error??Error(`the database cannot be opened`))}).catch(e=>{throw S=void 0,e}),S}var E=new EventTarget,D=`BroadcastChannel`in globalThis?new BroadcastChannel(`wayproof-outbox`):null;D?.addEventListener(`message`,()=>E.dispatchEvent(new Event(`change`)));function O(e,t){E.addEventListener(`change`,e,{signal:t})}function k(){return C([`outbox`],`readonly`,e=>w(e.objectStore(`outbox`).getAll()))}function A(e){return C([`outbox`],`readonly`,t=>w(t.objectStore(`outbox`).get(e)))}function j(e){return JSON.parse(e.body)}async function M(e,t,n=null){await C([`outbox`],`readwrite`,async r=>{let i=r.objectStore(`outbox`),a=n===null?void 0:await w(i.get(n));a!==void 0&&a.state.kind!==`accepted`&&await w(i.delete(a.id)),await w(i.add({party:e,body:JSON.stringify(t),addedAt:Date.now(),state:{kind:`waiting`}}))}),F()}async function N(e,t){await C([`outbox`],`readwrite`,async n=>{let r=n.objectStore(`outbox`),i=await w(r.get(e.id));i?.state.kind===`accepted`&&t.kind!==`accepted`||i===void 0&&t.kind===`refused`||await w(r.put({...e,state:t}))}),F()}async function Se(e){await C([`outbox`],`readwrite`,async t=>{let n=t.objectStore(`outbox`),r=await w(n.get(e));r!==void 0&&await w(n.put({...r,state:{kind:`waiting`}}))}),F()}async function P(...e){await C([`outbox`,`photos`],`readwrite`,async t=>{let n=t.objectStore(`outbox`),r=await w(n.getAll());for(let t of e)await w(n.delete(t));let i=new Set(r.filter(({id:t})=>!e.includes(t)).flatMap(e=>j(e).photos??[])),a=r.filter(({id:t})=>e.includes(t)).flatMap(e=>j(e).photos??[]);for(let e of a)i.has(e)||await w(t.objectStore(`photos`).delete(e))}),F()}async function Ce(){await P(...(await k()).filter(({state:e})=>e.kind===`accepted`).map(({id:e})=>e))}async function we(){let e=(await k()).filter(({state:e})=>e.kind===`accepted`).slice(0,-100).filter(e=>j(e).photos===void 0);e.length>0&&await P(...e.map(({id:e})=>e))}function F(){E.dispatchEvent(new Event(`change`)),D?.postMessage(`change`)}var I=`wayproof-draft`;function Te(e){try{sessionStorage.setItem(I,JSON.stringify(e))}catch{}}function Ee(){try{let e=sessionStorage.getItem(I);return e===null?null:{..._,...JSON.parse(e)}}catch{return null}}var L=`lease`,R=3e4,z=Array.from(crypto.getRandomValues(new Uint32Array(4))).join(`-`);function De(e=Date.now()){return C([`records`],`readwrite`,async t=>{let n=t.objectStore(`records`),r=(await w(n.get(L)))?.value,i=r===void 0||r.holder===z?0:r.until-e;return i>0&&i<=R?i:(await w(n.put({name:L,value:{holder:z,until:e+R}})),0)})}function B(){return C([`records`],`readwrite`,async e=>{let t=e.objectStore(`records`);(await w(t.get(L)))?.value?.holder===z&&await w(t.delete(L))})}var Oe=`wayproof promise v1`;function ke(e,t,n){let[r,i,o,s,c]=ae(ne(e,n).body,5);if(r!==Oe)throw new a(`the note is no promise`);re(i);let l={origin:i,statementId:ie(o),accepted:f(s),deadline:f(c)};if(l.deadline<l.accepted)throw new a(`a promise whose deadline is before its acceptance`);if(i!==t)throw new a(`the promise is another log's`);return l}var V=2e4;async function H(e){return U(`/api/v1/key`,e,null,e=>{let t=e;return typeof t.role==`string`&&Array.isArray(t.steps)&&Array.isArray(t.otherSteps)?t:null})}async function Ae(e,t){return U(`/api/v1/checkpoints`,e,t,e=>{let t=e;return typeof t.statement==`string`&&typeof t.promise==`string`?t:null})}async function je(){try{let e=await fetch(`/api/v1/trust`,{signal:AbortSignal.timeout(V),cache:`no-cache`});return e.ok?new Uint8Array(await e.arrayBuffer()):null}catch{return null}}function Me(t,n){let r=oe(n),i=ke(t.promise,r.origin,r.promiseKeys);if(!e(i.statementId,te(t.statement)))throw new a(`the promise is for another statement`);return i.deadline}async function U(e,t,n,r){let i,a;try{i=await fetch(e,{method:n===null?`GET`:`POST`,headers:{Authorization:`Bearer ${t}`,...n!==null&&{"Content-Type":`application/json`}},body:n,cache:`no-store`,signal:AbortSignal.timeout(V)}),a=await i.text()}catch{return{kind:`away`,retryAfter:0}}if(i.status===401)return{kind:`keyless`};let o=Ne(a);if(i.ok){let e=o===null?null:r(o);return e===null?{kind:`away`,retryAfter:0}:{kind:`taken`,value:e}}let s=o?.detail;return i.status>=500||i.status===429||i.status===408||typeof s!=`string`?{kind:`away`,retryAfter:Number(i.headers.get(`Retry-After`))||0}:{kind:`refused`,refusal:{status:i.status,detail:s,errors:Pe(o)}}}function Ne(e){try{let t=JSON.parse(e);return typeof t==`object`?t:null}catch{return null}}function Pe(e){let t=e?.errors;return Array.isArray(t)?t.map(e=>e).filter(e=>typeof e?.pointer==`string`&&typeof e.detail==`string`).map(e=>({pointer:e?.pointer,detail:e?.detail})):[]}var W=`session`,Fe=/^wp_[A-Za-z0-9_-]{20,120}$/,Ie=/^#key=([^&]*)$/;function G(){let e=Ie.exec(location.hash);return e===null?null:(history.replaceState(history.state,``,location.pathname+location.search),e[1])}async function K(){return await be(W)??null}async function Le(e){let t=e.trim();if(!Fe.test(t))return`malformed`;let n=await H(t);return n.kind===`keyless`||n.kind===`refused`?`unknown`:n.kind===`away`?(await T(W,{key:t,holder:null}),`offline`):q(n.value)?(await T(W,{key:t,holder:n.value}),`done`):`no-poster`}async function Re(){let e=await K();if(e===null)return`reached`;let t=await H(e.key);return t.kind===`away`?`away`:t.kind!==`taken`||!q(t.value)?`keyless`:((await K())?.key===e.key&&await T(W,{key:e.key,holder:t.value}),`reached`)}async function ze(){await T(W,void 0)}function q(e){return e.party!==null&&[`party`,`poster`].includes(e.role)}var Be=2e3,Ve=3e5,He=class{tell;signal;failures=0;timer;running=null;again=!1;constructor(e,t){this.tell=e,this.signal=t;let n=()=>this.now();addEventListener(`online`,n,{signal:t}),document.addEventListener(`visibilitychange`,()=>document.hidden||n(),{signal:t}),O(n,t),t.addEventListener(`abort`,()=>clearTimeout(this.timer)),n()}now(){this.signal.aborted||(this.again=this.running!==null,clearTimeout(this.timer),this.running??=this.run().finally(()=>{this.running=null,this.again&&this.now()}))}async run(){this.again=!1;let e=await this.send();e!==null&&!this.signal.aborted&&(this.timer=setTimeout(()=>this.now(),e))}async send(){let e=await K(),t=e?.holder?.party??null;if(e===null||t===null)return null;let n=(await k()).filter(e=>e.party===t),r=n.filter(({state:e})=>e.kind===`waiting`),i=n.filter(({state:e})=>e.kind===`accepted`&&e.deadline===null);if(r.length+i.length===0)return null;for(let{id:t,state:n}of[...i,...r]){let r=await De();if(r>0)return r;let i=await A(t);if(i?.state.kind!==n.kind)continue;let a=await this.sendOne(e.key,i);if(a!==0)return await B(),a}return await B(),await we(),null}async sendOne(e,t){if(t.state.kind===`accepted`){let e=await J(t.state.acceptance);return e.kind===`accepted`&&e.deadline===null?this.later(0):(await N(t,e),0)}let n=await Ae(e,t.body);return n.kind===`away`?this.later(n.retryAfter):(this.failures=0,n.kind===`keyless`?((await K())?.key===e&&this.tell(`keyless`),null):(this.tell(`reached`),n.kind===`refused`?await N(t,{kind:`refused`,refusal:n.refusal}):await N(t,await J(n.value)),0))}later(e){return this.failures++,this.tell(`away`),Math.max(e*1e3,Math.min(Be*2**(this.failures-1),Ve))}};async function J(e){let t=await je();if(t===null)return{kind:`accepted`,acceptance:e,deadline:null};try{return{kind:`accepted`,acceptance:e,deadline:Me(e,t)}}catch(t){if(!(t instanceof a))throw t;return{kind:`doubtful`,acceptance:e}}}var Ue=class extends i{static properties={words:{attribute:!1},phone:{attribute:!1},items:{attribute:!1},single:{type:Boolean},scanning:{state:!0},said:{state:!0}};static styles=[s,p,o`
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
    `}async start(){this.scanning=!0,await this.updateComplete,this.renderRoot.querySelector(`wayproof-scanner`).start()}done(){this.scanning=!1,this.said={tone:`good`,text:``}}scanned({detail:e}){let t=le(e,this.phone.scan);if(typeof t==`string`){this.said={tone:`bad`,text:t};return}let{uri:n}=t,r=se(t,this.words);this.items.includes(n)?this.said={tone:`good`,text:this.phone.post.already(r)}:(this.said={tone:`good`,text:this.phone.scan.found(r)},this.single&&(this.scanning=!1),this.tell([...this.items,n]))}takeOut(e){this.said={tone:`good`,text:``},this.tell(this.items.filter((t,n)=>n!==e))}tell(e){this.dispatchEvent(new CustomEvent(`wayproof-items`,{detail:e}))}};r(`wayproof-item-list`,Ue);var Y=1<<20;async function We(e){let t=n.create();for(let n=0;n<e.size;n+=Y)t.update(new Uint8Array(await e.slice(n,n+Y).arrayBuffer()));let r=ee(t.digest()),i={digest:r,name:e.name||`${r}.jpg`,blob:e};return await C([`photos`],`readwrite`,e=>w(e.objectStore(`photos`).put(i))),r}function Ge(e){return C([`photos`],`readonly`,t=>w(t.objectStore(`photos`).get(e)))}async function Ke(e){let t=await Ge(e);if(t===void 0)return!1;let n=URL.createObjectURL(t.blob);return Object.assign(document.createElement(`a`),{href:n,download:t.name}).click(),setTimeout(()=>URL.revokeObjectURL(n),6e4),!0}var qe=[``,`kg`,`g`,`l`],Je=class extends i{static properties={words:{attribute:!1},draft:{attribute:!1}};static styles=[s,p,o`
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
      ${Ye(t)?this.quantity():c}
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
    `}reading(){let e=this.words.more,{reading:t}=this.draft,n=e=>()=>this.tell({reading:{type:e,unit:g[e][0],value:t?.value??``}});return u`
      <div class="choices" role="group" aria-label=${e.reading}>
        ${Object.keys(g).map(r=>u`<button type="button" aria-pressed=${t?.type===r} @click=${n(r)}>${e.readings[r]}</button>`)}
        <button type="button" aria-pressed=${t===null} @click=${()=>this.tell({reading:null})}>${e.none}</button>
      </div>
      ${t===null?c:this.amount(e.value,t.value,t.unit,g[t.type]??[t.unit],(e,n)=>this.tell({reading:{type:t.type,value:e,unit:n}}))}
    `}quantity(){let{quantity:e}=this.draft;return this.amount(this.words.more.quantity,e?.value??``,e?.unit??``,qe,(e,t)=>this.tell({quantity:e.trim()===``?null:{value:e,unit:t}}))}amount(e,t,n,r,i){let a=this.words.more;return u`<div class="pair">
      <label>${e}<input inputmode="decimal" autocomplete="off" .value=${t} @input=${e=>i(e.target.value,n)} /></label>
      <label>
        ${a.unit}
        <select @change=${e=>i(t,e.target.value)}>
          ${r.map(e=>u`<option value=${e} ?selected=${e===n}>${e||a.pieces}</option>`)}
        </select>
      </label>
    </div>`}text(e){return t=>this.tell({[e]:t.target.value})}async photo(e){let t=e.target,n=t.files?.[0];if(n===void 0)return;let r=await We(n);t.value=``,this.draft.photos.includes(r)||this.tell({photos:[...this.draft.photos,r]})}tell(e){this.dispatchEvent(new CustomEvent(`wayproof-draft`,{detail:e}))}};function Ye({items:e}){return e.length===1&&[`lot`,`class`].includes(d(e[0]).kind)}r(`wayproof-more-fields`,Je);async function Xe(){return(await C([`places`],`readonly`,e=>w(e.objectStore(`places`).getAll()))).sort((e,t)=>t.usedAt-e.usedAt)}async function X(e,t){let n={uri:e,name:t,usedAt:Date.now()};await C([`places`],`readwrite`,e=>w(e.objectStore(`places`).put(n)))}async function Z(){if(!isSecureContext)return`insecure`;if(!(`geolocation`in navigator))return`failed`;try{let{coords:e}=await new Promise((e,t)=>{navigator.geolocation.getCurrentPosition(e,t,{enableHighAccuracy:!0,maximumAge:6e4,timeout:2e4})}),t=e=>Math.round(e*1e4)/1e4;return{latitude:t(e.latitude),longitude:t(e.longitude)}}catch(e){return e.code===1?`denied`:`failed`}}var Ze=13,Qe=6,$e=class extends i{static properties={words:{attribute:!1},phone:{attribute:!1},where:{attribute:!1},known:{state:!0},adding:{state:!0},said:{state:!0}};static styles=[s,l,p];constructor(){super(),this.where=null,this.known=[],this.adding=null,this.said=``,this.read()}render(){let e=this.phone.post.where,{where:t}=this,n=t!==null&&`latitude`in t?t:null,r=t!==null&&`place`in t?t.place:null;return u`
      <div class="choices" role="group" aria-label=${e.title}>
        ${this.known.slice(0,Qe).map(({uri:e,name:t})=>this.choice(t,e===r,()=>this.choose({place:e})))}
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
    </form>`}coordinates({latitude:e,longitude:t}){return this.phone.post.where.at(e.toFixed(4),t.toFixed(4))}add(){this.said=``,this.adding=this.adding===null?``:null}scanned({detail:e}){let t=e.text.replace(/\s/g,``),n=e.symbology===null&&/^[0-9]+$/.test(t)&&t.length===Ze,r=ce(n?{text:`(414)${t}`,symbology:null}:e);r.kind===`place`?(this.said=``,this.adding=r.item.uri):this.said=r.kind===`broken`?this.phone.scan.broken:this.phone.scan.noPlace}async name(e){e.preventDefault();let t=this.adding;await X(t,String(new FormData(e.target).get(`name`)).trim()||Q(t)),await this.read(),this.choose({place:t})}async locate(){let e=this.phone.post.where;this.said=e.asking;let t=await Z();this.said=``,typeof t==`string`?this.said=e[t]:this.choose(t)}choose(e){this.adding=null;let t=e!==null&&`place`in e?this.known.find(({uri:t})=>t===e.place):void 0;t!==void 0&&X(t.uri,t.name),this.dispatchEvent(new CustomEvent(`wayproof-where`,{detail:e}))}async read(){this.known=await Xe()}};function Q(e){return e.startsWith(`https://id.gs1.org`)?e.slice(t.length+1).replaceAll(`/`,` `):e}r(`wayproof-place-picker`,$e);var et=class extends i{static properties={words:{attribute:!1},phone:{attribute:!1},draft:{attribute:!1},steps:{attribute:!1},otherSteps:{attribute:!1},correcting:{attribute:!1},said:{attribute:!1},complained:{state:!0}};static styles=[s,l,p,o`
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
    `];constructor(){super(),this.complained=!1,this.said=``}render(){let{draft:e,words:t,phone:n}=this,{post:r}=n,i=v(e);return u`
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
      ${y(e)?u`<section class="card" aria-labelledby="container">
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
        <button type="button" aria-pressed=${t!==null} @click=${()=>this.tell({time:b(new Date)})}>${e.other}</button>
      </div>
      ${t===null?c:u`<input type="datetime-local" aria-label=${e.other} .value=${t.slice(0,16)} @change=${e=>this.tell({time:tt(e.target.value)})} />`}
    `}items({detail:e}){this.tell({items:e,...e.length!==1&&{quantity:null}})}container({detail:e}){this.tell({container:e[0]??null})}where({detail:e}){this.tell({where:e})}more({detail:e}){this.tell(e)}send(){this.complained=v(this.draft).length>0,this.complained||this.dispatchEvent(new CustomEvent(`wayproof-post`))}cancel(){this.complained=!1,this.dispatchEvent(new CustomEvent(`wayproof-cancel`))}tell(e){this.dispatchEvent(new CustomEvent(`wayproof-draft`,{detail:e}))}};function tt(e){let t=new Date(e);return Number.isNaN(t.getTime())?``:b(t)}r(`wayproof-checkpoint-form`,et);var nt={waiting:`wait`,accepted:`good`,refused:`bad`,doubtful:`bad`},rt=class extends i{static properties={words:{attribute:!1},post:{attribute:!1},entries:{attribute:!1},party:{attribute:!1},away:{attribute:!1},dropping:{state:!0}};static styles=[s,p,o`
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
        ${t.some(({state:e})=>e.kind===`accepted`)?u`<button type="button" class="quiet" @click=${()=>Ce()}>${e.clear}</button>`:c}
      </section>
    `}entry(e){let{words:t,post:n}=this,{state:r}=e,i=j(e),a=i.items??(i.container===void 0?[]:[i.container]),o=r.kind===`accepted`&&r.deadline!==null;return u`<li data-state=${r.kind} ?data-promised=${o}>
      <span class="state" data-tone=${nt[r.kind]}>${n.outbox[r.kind]}</span>
      <strong>${n.steps[i.step]??i.step}</strong>
      <span>${a.length===1?m(a[0],t):n.counted(a.length)}</span>
      <span class="small">${t.locale.dateTime(Date.parse(i.time))}</span>
      ${this.outcome(e)}
      <div class="row">
        ${r.kind===`accepted`&&a.length===1?this.passport(a[0]):c}
        ${i.photos?.map(e=>u`<button type="button" class="quiet" @click=${()=>Ke(e)}>${n.outbox.savePhoto}</button>`)}
        ${r.kind===`refused`||r.kind===`waiting`?u`<button type="button" class=${r.kind===`waiting`?`quiet`:``} @click=${()=>this.dispatchEvent(new CustomEvent(`wayproof-correct`,{detail:e}))}>
              ${n.outbox.correct}
            </button>`:c}
        ${r.kind===`refused`||r.kind===`doubtful`?u`<button type="button" class="quiet" @click=${()=>Se(e.id)}>${n.outbox.again}</button>`:c}
        ${r.kind===`accepted`?c:u`<button type="button" class="quiet" @click=${()=>this.drop(e.id)}>
              ${this.dropping===e.id?n.outbox.dropSure:n.outbox.drop}
            </button>`}
      </div>
    </li>`}outcome(e){let{words:t,post:n}=this,{state:r}=e;switch(r.kind){case`waiting`:return c;case`accepted`:return u`<span class="small">
          ${r.deadline===null?n.outbox.unchecked:n.outbox.promised(t.locale.dateTime(r.deadline*1e3))}
        </span>`;case`doubtful`:return u`<span>${n.outbox.doubtful}</span>`;default:return this.refusal(e,r.refusal)}}refusal(e,{detail:t,errors:n}){if(n.length===0)return u`<span lang="en">${t}</span>`;let{items:r=[]}=j(e),i=e=>{let t=r[Number(/^\/items\/([0-9]+)$/.exec(e)?.[1]??-1)];return t===void 0?e.slice(1):m(t,this.words)};return n.map(e=>u`<span>${i(e.pointer)} <span lang="en">${e.detail}</span></span>`)}passport(e){let t=d(e);return t.primaryAi===null?c:u`<a href=${de(t)}>${this.post.outbox.passport}</a>`}again(){this.dispatchEvent(new CustomEvent(`wayproof-again`))}drop(e){this.dropping===e?(this.dropping=null,P(e)):this.dropping=e}};r(`wayproof-outbox`,rt),r(`wayproof-sign-in`,class extends i{static properties={words:{attribute:!1},offered:{attribute:!1},present:{attribute:!1},said:{state:!0},busy:{state:!0}};static styles=[s,p];constructor(){super(),this.offered=null,this.present=null,this.said=``,this.busy=!1}updated(e){e.has(`offered`)&&this.offered!==null&&this.present===null&&this.use(this.offered)}render(){let e=this.words.signIn,{offered:t,present:n}=this;return t!==null&&n!==null?u`<section class="card">
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
    </section>`}typed(e){e.preventDefault(),this.use(String(new FormData(e.target).get(`key`)))}async use(e){this.busy=!0,this.said=``;let t=await Le(e);this.busy=!1,t===`done`||t===`offline`?this.done():this.said=this.words.signIn.outcomes[t]}done(){this.dispatchEvent(new CustomEvent(`wayproof-signed-in`))}});var it=class extends i{static properties={words:{attribute:!1},phone:{attribute:!1},offered:{attribute:!1},session:{state:!0},reach:{state:!0},entries:{state:!0},draft:{state:!0},correcting:{state:!0},broken:{state:!0},leaving:{state:!0},said:{state:!0}};static styles=[s,p,o`
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
    `];closing=new AbortController;sender=null;asked=0;constructor(){super(),this.offered=null,this.reach=`reached`,this.entries=[],this.draft=Ee()??_,this.correcting=null,this.broken=!1,this.leaving=!1,this.said=``}connectedCallback(){super.connectedCallback(),this.closing=new AbortController,O(()=>void this.read(),this.closing.signal);let{signal:e}=this.closing;addEventListener(`online`,()=>void this.renew(),{signal:e}),document.addEventListener(`visibilitychange`,()=>document.hidden||void this.renew(),{signal:e}),this.open()}disconnectedCallback(){this.closing.abort(),super.disconnectedCallback()}render(){let{post:e}=this.phone;if(this.broken)return u`<section class="card"><h1>${e.title}</h1><p role="alert">${e.noStorage}</p></section>`;if(this.session===void 0)return c;let{session:t}=this;return this.offered!==null||t===null||this.reach===`keyless`?this.door(t):u`
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
    ></wayproof-outbox>`}async open(){try{await this.read()}catch(e){console.warn(String(e)),this.broken=!0;return}this.sender=new He(e=>{this.reach=e},this.closing.signal),await this.renew()}async read(){let e=++this.asked,[t,n]=await Promise.all([K(),k()]);e===this.asked&&(this.offered!==null&&this.offered===t?.key&&(this.offered=null),this.session=t,this.entries=n)}async renew(){this.offered===null&&(this.reach=await Re(),await this.read(),this.reach===`reached`&&this.session!=null&&(this.sender?.now(),isSecureContext&&ue().catch(()=>void 0)))}async signedIn(){this.offered=null,this.reach=`reached`,await this.read(),await this.renew()}async leave(e){e>0&&!this.leaving?this.leaving=!0:(this.leaving=!1,await ze(),await this.read())}changed({detail:e}){this.said=``,this.show({...this.draft,...e})}async post(){let e=this.session?.holder?.party??null,{draft:t,correcting:n}=this;e===null||v(t).length>0||(this.show(he(t)),this.correcting=null,await M(e,ge(t,new Date),n),this.said=this.phone.post.posted,this.form?.scrollIntoView())}correct({detail:e}){this.correcting=e.id,this.show(_e(j(e))),this.form?.scrollIntoView()}get form(){return this.renderRoot.querySelector(`wayproof-checkpoint-form`)}cancel(){this.correcting=null,this.show(_)}show(e){this.draft=e,Te(e)}};r(`wayproof-post-page`,it);var $=document.createElement(`wayproof-post-page`);$.offered=G(),addEventListener(`hashchange`,()=>{$.offered=G()??$.offered}),fe($,({post:e})=>({title:e.title,footer:e.footer})),pe();