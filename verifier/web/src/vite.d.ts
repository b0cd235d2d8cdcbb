/** What vite makes of imports. */

declare module "*?worker&url" {
  const url: string;
  export default url;
}

declare module "*.wasm?url" {
  const url: string;
  export default url;
}
