declare module '*.ftl?first' {
  const words: string;
  export default words;
}
declare module '*.ftl?own' {
  const words: string;
  export default words;
}
declare module '*.ftl?new' {
  const words: string;
  export default words;
}
declare module '*.ftl?rules' {
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
declare module '*.ftl?messages' {
  const words: string;
  export default words;
}
