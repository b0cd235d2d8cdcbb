/** What vite makes of imports. */

declare module "*?worker&url" {
  const url: string;
  export default url;
}
