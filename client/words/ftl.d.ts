declare module '*.ftl?everyone' {
  const words: string;
  export default words;
}
declare module '*.ftl?programme' {
  const words: string;
  export default words;
}
declare module '*.ftl?teams' {
  const words: string;
  export default words;
}
