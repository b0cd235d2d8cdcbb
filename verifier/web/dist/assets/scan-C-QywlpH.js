/* empty css             */import{a as e,at as t,lt as n,n as r,ot as i,st as a}from"./tokens-BwTpO1wg.js";import{a as o,c as s,i as c,n as l,r as u,s as d,t as f}from"./phoneSpeech-CN3vDtib.js";import{n as p}from"./speech-Cgj0Ygxk.js";var m=class extends t{static properties={words:{attribute:!1},phone:{attribute:!1},said:{state:!0}};static styles=[r,l,n`
      .said {
        font-weight: 600;
      }
    `];constructor(){super(),this.said=null}firstUpdated(){this.scanner.start()}render(){let{scan:e}=this.phone;return a`
      <section class="card">
        <h1>${e.title}</h1>
        ${u()===null?a`<p class="soft">${e.lead}</p>`:i}
        <p class="said" role="alert" data-tone=${this.said?.tone??`good`}>${this.said?.text??``}</p>
        <wayproof-scanner .words=${e} @wayproof-scan=${this.scanned}></wayproof-scanner>
      </section>
    `}get scanner(){return this.renderRoot.querySelector(`wayproof-scanner`)}scanned({detail:e}){let t=s(e),n=c(t,this.phone.scan);n!==null||t.kind!==`item`?this.said={tone:`bad`,text:n??this.phone.scan.other}:(this.said={tone:`good`,text:this.phone.scan.found(o(t.item,this.words))},this.scanner.stop(),location.assign(d(t.item)))}};e(`wayproof-scan-page`,m);var h=document.createElement(`wayproof-scan-page`);f(h,({scan:e})=>({title:e.title,footer:e.footer})),p();