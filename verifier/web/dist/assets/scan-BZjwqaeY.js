/* empty css             */import{a as e,at as t,lt as n,n as r,ot as i,st as a}from"./tokens-BwTpO1wg.js";import{a as o,i as s,n as c,r as l,s as u,t as d}from"./phoneSpeech-CHVuqfnA.js";import{n as f}from"./speech-BtmHyKrt.js";var p=class extends t{static properties={words:{attribute:!1},phone:{attribute:!1},said:{state:!0}};static styles=[r,c,n`
      .said {
        font-weight: 600;
      }
    `];constructor(){super(),this.said=null}firstUpdated(){this.scanner.start()}render(){let{scan:e}=this.phone;return a`
      <section class="card">
        <h1>${e.title}</h1>
        ${l()===null?a`<p class="soft">${e.lead}</p>`:i}
        <p class="said" role="alert" data-tone=${this.said?.tone??`good`}>${this.said?.text??``}</p>
        <wayproof-scanner .words=${e} @wayproof-scan=${this.scanned}></wayproof-scanner>
      </section>
    `}get scanner(){return this.renderRoot.querySelector(`wayproof-scanner`)}scanned({detail:e}){let t=s(e,this.phone.scan);typeof t==`string`?this.said={tone:`bad`,text:t}:(this.said={tone:`good`,text:this.phone.scan.found(o(t,this.words))},this.scanner.stop(),location.assign(u(t)))}};e(`wayproof-scan-page`,p);var m=document.createElement(`wayproof-scan-page`);d(m,({scan:e})=>({title:e.title,footer:e.footer})),f();