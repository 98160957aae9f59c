/** One page that does not tell whose it is: no name, no date, no place, no script, nothing from elsewhere. */
const style = `
  body { font: 1.125rem/1.6 system-ui, sans-serif; margin: 0; padding: 12vh 1.5rem; color: #1f2a2e; background: #f7f4ec }
  main { max-width: 34rem; margin: 0 auto }
  h1 { font-size: 1.5rem; line-height: 1.3; font-weight: 600 }
  @media (prefers-color-scheme: dark) { body { color: #e6e2d8; background: #11191d } }
`;

export const page = `<!doctype html>
<html lang="en" dir="ltr">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex, nofollow">
    <title>By invitation</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>By invitation</h1>
      <p>This is the outside of a closed gathering. There is nothing to sign up for here.</p>
      <p>If you were invited, use the link or the code that was given to you. If you lost it, ask the person who gave
        it to you; nobody can send it again from here.</p>
    </main>
  </body>
</html>
`;

/** The style is allowed by its hash, so that nothing else is. */
export const styleText = style;
