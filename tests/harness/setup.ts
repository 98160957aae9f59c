// Runs once per test run, before any file. The database is started here.
export function setup(): void {}
