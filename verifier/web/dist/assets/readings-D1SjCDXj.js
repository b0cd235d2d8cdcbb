import{a as e,ct as t,i as n,lt as r,n as i,ot as a,r as o,st as s}from"./tokens-BwTpO1wg.js";import{c,h as l,p as u,r as d}from"./statements-ClbbYu2r.js";import{l as f}from"./telling-BUR0A9iw.js";import{a as p,p as m}from"./shape-3BDOnQV8.js";import{n as h}from"./timestamp-D7cokCc9.js";var g=2e3;function _(e){let t=new Map;for(let n of e)if(!(n.undone||n.notice===`correction`))for(let{type:e,unit:r,reading:i}of y(n)){let n=JSON.stringify([e,r]),a=t.get(n)??{type:e,unit:r,readings:[]};a.readings.push(i),t.set(n,a)}return[...t.values()].map(({type:e,unit:t,readings:n})=>{let r=n.sort((e,t)=>e.at-t.at);return{type:e,unit:t,readings:r.slice(0,g),cut:r.length>g}}).sort((e,t)=>t.readings.length-e.readings.length||(e.type<t.type?-1:1))}function v(e){let t=e.slice(1).map(({at:t},n)=>t-e[n].at),n=[...t].sort((e,t)=>e-t)[Math.floor(t.length/2)]??0,r=[];return e.forEach((e,i)=>{i===0||t[i-1]>2.5*n?r.push([e]):r.at(-1).push(e)}),r}function*y(e){let{members:t}=e;for(let n of b(Object.hasOwn(t,`sensorElementList`)?t.sensorElementList:void 0)){let t=p(n,`sensorMetadata`),r=m(t)?t:{};for(let t of b(p(n,`sensorReport`))){let n=S([l(t,`time`),l(r,`time`),l(r,`endTime`),l(d(e),`eventTime`)]),[i,a]=[x(t,`minValue`),x(t,`maxValue`)],o=x(t,`value`)??x(t,`meanValue`)??(i!==null&&a!==null?(i+a)/2:null),s=l(t,`type`);if(n===null||o===null||s===null)continue;let c={at:n,value:o,low:Math.min(o,i??o),high:Math.max(o,a??o)};yield{type:s,unit:l(t,`uom`)??``,reading:c}}}}function b(e){return Array.isArray(e)?e.filter(m):[]}function x(e,t){let n=p(e,t);return typeof n==`number`&&Number.isFinite(n)?n:null}function S(e){for(let t of e)if(t!==null)try{return h(t)}catch{continue}return null}var C={left:46,right:626,top:26,bottom:196},w=36e5,T=[w/60,w/12,w/4,w,2*w,6*w,12*w,24*w,48*w],E=168*w;function D(e){let t=O(Math.min(...e.map(({low:e})=>e)),Math.max(...e.map(({high:e})=>e))),[n,r]=[t[0],t.at(-1)],[i,a]=[e[0].at,e.at(-1).at],o=e=>{let t=a===i?.5:(e-i)/(a-i);return A(C.left+8+t*(C.right-C.left-16))},s=e=>A(C.bottom-(e-n)/(r-n)*(C.bottom-C.top)),c=e=>({reading:e,x:o(e.at),y:s(e.value)}),l=v(e).map(e=>e.map(c)),u=e.toSorted((e,t)=>e.value-t.value||e.at-t.at);return{lines:l.filter(e=>e.length>1).map(e=>`M${e.map(({x:e,y:t})=>`${e} ${t}`).join(`L`)}`),spans:e.filter(({low:e,high:t})=>e<t).map(({at:e,low:t,high:n})=>`M${o(e)} ${s(t)}V${s(n)}`),spots:l.filter(e=>e.length===1).flat(),highest:c(u.at(-1)),lowest:c(u[0]),values:t.map(e=>({value:e,at:s(e)})),times:k(i,a).map(e=>({value:e,at:o(e)}))}}function O(e,t){let n=t-e||Math.abs(t)||1,r=10**Math.floor(Math.log10(n/3)),i=([1,2,5].find(e=>n/(e*r)<=4)??10)*r,a=Math.floor(e/i),o=Math.max(a+1,Math.ceil(t/i));return Array.from({length:o-a+1},(e,t)=>Number(((a+t)*i).toPrecision(12)))}function k(e,t){if(e===t)return[e];let n=T.find(n=>(t-e)/n<=5)??Math.ceil((t-e)/E/5)*E,r=[];for(let i=Math.ceil(e/n)*n;i<=t;i+=n)r.push(i);return r}function A(e){return Math.round(e*10)/10}var j=class extends n{static styles=[i,o,r`
      figure {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.4em;
        margin: 0;
      }

      figure + figure {
        padding-block-start: 0.75em;
        border-block-start: 1px solid var(--wp-line);
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 1em;
      }

      .chart {
        display: block;
        width: 100%;
        height: auto;
      }

      text {
        font-size: 15px;
        fill: var(--wp-soft);
      }

      .value {
        text-anchor: end;
        dominant-baseline: central;
      }

      .time {
        text-anchor: middle;
      }

      .grid {
        stroke: var(--wp-line);
        stroke-width: 1;
      }

      .line,
      .span {
        fill: none;
        stroke: var(--wp-accent);
        stroke-width: 2.6;
        stroke-linecap: round;
        stroke-linejoin: round;
      }

      .span {
        stroke-opacity: 0.4;
      }

      .spot {
        fill: var(--wp-accent);
      }

      .extreme {
        fill: var(--wp-card);
        stroke: var(--wp-accent);
        stroke-width: 2.6;
      }

      .said {
        font-weight: 700;
        text-anchor: middle;
        fill: var(--wp-ink);
        stroke: var(--wp-card);
        stroke-width: 4;
        paint-order: stroke;
      }

      .table {
        max-height: 22em;
        overflow: auto;
      }

      table {
        width: 100%;
        font-size: 0.875em;
        font-variant-numeric: tabular-nums;
        border-collapse: collapse;
      }

      th,
      td {
        padding: 0.25em 0;
        text-align: start;
        border-block-end: 1px solid var(--wp-line);
      }

      td:last-child,
      th:last-child {
        text-align: end;
      }
    `];render(){let{report:e}=this.checked,t=_(c(e));if(t.length===0)return a;let{readings:n}=this.words;return s`
      <section class="card" part="readings" aria-labelledby="title">
        <div>
          <h2 id="title">${n.title}</h2>
          <p class="small">${u(e)?n.byParties:n.unchecked}</p>
        </div>
        ${t.map(e=>this.series(e))}
      </section>
    `}series(e){let{readings:t,locale:n}=this.words,r=Object.hasOwn(t.types,e.type)?t.types[e.type]:f(e.type),i=D(e.readings),[o,c]=[i.lowest,i.highest].map(({reading:t})=>this.value(t.value,e.unit)),l=t.between(o,c,e.readings.length);return s`
      <figure>
        <figcaption class="head"><h3>${r}</h3><span class="small">${l}</span></figcaption>
        <svg class="chart" viewBox="0 0 ${640} ${230}" role="img" aria-label="${r}. ${l}">${this.drawing(i)}</svg>
        ${e.cut?s`<p class="small">${t.cut(e.readings.length)}</p>`:a}
        <details class="raw">
          <summary>${t.table}</summary>
          <div class="table" tabindex="0" role="group" aria-label=${r}>
            <table>
              <thead><tr><th scope="col">${t.time}</th><th scope="col">${t.value}</th></tr></thead>
              <tbody>
                ${e.readings.map(({at:t,value:r})=>s`<tr><td>${n.dateTime(t)}</td><td>${this.value(r,e.unit)}</td></tr>`)}
              </tbody>
            </table>
          </div>
        </details>
      </figure>
    `}value(e,t){let{readings:n,locale:r}=this.words,i=Object.hasOwn(N,t)?N[t]:t;return i===``?r.number(e):n.withUnit(r.number(e),i)}drawing(e){let{locale:n}=this.words,r=(e.times.at(-1)?.value??0)-(e.times[0]?.value??0)>2592e5,{lowest:i,highest:o}=e;return t`
      ${e.values.map(({value:e,at:r})=>t`
          <line class="grid" x1=${C.left} x2=${C.right} y1=${r} y2=${r} />
          <text class="value" x=${C.left-8} y=${r}>${n.number(e)}</text>
        `)}
      ${e.times.map(({value:e,at:i})=>t`<text class="time" x=${Math.min(i,608)} y=${C.bottom+24}>${r||M(e)?n.shortDay(e):n.time(e)}</text>`)}
      ${e.spans.map(e=>t`<path class="span" d=${e} />`)}
      ${e.lines.map(e=>t`<path class="line" d=${e} />`)}
      ${e.spots.map(({x:e,y:n})=>t`<circle class="spot" cx=${e} cy=${n} r="4" />`)}
      ${this.extreme(o,-12)}
      ${i.reading.value===o.reading.value?a:this.extreme(i,20)}
    `}extreme({reading:e,x:n,y:r},i){let a=Math.max(C.left+16,Math.min(C.right-16,n));return t`
      <circle class="extreme" cx=${n} cy=${r} r="4.5" />
      <text class="said" x=${a} y=${r+i}>${this.words.locale.number(e.value)}</text>
    `}};function M(e){let t=new Date(e);return t.getHours()===0&&t.getMinutes()===0}var N={A97:`hPa`,BAR:`bar`,CEL:`°C`,FAH:`°F`,GRM:`g`,KEL:`K`,KGM:`kg`,KMH:`km/h`,LTR:`l`,LUX:`lx`,MTK:`m²`,MTR:`m`,MTS:`m/s`,MSK:`m/s²`,P1:`%`,PAL:`Pa`,VLT:`V`};e(`wayproof-readings`,j);